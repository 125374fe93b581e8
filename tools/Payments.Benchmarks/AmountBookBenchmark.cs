using System.Diagnostics;
using Payments.Domain.Identity;
using Payments.Domain.Wallets;

namespace Payments.Benchmarks;

/// <summary>The book of one hot address, alone in memory: ten thousand open orders for the same amount, nudged apart. Over HTTP and with the database: <see cref="Orders.HotAddress"/>.</summary>
internal static class AmountBookBenchmark
{
    public static Task RunAsync(Report report)
    {
        Reserve(2_000, 0, new AmountBook());
        var book = new AmountBook();
        var first = Reserve(1_000, 0, book);
        Reserve(8_000, 1_000, book);
        var last = Reserve(1_000, 9_000, book);
        report.Add("hot address, its book alone: tenth thousand of equal amounts; reference: the first thousand, target at most 2", last, "ns/order", first);
        return Task.CompletedTask;
    }

    private static double Reserve(int count, int from, AmountBook book)
    {
        var now = DateTimeOffset.UnixEpoch;
        var wishes = Enumerable.Range(from, count).Select(number => new BookEntry
        {
            Order = new OrderId($"order-{number}"),
            Token = "USDT",
            Units = 10_000_000,
            Until = now,
            OpenedAt = now,
        }).ToArray();
        var began = Stopwatch.GetTimestamp();
        foreach (var wish in wishes)
            if (book.Reserve(wish, new Nudge(10_000, 20_000), now) is null)
                throw new InvalidOperationException("The book ran out of amounts.");
        return Stopwatch.GetElapsedTime(began).TotalNanoseconds / count;
    }
}
