using Payments.Domain.Identity;

namespace Payments.Domain.Tokens;

/// <summary>A coin or token on one chain: what the gateway knows to read, price and show it.</summary>
public sealed record TokenInfo
{
    /// <summary>How many decimals more than the payable ones a nudged amount may have, where no setting says.</summary>
    private const int FinerBy = 2;

    /// <summary>The chain.</summary>
    public required ChainId Chain { get; init; }

    /// <summary>Upper-case symbol, unique on its chain.</summary>
    public required string Symbol { get; init; }

    /// <summary>The contract in canonical form, or null for the chain's own coin.</summary>
    public string? Contract { get; init; }

    /// <summary>The token's standard where it is not its chain's usual one, as the chain names it: <c>token-2022</c> on Solana.</summary>
    public string? Standard { get; init; }

    /// <summary>Decimals on this chain: USDT has 6 on Ethereum and 18 on BSC.</summary>
    public required int Decimals { get; init; }

    /// <summary>Decimals of an amount that a payer is asked for; the first nudge step is one unit of the last of them.</summary>
    public required int PayableDecimals { get; init; }

    /// <summary>
    /// Decimals of an amount that is nudged where the payable ones leave none free: from <see cref="PayableDecimals"/> to
    /// <see cref="Decimals"/>. Null: two more than the payable ones, as far as the token has them.
    /// </summary>
    public int? NudgeDecimals { get; init; }

    /// <summary>Whether this is the chain's own coin.</summary>
    public bool IsNative => Contract is null;

    /// <summary>The smallest payable step in atomic units.</summary>
    public UInt128 Step => Money.TokenAmount.Scale(Decimals - PayableDecimals);

    /// <summary>The finer step in atomic units, in which amounts are told apart where payable steps are used up.</summary>
    public UInt128 FineStep => Money.TokenAmount.Scale(Decimals - (NudgeDecimals ?? Math.Min(Decimals, PayableDecimals + FinerBy)));
}
