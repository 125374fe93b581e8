namespace Payments.Grains.Callbacks;

/// <summary>
/// Who may send now: so many requests at once in all, and of those each host its share. A host that does not answer keeps its places for as long as a request may
/// take, so its share shrinks to <see cref="SmallestShare"/>; with each answer it grows again.
/// </summary>
/// <param name="places">Requests under way at once.</param>
/// <param name="placesPerHost">Of those, one host's at most.</param>
internal sealed class CallbackLanes(int places, int placesPerHost)
{
    /// <summary>The share of a host of which nothing is known.</summary>
    public const int FirstShare = 8;

    /// <summary>The share of a host that has been silent again and again.</summary>
    public const int SmallestShare = 2;

    /// <summary>Requests that may wait for one host's places; each holds some kilobytes.</summary>
    public const int WaitingLimit = 20_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, CallbackLane> lanes = [];
    private readonly Queue<CallbackLane> ready = new();
    private int free = places;

    /// <summary>Hosts that are called, or waited for.</summary>
    public int Hosts
    {
        get
        {
            lock (gate) return lanes.Count;
        }
    }

    /// <summary>Waits for a place; null where too many wait for this host already. Give it back with <see cref="Leave"/>.</summary>
    public async ValueTask<CallbackLane?> EnterAsync(string host, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CallbackLane? lane;
        TaskCompletionSource turn;
        lock (gate)
        {
            if (!lanes.TryGetValue(host, out lane)) lanes[host] = lane = new CallbackLane(host, Math.Min(FirstShare, placesPerHost));
            if (free > 0 && lane.UnderWay < lane.Share && lane.Waiting.Count == 0)
            {
                Take(lane);
                return lane;
            }
            if (lane.Waiting.Count >= WaitingLimit) return null;
            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lane.Waiting.Enqueue(turn);
            Queue(lane);
        }
        using var gone = cancellationToken.UnsafeRegister(static waiting => ((TaskCompletionSource)waiting!).TrySetCanceled(), turn);
        await turn.Task;
        return lane;
    }

    /// <summary>Gives a place back.</summary>
    /// <param name="lane">Where it was taken.</param>
    /// <param name="hasAnswered">Whether the host answered, whatever it said; null where that is not known, as when the request was interrupted.</param>
    public void Leave(CallbackLane lane, bool? hasAnswered)
    {
        lock (gate)
        {
            lane.Share = hasAnswered switch
            {
                true => Math.Min(lane.Share + 1, placesPerHost),
                false => Math.Max(lane.Share / 2, Math.Min(SmallestShare, placesPerHost)),
                null => lane.Share,
            };
            lane.UnderWay--;
            free++;
            Queue(lane);
            while (free > 0 && ready.TryDequeue(out var next))
            {
                next.IsQueued = false;
                HandOn(next);
                // Behind the others: hosts take turns.
                Queue(next);
                Forget(next);
            }
            Forget(lane);
        }
    }

    private void HandOn(CallbackLane lane)
    {
        while (lane.Waiting.TryDequeue(out var turn))
        {
            if (!turn.TrySetResult()) continue;
            Take(lane);
            return;
        }
    }

    private void Forget(CallbackLane lane)
    {
        if (lane.UnderWay == 0 && lane.Waiting.Count == 0) lanes.Remove(lane.Host);
    }

    private void Take(CallbackLane lane) => (lane.UnderWay, free) = (lane.UnderWay + 1, free - 1);

    private void Queue(CallbackLane lane)
    {
        if (lane.IsQueued || lane.Waiting.Count == 0 || lane.UnderWay >= lane.Share) return;
        lane.IsQueued = true;
        ready.Enqueue(lane);
    }
}
