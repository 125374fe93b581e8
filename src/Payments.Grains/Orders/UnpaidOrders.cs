using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Payments.Domain.Identity;
using Payments.Storage.Queries;

namespace Payments.Grains.Orders;

/// <summary>
/// How many orders of a merchant wait for a first payment, so that nobody who may make a shop's orders uses up its amounts or fills the
/// database. Counted in the database and by what is opened on this silo since: again after a second where the limit is near, and after a
/// minute elsewhere, because counting reads an index entry for each order that waits.
/// </summary>
public sealed class UnpaidOrders(OrderQueries queries, IOptions<OrderOptions> options, TimeProvider time)
{
    /// <summary>Merchants whose numbers are kept at once; beyond it all are counted again.</summary>
    private const int KeptMerchants = 10_000;

    /// <summary>After how long a refused order may be sent again. Nobody knows when a payer pays; all that wait expire in time.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan NearAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FarAge = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<MerchantId, Tally> tallies = new();

    /// <summary>The most that may wait at once.</summary>
    public int Limit => options.Value.UnpaidLimit;

    /// <summary>Whether another order of a merchant may be opened.</summary>
    public async ValueTask<bool> HasRoomAsync(MerchantId merchant)
    {
        var tally = TallyOf(merchant);
        var isNear = tally.Number >= Limit - Limit / 10;
        return await CountAsync(merchant, tally, isNear ? NearAge : FarAge) < Limit;
    }

    /// <summary>How many wait, up to the limit.</summary>
    public ValueTask<long> CountAsync(MerchantId merchant) => CountAsync(merchant, TallyOf(merchant), NearAge);

    /// <summary>Notes that one more waits.</summary>
    public void Opened(MerchantId merchant)
    {
        if (tallies.TryGetValue(merchant, out var tally)) tally.Add();
    }

    private async ValueTask<long> CountAsync(MerchantId merchant, Tally tally, TimeSpan age)
    {
        if (tally.IsOlder(age, time)) await tally.CountAsync(time, () => queries.CountUnpaidAsync(merchant, Limit));
        return tally.Number;
    }

    private Tally TallyOf(MerchantId merchant)
    {
        if (tallies.Count > KeptMerchants) tallies.Clear();
        return tallies.GetOrAdd(merchant, static _ => new Tally());
    }

    private sealed class Tally
    {
        private readonly Lock gate = new();
        private long number;
        private long? countedAt;
        private Task? counting;

        public long Number => Interlocked.Read(ref number);

        public bool IsOlder(TimeSpan age, TimeProvider time)
        {
            lock (gate) return countedAt is not { } at || time.GetElapsedTime(at) >= age;
        }

        public void Add() => Interlocked.Increment(ref number);

        /// <summary>One count serves all who ask meanwhile.</summary>
        public Task CountAsync(TimeProvider time, Func<Task<long>> count)
        {
            lock (gate) return counting ??= Task.Run(() => ReplaceAsync(time, count));
        }

        private async Task ReplaceAsync(TimeProvider time, Func<Task<long>> count)
        {
            try
            {
                var counted = await count();
                Interlocked.Exchange(ref number, counted);
                lock (gate) countedAt = time.GetTimestamp();
            }
            finally
            {
                lock (gate) counting = null;
            }
        }
    }
}
