using Payments.Benchmarks;
using Payments.Benchmarks.Orders;
using Payments.Benchmarks.Pages;
using Payments.Benchmarks.Parsing;
using Payments.Benchmarks.Placement;
using Payments.Benchmarks.Reconciliation;
using Payments.Benchmarks.Storage;

// Suites by name; without one, all of them. Each prints rows below the machine's own.
var suites = new Dictionary<string, Func<Report, Task>>(StringComparer.Ordinal)
{
    ["grain-call"] = GrainCallBenchmark.RunAsync,
    ["amount-book"] = AmountBookBenchmark.RunAsync,
    ["limiter"] = LimiterBenchmark.RunAsync,
    ["matching"] = MatchingBenchmark.RunAsync,
    ["derive-addresses"] = DerivationBenchmark.RunAsync,
    ["evm-parse"] = EvmParseBenchmark.RunAsync,
    ["tron-parse"] = TronParseBenchmark.RunAsync,
    ["bitcoin-parse"] = BitcoinParseBenchmark.RunAsync,
    ["solana-parse"] = SolanaParseBenchmark.RunAsync,
    ["orders"] = OrderCreation.RunSqliteAsync,
    ["orders-postgres"] = OrderCreation.RunPostgresAsync,
    ["payments-create"] = PaymentCreation.RunAsync,
    ["risk"] = RiskCreation.RunAsync,
    ["hot-address"] = HotAddress.RunAsync,
    ["payments"] = PaymentThroughput.RunAsync,
    ["provider-callbacks"] = ProviderCallbacks.RunAsync,
    ["storage"] = StorageSuite.RunAsync,
    ["order-lists"] = OrderListSuite.RunAsync,
    ["console"] = ConsoleSuite.RunAsync,
    ["reconciliation"] = ReconciliationSuite.RunAsync,
    ["user-statement"] = UserStatementSuite.RunAsync,
    ["user-credit"] = UserCredits.RunAsync,
    ["many-orders"] = ManyOrders.RunAsync,
    ["sizes"] = StoredSizes.RunAsync,
    ["placement"] = PlacementSuite.RunAsync,
};
var report = new Report(Console.Out);
report.Begin();
foreach (var name in args.Length == 0 ? [.. suites.Keys] : args)
{
    if (!suites.TryGetValue(name, out var run))
    {
        Console.Error.WriteLine($"There is no suite '{name}'; there are: {string.Join(", ", suites.Keys)}.");
        return 1;
    }
    await run(report);
}
return 0;
