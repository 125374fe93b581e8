using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Identity;
using Payments.Domain.Wallets;

namespace Payments.Domain.Merchants;

/// <summary>One receiving address of a merchant, or an account with an address for each order, for one token, and how orders paid to it are priced.</summary>
[GenerateSerializer, Immutable, Alias("wallet")]
public sealed record Wallet
{
    /// <summary>The wallet's id, unique within the merchant.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The chain.</summary>
    [Id(1)] public required ChainId Chain { get; init; }

    /// <summary>The token's symbol on that chain.</summary>
    [Id(2)] public required string Token { get; init; }

    /// <summary>The address in canonical form; null for a wallet with an extended key.</summary>
    [Id(3)] public string? Address { get; init; }

    /// <summary>Callback URL for orders that bring none.</summary>
    [Id(4)] public string? NotifyUrl { get; init; }

    /// <summary>The currency in which the merchant prices orders for this wallet.</summary>
    [Id(5)] public required string Currency { get; init; }

    /// <summary>Fixed price of one token in that currency; null takes the system's rate.</summary>
    [Id(6), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public decimal? Rate { get; init; }

    /// <summary>When it was added.</summary>
    [Id(7)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The account's extended public key, from which each order gets an address of its own; null for a wallet with one address.</summary>
    [Id(8)] public ExtendedKey? ExtendedKey { get; init; }

    /// <summary>Percent of the amount asked that may be missing, because exchanges take their fee out of what their customers send; null: nothing may.</summary>
    [Id(9), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public decimal? Tolerance { get; init; }

    /// <summary>Whether it is switched off: no new quote is given in it, and what was quoted stays payable.</summary>
    [Id(10)] public bool IsOff { get; init; }

    /// <summary>From when on quotes are given in it, where a new one waits; null for at once.</summary>
    [Id(11)] public DateTimeOffset? ActiveFrom { get; init; }

    /// <summary>Percent by which the token counts for less than the system's rate, for what it costs to change it; null: nothing.</summary>
    [Id(12), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public decimal? Spread { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Whether orders in a currency are paid into it: in the one that it is priced in, or in its token itself.</summary>
    public bool Takes(string currency) => currency == Currency || currency == Token;

    /// <summary>
    /// The price of one token as the wallet itself says it: its fixed rate in its own currency, par in the token; null where the system's
    /// rate holds.
    /// </summary>
    public decimal? OwnRate(string currency) => FixedRate(currency) ?? (Token == currency ? 1m : null);

    /// <summary>The wallet's fixed rate where that is of this currency; null otherwise.</summary>
    public decimal? FixedRate(string currency) => Currency == currency ? Rate : null;

    /// <summary>Whether quotes are given in it at a time.</summary>
    public bool IsOpen(DateTimeOffset now) => !IsOff && !(now < ActiveFrom);

    /// <summary>What one token counts for where the system's rate holds.</summary>
    public decimal WithSpread(decimal systemRate) => Spread is { } percent ? systemRate * (100m - percent) / 100m : systemRate;
}
