namespace Payments.Domain.Limits;

/// <summary>
/// The tokens of one key or network that one front holds. Safe to use from several threads; taking a token allocates nothing.
/// </summary>
public sealed class LeasedTokens
{
    /// <summary>How long a front goes on by itself where the grain cannot be asked.</summary>
    public static readonly TimeSpan AloneFor = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private TimeSpan endsAt = TimeSpan.MinValue;
    private int held;
    private int left;
    private int spent;

    /// <summary>Takes a token for a request.</summary>
    /// <param name="quota">The quota in force.</param>
    /// <param name="now">The time since some moment that stays the same.</param>
    public TokenTake Take(RateQuota quota, TimeSpan now)
    {
        lock (gate)
        {
            if (now >= endsAt) Begin(quota, now);
            if (held == 0) return new(left > 0 ? TakeVerdict.MustAsk : TakeVerdict.Refused, left, endsAt - now);
            held--;
            // What passes before the grain was asked is told it when it is.
            if (spent >= 0) spent++;
            return new(TakeVerdict.Taken, held + left, endsAt - now);
        }
    }

    /// <summary>How long there is no token any more, as far as is known here; null where there may be one.</summary>
    public TimeSpan? SpentFor(TimeSpan now)
    {
        lock (gate) return now < endsAt && held == 0 && left == 0 ? endsAt - now : null;
    }

    /// <summary>What the grain is asked.</summary>
    public TokenAsk Ask(RateQuota quota, long front)
    {
        lock (gate) return new TokenAsk { Front = front, Tokens = quota.Tokens, Window = quota.Window, Spent = Math.Max(0, spent) };
    }

    /// <summary>Takes over a lease.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="askedAt">When it was asked for: the window ends no later here than in the grain.</param>
    public void Accept(TokenLease lease, TimeSpan askedAt)
    {
        lock (gate)
        {
            held += lease.Granted;
            left = lease.Left;
            endsAt = askedAt + lease.EndsIn;
            spent = Told;
        }
    }

    /// <summary>Goes on by itself for a moment, with what one lease would have been: the grain did not answer.</summary>
    public void GoAlone(RateQuota quota, TimeSpan now)
    {
        lock (gate)
        {
            held = LeaseRules.Most(quota.Tokens);
            left = 0;
            endsAt = now + (quota.Window < AloneFor ? quota.Window : AloneFor);
            spent = Told;
        }
    }

    /// <summary>In place of what was spent: the grain counts this window.</summary>
    private const int Told = -1;

    private void Begin(RateQuota quota, TimeSpan now)
    {
        held = Math.Min(quota.Allowance, quota.Tokens);
        left = quota.Tokens - held;
        endsAt = now + quota.Window;
        spent = 0;
    }
}
