using Payments.Chains.Reading;

namespace Payments.Chains.Nodes;

/// <summary>
/// Whose chain each node serves. A node of a test net would credit worthless money, and another network behind the same URL looks like a
/// deep reorganisation: a node is asked before it is used, after each failure, on each new connection, and every hour.
/// </summary>
internal sealed class NodeIdentity(ChainOptions options, NodePool pool, TimeProvider time)
{
    /// <summary>How long an answer holds without a reason to doubt it.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>
    /// How long a node of another chain is left alone: it is configured wrongly, or was replaced, and that takes an operator.
    /// </summary>
    private static readonly TimeSpan OtherChainWait = TimeSpan.FromMinutes(10);

    private readonly HashSet<IChainNode> examined = [];
    private readonly Dictionary<IChainNode, (DateTimeOffset At, int Connections)> known = [];
    private readonly Lock gate = new();

    /// <summary>Asks a node for its chain where that may have changed, and the first time for all that reading will ask of it.</summary>
    /// <exception cref="ChainReadException">It serves another chain, which sets it aside; or it does not answer.</exception>
    public async Task ConfirmAsync(IChainNode node, CancellationToken cancellationToken)
    {
        if (IsKnown(node, out var isExamined)) return;
        try
        {
            Expect(node, await node.GetChainIdAsync(cancellationToken));
            if (!isExamined) await node.ExamineAsync(cancellationToken);
        }
        catch (ChainReadException exception) when (exception.IsTooMuch)
        {
            // There are no smaller questions than these.
            throw new ChainReadException(exception.Message, exception) { RetryAfter = exception.RetryAfter };
        }
        lock (gate)
        {
            examined.Add(node);
            known[node] = (time.GetUtcNow(), pool.ConnectionsTo(node));
        }
    }

    /// <summary>Has a node asked again before it is used next.</summary>
    public void Doubt(IChainNode node)
    {
        lock (gate) known.Remove(node);
    }

    /// <summary>Refuses a chain other than the configured one.</summary>
    /// <exception cref="ChainReadException">It is another one.</exception>
    public void Expect(IChainNode node, long reported)
    {
        if (reported == options.ChainNumber) return;
        var reason = $"the node serves chain id {reported}, and {options.Chain} is {options.ChainNumber}";
        pool.SetAside(node, reason);
        throw new ChainReadException(reason) { RetryAfter = OtherChainWait };
    }

    private bool IsKnown(IChainNode node, out bool isExamined)
    {
        lock (gate)
        {
            isExamined = examined.Contains(node);
            return known.TryGetValue(node, out var last) &&
                time.GetUtcNow() - last.At < Lifetime && last.Connections == pool.ConnectionsTo(node);
        }
    }
}
