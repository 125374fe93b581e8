using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Identity;

namespace Payments.Domain.Transfers;

/// <summary>A successful movement of a token to an address, as one chain reader saw it in one block.</summary>
[GenerateSerializer, Immutable, Alias("transfer")]
public sealed record Transfer
{
    /// <summary>The name under which it counts once.</summary>
    [Id(0)] public required TransferId Id { get; init; }

    /// <summary>The chain it happened on.</summary>
    [Id(1)] public required ChainId Chain { get; init; }

    /// <summary>The token's upper-case symbol on that chain, <c>USDT</c>, <c>ETH</c> …; several contracts never share one.</summary>
    [Id(2)] public required string Token { get; init; }

    /// <summary>The amount in the token's atomic units on that chain.</summary>
    [Id(3)] public required UInt128 Units { get; init; }

    /// <summary>The sender in the chain's canonical (storage) form: lower-case hex for EVM. Empty where the chain has none: a Bitcoin transaction may spend many people's outputs.</summary>
    [Id(4)] public required string From { get; init; }

    /// <summary>The receiver in the chain's canonical (storage) form.</summary>
    [Id(5)] public required string To { get; init; }

    /// <summary>The transaction's hash as the chain prints it.</summary>
    [Id(6)] public required string Transaction { get; init; }

    /// <summary>The height of the block.</summary>
    [Id(7)] public required long Block { get; init; }

    /// <summary>The hash of the block, by which a reorg is told.</summary>
    [Id(8)] public required string BlockHash { get; init; }

    /// <summary>The block's own time.</summary>
    [Id(9)] public required DateTimeOffset BlockTime { get; init; }

    /// <summary>Keys that the transaction names without using them, where the chain has a place for such, as Solana Pay has for references; null where there are none. They count for every transfer of the transaction.</summary>
    [Id(10)] public IReadOnlyList<string>? References { get; init; }

    /// <summary>
    /// When it was made by the chain's own pace (<see cref="Chains.BlockClock"/>), by which ends are judged; null where the watcher did not
    /// tell, and in transfers from before.
    /// </summary>
    [Id(11)] public DateTimeOffset? MadeAt { get; init; }

    /// <summary>
    /// The place of its block in the order in which the gateway read the chain (<see cref="Chains.ChainCursor.PositionOf"/>), by which it
    /// is told from what is older than an order; null as <see cref="MadeAt"/>.
    /// </summary>
    [Id(12)] public long? Position { get; init; }

    /// <summary>
    /// Whether the receiving wallet signed the transaction itself, where the chain tells: it swapped, unstaked or moved its own money, and
    /// no payer pays so. Such a transfer is no order's.
    /// </summary>
    [Id(13)][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool SignedByReceiver { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary><see cref="MadeAt"/>, or the block's own time where that is all that is known.</summary>
    [JsonIgnore] public DateTimeOffset When => MadeAt ?? BlockTime;
}
