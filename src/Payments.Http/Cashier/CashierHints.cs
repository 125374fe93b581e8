using Payments.Chains;
using Payments.Contracts.Chains;
using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Http.Common;

namespace Payments.Http.Cashier;

/// <summary>Reads what helps payers to choose a chain.</summary>
internal sealed class CashierHints(ChainCatalog chains, ChainStatuses statuses, TimeProvider time)
{
    /// <summary>Older prices are not shown: what a payment costs now, they do not say.</summary>
    private static readonly TimeSpan FeeLifetime = TimeSpan.FromMinutes(10);

    /// <summary>Digits of a fee that mean something.</summary>
    private const int Digits = 2;

    /// <summary>The hint for each coin that a page shows, by chain and token.</summary>
    public async Task<IReadOnlyDictionary<(string Chain, string Token), CashierHint>> ReadAsync(CashierState state)
    {
        var shown = state.Methods.Select(method => (method.Chain, method.Token));
        if (CashierPage.IsPayable(state)) shown = shown.Append((state.Coin!.Chain, state.Coin.Token));
        var hints = await Task.WhenAll(shown.Distinct().Select(async coin =>
            chains.Find(new ChainId(coin.Chain)) is { IsOn: true } options && options.Tokens.ContainsKey(coin.Token) && await statuses.FindAsync(options.Chain) is { } status
                ? (coin, Hint: Of(options, coin.Token, status))
                : (coin, Hint: null)));
        return hints.Where(hint => hint.Hint is not null).ToDictionary(hint => hint.coin, hint => hint.Hint!);
    }

    private CashierHint Of(ChainOptions chain, string token, ChainStatus status)
    {
        var now = time.GetUtcNow();
        var isDelayed = ChainPace.IsStale(chain, status, now);
        var fee = chain.Coin is not null && status.FeesAt is { } at && now - at <= FeeLifetime ? chains.TransferFee(chain.Tokens[token], status.Fees) : null;
        return new CashierHint(fee is { } units ? TokenAmount.Format(Rounded(units), chain.Coin!.Decimals) : null, chain.Coin?.Symbol ?? "", isDelayed ? null : ChainPace.ToFinal(chain, status), isDelayed);
    }

    private static UInt128 Rounded(UInt128 units)
    {
        var step = UInt128.One;
        for (var rest = units; rest >= TokenAmount.Scale(Digits); rest /= 10) step *= 10;
        return (units + step - 1) / step * step;
    }
}
