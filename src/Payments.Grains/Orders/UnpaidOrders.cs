using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Payments.Domain.Identity;
using Payments.Storage.Queries;

namespace Payments.Grains.Orders;

/// <summary>
/// How many orders of a merchant wait for a first payment, so that nobody who may make a shop's orders uses up its amounts or fills the
/// database. Counted in the database once a second at most for each merchant, and by what is opened on this silo meanwhile.
/// </summary>
public sealed class UnpaidOrders(OrderQueries queries, IOptions<OrderOptions> options, TimeProvider time)
{
    /// <summary>Merchants whose numbers are kept at once; beyond it all are counted again.</summary>
    private const int KeptMerchants = 10_000;

    private static readonly TimeSpan CountAge = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<MerchantId, Tally> tallies = new();

    /// <summary>The most that may wait at once.</summary>
    public int Limit => options.Value.UnpaidLimit;

    /// <summary>Whether another order of a merchant may be opened.</summary>
    public async ValueTask<bool> HasRoomAsync(MerchantId merchant) => await CountAsync(merchant) < Limit;

    /// <summary>How many wait, up to the limit.</summary>
    public async ValueTask<long> CountAsync(MerchantId merchant)
    {
        if (tallies.Count > KeptMerchants) tallies.Clear();
        var tally = tallies.GetOrAdd(merchant, static _ => new Tally());
        if (tally.IsOld(time)) await tally.CountAsync(time, () => queries.CountUnpaidAsync(merchant, Limit));
        return tally.Number;
    }

    /// <summary>Notes that one more waits.</summary>
    public void Opened(MerchantId merchant)
    {
        if (tallies.TryGetValue(merchant, out var tally)) tally.Add();
    }

    private sealed class Tally
    {
        private readonly Lock gate = new();
        private long number;
        private long? countedAt;
        private Task? counting;

        public long Number => Interlocked.Read(ref number);

        public bool IsOld(TimeProvider time)
        {
            lock (gate) return countedAt is not { } at || time.GetElapsedTime(at) >= CountAge;
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
