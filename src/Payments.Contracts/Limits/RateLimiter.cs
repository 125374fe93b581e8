using Microsoft.Extensions.Logging;
using Orleans;
using Payments.Domain.Limits;

namespace Payments.Contracts.Limits;

/// <summary>
/// Decides whether a request may pass. One front has one: it holds leased tokens and asks the grain of a key or network for more when they
/// run out. Where it holds one, deciding is a look-up and a subtraction, without a call and without an allocation.
/// </summary>
/// <remarks>
/// What may pass in a window beyond its quota, all bounded: the allowance of each front but one, for limits that have one; a quota more for
/// each time that the grain's silo dies; and <see cref="LeaseRules.Most"/> in ten seconds for each front while the grain does not answer.
/// </remarks>
/// <param name="lease">Asks the counter of a partition; see <see cref="LeaseFrom"/>.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells where a counter did not answer.</param>
/// <param name="front">A number of this front's own.</param>
/// <param name="memory">Partitions that are remembered in each half of the memory.</param>
public sealed partial class RateLimiter(
    Func<RatePartition, TokenAsk, Task<TokenLease>> lease, TimeProvider time, ILogger<RateLimiter> logger, long front,
    int memory = RateLimiter.UsualMemory)
{
    /// <summary>Partitions that a front remembers in each half of its memory where nothing else is said.</summary>
    public const int UsualMemory = 50_000;

    /// <summary>Most times that one request asks; each brings a token to somebody, or says that there is none.</summary>
    private const int MostAsks = 100;

    private readonly LeaseBook book = new(memory);
    private readonly long origin = time.GetTimestamp();

    /// <summary>Asks the grains.</summary>
    public static Func<RatePartition, TokenAsk, Task<TokenLease>> LeaseFrom(IGrainFactory grains) =>
        (partition, ask) => grains.Find<IRateLimitGrain>(partition.GrainKey).LeaseAsync(ask);

    /// <summary>Takes a token.</summary>
    /// <returns>Taken or refused, never <see cref="TakeVerdict.MustAsk"/>.</returns>
    public ValueTask<TokenTake> TakeAsync(in RatePartition partition, in RateQuota quota)
    {
        var held = book.Of(partition);
        var take = held.Tokens.Take(quota, Now);
        return take.Verdict is TakeVerdict.MustAsk ? AskAsync(held, partition, quota) : new(take);
    }

    /// <summary>How long a partition has no token any more, as far as this front knows; null where it may have one. Takes none.</summary>
    public TimeSpan? SpentFor(in RatePartition partition) => book.Find(partition)?.Tokens.SpentFor(Now);

    private TimeSpan Now => time.GetElapsedTime(origin);

    private async ValueTask<TokenTake> AskAsync(FrontLease held, RatePartition partition, RateQuota quota)
    {
        for (var asks = 0; asks < MostAsks; asks++)
        {
            await JoinAsync(held, partition, quota);
            if (held.Tokens.Take(quota, Now) is { Verdict: not TakeVerdict.MustAsk } take) return take;
        }
        return new TokenTake(TakeVerdict.Refused, 0, quota.Window);
    }

    /// <summary>Waits for the request that is under way, or sends one.</summary>
    private Task JoinAsync(FrontLease held, RatePartition partition, RateQuota quota)
    {
        lock (held)
        {
            if (held.Asking is { IsCompleted: false } asking) return asking;
            return held.Asking = AskOnceAsync(held, partition, quota);
        }
    }

    private async Task AskOnceAsync(FrontLease held, RatePartition partition, RateQuota quota)
    {
        var askedAt = Now;
        try
        {
            held.Tokens.Accept(await lease(partition, held.Tokens.Ask(quota, front)), askedAt);
        }
        catch (Exception exception)
        {
            LogAlone(logger, partition.Policy, exception);
            held.Tokens.GoAlone(quota, Now);
        }
    }
}
