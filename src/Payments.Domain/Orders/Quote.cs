using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Identity;

namespace Payments.Domain.Orders;

/// <summary>What the payer is asked for: so much of this token to this address.</summary>
[GenerateSerializer, Immutable, Alias("quote")]
public sealed record Quote
{
    /// <summary>The merchant's wallet it came from.</summary>
    [Id(0)] public required string Wallet { get; init; }

    /// <summary>The chain.</summary>
    [Id(1)] public required ChainId Chain { get; init; }

    /// <summary>The token's symbol on that chain.</summary>
    [Id(2)] public required string Token { get; init; }

    /// <summary>The token's decimals on that chain, fixed at the time of the quote.</summary>
    [Id(3)] public required int Decimals { get; init; }

    /// <summary>The receiving address in canonical form.</summary>
    [Id(4)] public required string Address { get; init; }

    /// <summary>Atomic units to pay, nudge included.</summary>
    [Id(5)] public required UInt128 Units { get; init; }

    /// <summary>Fiat for one token.</summary>
    [Id(6), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public required decimal Rate { get; init; }

    /// <summary>Where the rate came from: <c>wallet</c>, a source's name, <c>configured</c>, <c>par</c>.</summary>
    [Id(7)] public required string RateSource { get; init; }

    /// <summary>What names the order in a transaction on this chain, for wallets that carry it along (Solana Pay's <c>reference</c>); null where the chain has no place for that, and in quotes from before.</summary>
    [Id(8)] public string? Reference { get; init; }

    /// <summary>Whether the address is this order's alone, so that whatever comes there counts for it, unless it is dust; not kept in quotes from before.</summary>
    [Id(9)] public bool IsOwnAddress { get; init; }

    /// <summary>
    /// Expiry plus grace of the opening that the quote was given in: once the order was opened again, a payment made later counts by the quotes of that opening. Null in quotes from
    /// before, which have no end.
    /// </summary>
    [Id(10)] public DateTimeOffset? Until { get; init; }

    /// <summary>Units that may be missing, by the wallet's tolerance; null for none.</summary>
    [Id(11)] public UInt128? Tolerated { get; init; }

    /// <summary>
    /// How far the gateway had read or seen the chain when the quote was given (<see cref="Domain.Chains.ChainCursor.PositionOf"/>): what
    /// pays it is in a block that was read later. Null in quotes from before, and where nothing was known of the chain; those go by the
    /// clock of its blocks.
    /// </summary>
    [Id(12)] public long? Position { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Whether a transfer is in this quote's coin and to its address.</summary>
    public bool Takes(Transfers.Transfer transfer) =>
        transfer.Chain == Chain && transfer.Token == Token && transfer.To == Address;

    /// <summary>Whether a transfer that waits for a block is in this quote's coin and to its address.</summary>
    public bool Takes(Transfers.Sighting sighting) =>
        sighting.Chain == Chain && sighting.Token == Token && sighting.To == Address;

    /// <summary>The units with which it is paid.</summary>
    [JsonIgnore] public UInt128 LeastUnits => Units - (Tolerated ?? 0);

    /// <summary>Whether a payment made then is in this quote's time.</summary>
    public bool IsInTime(DateTimeOffset paidAt) => Until is not { } until || paidAt <= until;

    /// <summary>Whether another quote asks for the same coin at the same address.</summary>
    public bool IsInCoinOf(Quote other) => other.Chain == Chain && other.Token == Token && other.Address == Address;

    /// <summary>Whether an amount is held in this quote's coin and at its address.</summary>
    public bool Asks(Reservation held) => held.Chain == Chain && held.Token == Token && held.Address == Address;
}
