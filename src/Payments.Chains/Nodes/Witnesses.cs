using Payments.Chains.Reading;
using Payments.Domain.Transfers;

namespace Payments.Chains.Nodes;

/// <summary>
/// Asks the nodes of a chain for transfers that one of them told of. Who told does not matter: of two nodes each must tell the same at
/// the moment, so nothing need be remembered.
/// </summary>
internal sealed class Witnesses(ChainOptions options, NodePool pool, BelievedNodes nodes, Func<IAddressSet> createAddressSet)
{
    private const string RemovedToken = "its token is no longer configured";

    /// <summary>How many nodes must tell the same: two, where there are two.</summary>
    private const int Several = 2;

    /// <summary>A verdict for each transfer, in their order. Nodes that are found to contradict the others are set aside.</summary>
    public async Task<IReadOnlyList<Verdict>> HearAsync(
        IReadOnlyList<Transfer> transfers, bool bySecond, CancellationToken cancellationToken)
    {
        var required = bySecond ? Math.Min(Several, pool.Count) : 1;
        var tallies = transfers.Select(transfer => new Tally(transfer, required)).ToArray();
        var asked = tallies.Where(tally => options.Tokens.ContainsKey(tally.Transfer.Token)).ToArray();
        await pool.AskInTurnAsync(
            node => nodes.AskAsync(node, it => HearAsync(it, Open(asked), cancellationToken), cancellationToken),
            () => asked.All(tally => tally.IsSettled),
            cancellationToken);
        foreach (var tally in asked)
        {
            var about = $"contradicted by other nodes about transaction {tally.Transfer.Transaction} in block {tally.Transfer.Block}";
            foreach (var node in tally.Doubtful) pool.SetAside(node, about);
        }
        return [.. tallies.Select(VerdictOf)];
    }

    private static Tally[] Open(IEnumerable<Tally> tallies) => [.. tallies.Where(tally => !tally.IsSettled)];

    private Verdict VerdictOf(Tally tally) =>
        options.Tokens.ContainsKey(tally.Transfer.Token) ? tally.Verdict : new Verdict(VerdictKind.NotYet, RemovedToken);

    private async Task<bool> HearAsync(IChainNode node, Tally[] open, CancellationToken cancellationToken)
    {
        var newest = await node.GetHeadAsync(cancellationToken);
        // A node that is behind, or has less work, says nothing, and that is no failure.
        var known = pool.IsPassedOver(node) ? [] : open.Where(tally => tally.Transfer.Block <= newest).ToArray();
        if (known.Length == 0) return true;
        var said = await node.TestifyAsync([.. known.Select(tally => tally.Transfer)], createAddressSet, cancellationToken);
        // What another node calls final says nothing of the block that this one has there.
        var final = await nodes.FinalAsync(node, newest, cancellationToken);
        for (var i = 0; i < known.Length; i++) known[i].Add(node, said[i], known[i].Transfer.Block <= final);
        return true;
    }
}
