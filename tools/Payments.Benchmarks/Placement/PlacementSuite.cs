using Payments.Domain.Wallets;
using Payments.Grains.Alarms;
using Payments.Grains.Orders;

namespace Payments.Benchmarks.Placement;

/// <summary>A million merchants and ten thousand orders a second, placed on silos: where the load falls and what is full first. <c>docs/scale.md</c> reads the figures.</summary>
internal static class PlacementSuite
{
    private const int Shops = 1_000_000;
    private const double ZipfExponent = 1.0;
    private const int Seed = 20260101;

    /// <summary>Chains that are read, each with a reminder.</summary>
    private const int Chains = 6;

    /// <summary>Fine steps in a price of 10 USDT.</summary>
    private const int StepsOfPrice = 100_000;

    /// <summary>Orders per second in each hour of a day, as a part of the busiest hour's: shops sleep at night and sell most in the evening.</summary>
    private static readonly double[] DayCurve = [0.35, 0.25, 0.18, 0.14, 0.12, 0.14, 0.20, 0.32, 0.48, 0.60, 0.68, 0.74, 0.78, 0.74, 0.70, 0.70, 0.72, 0.76, 0.84, 0.93, 1.00, 0.98, 0.80, 0.55];

    /// <summary>Counts an order's path in the product, then places orders of the peak's minute on one, three, ten and thirty silos.</summary>
    public static async Task RunAsync(Report report)
    {
        var (paid, unpaid) = await OrderPath.MeasureAsync();
        Add(report, "a paid order", paid);
        Add(report, "an unpaid order", unpaid);
        var world = new ShopWorld(Shops, ZipfExponent, Seed);
        report.Add("the largest of 1,000,000 shops: share of all orders", world.ShareOf(0) * 100, "%");
        var perDay = PlacementRun.PeakOrders * 3600 * DayCurve.Sum();
        report.Add("orders in a day with a peak of 10,000/s", perDay / 1e6, "million");
        report.Add("stored in such a day", perDay * (Mix(paid.RowBytes, unpaid.RowBytes) / 1e9), "GB of JSON");
        report.Add("rows written at the peak", PlacementRun.PeakOrders * Mix(paid.RowWrites, unpaid.RowWrites), "rows/s");

        PlacementRun? run = null;
        foreach (var silos in new[] { 1, 3, 10, 30 })
        {
            run = new PlacementRun(new ShopWorld(Shops, ZipfExponent, Seed), silos, paid, unpaid);
            AddLoad(report, $"{silos} silos: grain calls of a silo", run.Calls, "calls/s");
            AddLoad(report, $"{silos} silos: orders made on a silo", run.Orders, "orders/s");
            AddLoad(report, $"{silos} silos: fresh grains of a silo's part of the directory", run.Lookups, "grains/s");
        }
        report.Add("hottest merchant's grain, with a sale of 2,000 orders/s", run!.HottestMerchant, "calls/s");
        report.Add("hottest address's grain", run.HottestAddress, "calls/s");
        AddLoad(report, $"orders due in one of {AlarmGrain.Shards.Length} alarm shards", run.Due, "wakes/s");
        foreach (var (chain, payments) in run.Payments.OrderByDescending(pair => pair.Value)) report.Add($"payments on {chain}", payments / (double)PlacementRun.Seconds, "payments/s");
        report.Add("reminders in the whole cluster", AlarmGrain.Shards.Length + Chains, "rows");
        AddAmounts(report, world);
    }

    /// <summary>How many orders over the same price one address takes before its amounts are used up, and how many the largest shop would hold open.</summary>
    private static void AddAmounts(Report report, ShopWorld world)
    {
        var options = new OrderOptions();
        var held = (options.Expiry + options.Grace).TotalSeconds;
        var largest = PlacementRun.PeakOrders * world.ShareOf(0);
        var amounts = (int)Nudge.FineShare * StepsOfPrice / 100 + 1;
        report.Add("orders over one price of 10 USDT that one address takes", amounts / held * 3600, "orders/h");
        report.Add("amounts that the largest shop holds at the peak", largest * held, "open amounts");
        report.Add("the same at each of its eight addresses on TRON, over 1,000 prices; the limit is the fine steps",
            largest * held * 0.52 / ShopWorld.AddressesOf(0) / 1000, "open amounts a price", amounts);
    }

    private static void Add(Report report, string what, OrderPath path)
    {
        report.Add($"{what}: calls of merchant grains", path.Merchant, "calls");
        report.Add($"{what}: calls of order grains", path.Order, "calls");
        report.Add($"{what}: calls of address grains", path.Address, "calls");
        report.Add($"{what}: calls of callback grains", path.Delivery, "calls");
        report.Add($"{what}: rows written", path.RowWrites, "rows");
        report.Add($"{what}: JSON left at the end", path.RowBytes, "bytes");
    }

    private static void AddLoad(Report report, string what, SiloLoad load, string unit)
    {
        report.Add($"{what}, mean", load.Mean, unit);
        report.Add($"{what}, p99; reference: the mean", load.P99, unit, load.Mean);
        report.Add($"{what}, busiest second; reference: the mean", load.Max, unit, load.Mean);
    }

    private static double Mix(double paid, double unpaid) => PlacementRun.PaidShare * paid + (1 - PlacementRun.PaidShare) * unpaid;
}
