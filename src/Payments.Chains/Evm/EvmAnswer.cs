using System.Text.Json;
using Payments.Chains.Nodes;

namespace Payments.Chains.Evm;

/// <summary>One answer to a question for a range, a block or a list of logs: where in the bytes its fields lie.</summary>
/// <remarks>Nothing is judged while it is read, so that what a node refused is told before what it garbled.</remarks>
internal sealed class EvmAnswer
{
    /// <summary>How the result begins: as an object, a list, or what is neither.</summary>
    public JsonTokenType Kind { get; init; }

    /// <summary>The result itself, where it is a text.</summary>
    public Place Text { get; init; }

    public Place Number { get; set; }

    public Place Hash { get; set; }

    public Place ParentHash { get; set; }

    public Place Timestamp { get; set; }

    public Place LogsBloom { get; set; }

    /// <summary>Where the list of transactions begins.</summary>
    public Place Transactions { get; set; }

    /// <summary>How many transactions there are; null where the answer has no list of them.</summary>
    public int? TransactionCount { get; set; }

    /// <summary>Those transactions that a watched address receives, and those of which that cannot be told.</summary>
    public List<EvmCoin> Coins { get; } = [];

    /// <summary>All logs of a list.</summary>
    public List<EvmLog> Logs { get; } = [];
}

/// <summary>A transaction, as far as it moves coins.</summary>
internal struct EvmCoin
{
    /// <summary>Where it begins.</summary>
    public Place Self;
    public Place Hash;
    public Place From;
    public Place To;
    public Place Value;
}

/// <summary>A log.</summary>
internal struct EvmLog
{
    /// <summary>Where it begins.</summary>
    public Place Self;
    public Place Address;
    public Place BlockNumber;
    public Place BlockHash;
    public Place TransactionHash;
    public Place LogIndex;
    public Place Data;
    public Place Removed;

    /// <summary>Where the list of topics begins.</summary>
    public Place Topics;

    /// <summary>How many topics there are.</summary>
    public int TopicCount;

    /// <summary>The first topic, which names the event.</summary>
    public Place Event;

    /// <summary>The second topic, of a transfer its sender.</summary>
    public Place From;

    /// <summary>The third topic, of a transfer its receiver.</summary>
    public Place To;
}
