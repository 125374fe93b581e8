using Payments.Chains.Reading;
using Payments.Domain.Transfers;

namespace Payments.Chains.Nodes;

/// <summary>Who tells of a transfer and who denies it.</summary>
/// <param name="transfer">The transfer.</param>
/// <param name="required">How many nodes must tell of it.</param>
internal sealed class Tally(Transfer transfer, int required)
{
    private readonly List<IChainNode> seen = [];
    private readonly List<IChainNode> denied = [];
    private bool isFinal;

    /// <summary>The transfer.</summary>
    public Transfer Transfer => transfer;

    /// <summary>
    /// Whether enough nodes tell of it, one of them calls its block final, and none denies it: nobody else need be asked.
    /// </summary>
    public bool IsSettled => denied.Count == 0 && seen.Count >= required && isFinal;

    /// <summary>Keeps what a node says.</summary>
    /// <param name="node">The node.</param>
    /// <param name="said">What it says.</param>
    /// <param name="isFinalThere">Whether the block's height is final by the node's own account. Only that of a node with the same block
    /// makes the payment final; and before a height is final, another block there is no contradiction.</param>
    public void Add(IChainNode node, Testimony said, bool isFinalThere)
    {
        switch (said)
        {
            case Testimony.Seen:
                seen.Add(node);
                isFinal |= isFinalThere;
                break;
            case Testimony.Absent:
            case Testimony.OtherBlock when isFinalThere:
                denied.Add(node);
                break;
            case Testimony.OtherBlock:
            case Testimony.Unknown:
                break;
            default:
                throw new InvalidOperationException($"{said} is no testimony.");
        }
    }

    /// <summary>The outcome. A majority decides; a tie confirms nothing.</summary>
    public Verdict Verdict
    {
        get
        {
            if (seen.Count >= required && seen.Count > denied.Count)
                return isFinal
                    ? new Verdict(VerdictKind.Confirmed)
                    : new Verdict(VerdictKind.NotYet, "no node that has its block calls it final");
            if (denied.Count == 0)
                return new Verdict(
                    VerdictKind.NotYet, $"{seen.Count} of {required} nodes confirm it; the others are behind or do not answer");
            return seen.Count == 0
                ? new Verdict(VerdictKind.Disputed, "no node tells of it any more")
                : new Verdict(VerdictKind.Disputed, $"{seen.Count} of the nodes tell of it and {denied.Count} deny it");
        }
    }

    /// <summary>The nodes to set aside: the minority, and in a tie those that tell of money that others do not know.</summary>
    public IReadOnlyList<IChainNode> Doubtful => seen.Count == 0 || denied.Count == 0 ? [] : seen.Count > denied.Count ? denied : seen;
}
