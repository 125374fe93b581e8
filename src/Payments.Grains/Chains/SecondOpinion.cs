using Microsoft.Extensions.Logging;
using Payments.Chains.Reading;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;

namespace Payments.Grains.Chains;

/// <summary>
/// Has a chain's nodes confirm payments before they complete orders: two nodes where there are two. Nothing of it is stored: after a
/// restart the nodes are asked again, which costs less
/// than remembering who said what.
/// </summary>
internal sealed partial class SecondOpinion(
    IChainReader reader, decimal secondNodeFrom, TransferMetrics metrics, TimeProvider time, ILogger logger) : ISecondOpinion
{
    /// <summary>How soon nodes that contradict each other are asked again. Those that are behind are asked with every round.</summary>
    private static readonly TimeSpan DisputeRest = TimeSpan.FromMinutes(1);

    private Dictionary<TransferId, Waiting> waiting = [];
    private Dictionary<TransferId, Waiting> still = [];

    /// <summary>Payments that wait for the word of nodes, as of the last round.</summary>
    public int Unconfirmed => waiting.Count;

    /// <summary>Those of them on which nodes contradict each other.</summary>
    public int Disputed => waiting.Values.Count(payment => payment.IsDisputed);

    /// <summary>Since when the oldest of them waits; null for none.</summary>
    public DateTimeOffset? OldestAt => waiting.Count == 0 ? null : waiting.Values.Min(payment => payment.Since);

    /// <summary>Asks the nodes. The round's own cancellation is not needed: each question has its limit.</summary>
    public async Task<IReadOnlySet<TransferId>> ConfirmedAsync(IReadOnlyList<(Order Order, Transfer Transfer)> pending)
    {
        var confirmed = new HashSet<TransferId>();
        var due = pending.Where(item => IsDue(item.Transfer.Id)).ToArray();
        foreach (var part in due.GroupBy(item => item.Order.Money >= secondNodeFrom))
        {
            Transfer[] transfers = [.. part.Select(item => item.Transfer).DistinctBy(transfer => transfer.Id)];
            var verdicts = await reader.VerifyAsync(transfers, bySecond: part.Key, CancellationToken.None);
            for (var i = 0; i < transfers.Length; i++)
                if (Keep(transfers[i], verdicts[i])) confirmed.Add(transfers[i].Id);
        }
        return confirmed;
    }

    /// <summary>Ends a round: what nobody asked about in it waits no more.</summary>
    public void EndRound() => (waiting, still) = (still, []);

    /// <summary>A payment on which nodes contradict each other rests a while, and waits meanwhile.</summary>
    private bool IsDue(TransferId transfer)
    {
        if (!waiting.TryGetValue(transfer, out var known) || known.AskAt <= time.GetUtcNow()) return true;
        still[transfer] = known;
        return false;
    }

    private bool Keep(Transfer transfer, Verdict verdict)
    {
        if (verdict.Kind == VerdictKind.Confirmed) return true;
        var now = time.GetUtcNow();
        var known = waiting.GetValueOrDefault(transfer.Id);
        var isDisputed = verdict.Kind == VerdictKind.Disputed;
        if (isDisputed && known is not { IsDisputed: true })
        {
            metrics.Disputed(reader.Chain);
            LogDisputed(logger, reader.Chain, transfer.Id, transfer.Block, verdict.Reason);
        }
        else if (known is null) LogUnconfirmed(logger, reader.Chain, transfer.Id, verdict.Reason);
        still[transfer.Id] = new Waiting(known?.Since ?? now, isDisputed, isDisputed ? now + DisputeRest : now);
        return false;
    }

    [LoggerMessage(
        LogLevel.Critical,
        "Nodes of {Chain} contradict each other about transfer {Transfer} in block {Block}: {Reason}. The payment waits and its order " +
        "does not complete. Compare the transaction with a block explorer and remove the node that lies")]
    private static partial void LogDisputed(ILogger logger, ChainId chain, TransferId transfer, long block, string? reason);

    [LoggerMessage(LogLevel.Information, "Transfer {Transfer} of {Chain} is final and waits for a second node: {Reason}")]
    private static partial void LogUnconfirmed(ILogger logger, ChainId chain, TransferId transfer, string? reason);

    private sealed record Waiting(DateTimeOffset Since, bool IsDisputed, DateTimeOffset AskAt);
}
