namespace Payments.Domain.Limits;

/// <summary>
/// The tokens of one key or network, as its grain counts them: never more in a window than its quota, whichever front asks.
/// </summary>
public sealed class TokenWindow
{
    private readonly HashSet<long> fronts = [];
    private int frontsBefore;
    private TimeSpan? endsAt;
    private int taken;

    /// <summary>When the window that is open ends, on the clock of its callers; null before the first.</summary>
    public TimeSpan? EndsAt => endsAt;

    /// <summary>Leases tokens. A window that has ended makes room for one that begins now.</summary>
    /// <param name="ask">The request.</param>
    /// <param name="now">The time since some moment that stays the same.</param>
    public TokenLease Lease(TokenAsk ask, TimeSpan now)
    {
        if (endsAt is not { } end || now >= end) end = Begin(now, ask.Window);
        fronts.Add(ask.Front);
        taken += ask.Spent;
        var granted = LeaseRules.Share(ask.Tokens, ask.Tokens - taken, Math.Max(fronts.Count, frontsBefore));
        taken += granted;
        return new TokenLease { Granted = granted, Left = Math.Max(0, ask.Tokens - taken), EndsIn = end - now };
    }

    private TimeSpan Begin(TimeSpan now, TimeSpan window)
    {
        (frontsBefore, taken) = (fronts.Count, 0);
        fronts.Clear();
        endsAt = now + window;
        return endsAt.Value;
    }
}
