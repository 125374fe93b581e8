using Payments.Contracts.Chains;

namespace Payments.Grains.Chains;

public sealed partial class ChainWatcherGrain
{
    /// <summary>How long payments may wait for a second node before it is a matter for operators.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    public Task<ChainStatus> GetStatusAsync() => Task.FromResult(new ChainStatus
    {
        Chain = Chain,
        Head = head?.Number,
        Cursor = stored.State.Value?.Cursor,
        // A young chain, such as a test net that was just started, has none yet.
        FinalBlock = head?.FinalNumber >= 0 ? head.FinalNumber : null,
        CursorTime = stored.State.Value?.CursorTime,
        Confirmations = reader?.Options.Confirmations,
        LastSuccessAt = lastSuccessAt,
        LastError = lastError,
        Reorgs = reorgs,
        ChainNumber = facts?.ChainId,
        IsSyncing = facts?.IsSyncing,
        HeadAt = headAt,
        Fees = facts?.Fees ?? [],
        FeesAt = factsAt,
        MissingFee = missingFee,
        Nodes = [.. (reader?.Nodes ?? []).Select(node => new NodeStatus
        {
            Url = node.Url,
            IsHealthy = node.IsHealthy,
            Head = node.Head,
            LatencyMs = node.LatencyMs,
            LastError = node.LastError,
            BackOffUntil = node.BackOffUntil,
            SetAside = node.SetAside,
        })],
        Reasons = [.. Reasons()],
        Unconfirmed = opinion?.Unconfirmed ?? 0,
        Disputed = opinion?.Disputed ?? 0,
        Removed = [.. (stored.State.Value?.DeepReorgs ?? []).SelectMany(deep => deep.Orders).Distinct()],
        Unreadable = unreadable,
        ChecksWork = reader?.Options.ChecksWork,
    });

    /// <summary>What needs an operator. These words are public, so they name no node and no order.</summary>
    private IEnumerable<string> Reasons()
    {
        var deep = stored.State.Value?.DeepReorgs ?? [];
        var orders = deep.SelectMany(one => one.Orders).Distinct().Count();
        if (stored.State.Value is { Stop.IsAdopted: false } stopped)
            yield return $"a reorganisation deeper than the {stopped.Window.Count} blocks that are remembered stopped reading; " +
                "an operator decides";
        if (orders > 0) yield return $"a reorganisation took back the payments of {orders} completed orders";
        if (deep.Any(one => one.IsBelowWindow)) yield return "a reorganisation went below the oldest block that is remembered";
        if (opinion is { Disputed: > 0 and var disputed })
            yield return $"nodes contradict each other about {disputed} payments, which wait";
        var lagging = (opinion?.Unconfirmed ?? 0) - (opinion?.Disputed ?? 0);
        var longest = time.GetUtcNow() - (opinion?.OldestAt ?? time.GetUtcNow());
        if (lagging > 0 && longest >= LongWait)
            yield return $"{lagging} payments wait for the word of a second node, the longest for {(int)longest.TotalMinutes} minutes";
        if (reader?.Nodes.Count(node => node.SetAside is not null) is > 0 and var aside)
            yield return $"{aside} of the nodes are set aside";
        if (look is { Passed: > 0 and var passed }) yield return $"{passed} blocks count as final without the second look, which failed";
        if (unreadable > 0) yield return $"{unreadable} parts of blocks could not be read and were left out";
    }
}
