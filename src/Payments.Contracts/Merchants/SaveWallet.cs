using Orleans;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Wallets;

namespace Payments.Contracts.Merchants;

/// <summary>A wallet as the merchant wants it, with a checked chain, token, and canonical address or extended key.</summary>
[GenerateSerializer, Immutable, Alias("save-wallet")]
public sealed record SaveWallet
{
    /// <summary>The chain.</summary>
    [Id(0)] public required ChainId Chain { get; init; }

    /// <summary>The token's symbol.</summary>
    [Id(1)] public required string Token { get; init; }

    /// <summary>The address in canonical form; null where there is an extended key.</summary>
    [Id(2)] public string? Address { get; init; }

    /// <summary>Callback URL for orders that bring none.</summary>
    [Id(3)] public string? NotifyUrl { get; init; }

    /// <summary><c>CNY</c>, <c>USD</c> or <c>USDT</c>.</summary>
    [Id(4)] public required string Currency { get; init; }

    /// <summary>Fixed price of one token, or null for the system's rate.</summary>
    [Id(5)] public decimal? Rate { get; init; }

    /// <summary>The account's extended public key; null where there is an address.</summary>
    [Id(6)] public ExtendedKey? ExtendedKey { get; init; }

    /// <summary>Percent of an amount that may be missing, up to <see cref="MerchantRules.MaxTolerance"/>, or null for nothing.</summary>
    [Id(7)] public decimal? Tolerance { get; init; }

    /// <summary>Whether it is switched off.</summary>
    [Id(8)] public bool IsOff { get; init; }

    /// <summary>Percent off the system's rate, up to <see cref="MerchantRules.MaxSpread"/>, or null for nothing.</summary>
    [Id(9)] public decimal? Spread { get; init; }

    /// <summary>The wallet that it makes.</summary>
    public Wallet ToWallet(DateTimeOffset now) => new()
    {
        Id = MerchantRules.WalletId(Chain, Token, ExtendedKey?.Id ?? Address!),
        Chain = Chain,
        Token = Token,
        Address = Address,
        ExtendedKey = ExtendedKey,
        NotifyUrl = NotifyUrl,
        Currency = Currency,
        Rate = Rate,
        Tolerance = Tolerance,
        Spread = Spread,
        IsOff = IsOff,
        CreatedAt = now,
    };
}
