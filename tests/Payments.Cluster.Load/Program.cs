using System.Globalization;
using Npgsql;
using Payments.Cluster.Load;
using Payments.Testing;
using Payments.Testing.Gateway;

const int Workers = 16;
var silos = Number("--silos", 2);
var fronts = Number("--fronts", 2);
var time = TimeSpan.FromSeconds(Number("--seconds", 10));
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

await using var cluster = await Cluster.StartAsync();
await using var shop = new ShopReceiver();
using var traffic = new Traffic(cluster, shop);
await cluster.AddSiloAsync();
for (var front = 0; front < fronts; front++) await cluster.AddFrontAsync();
await traffic.OpenAsync(Workers);
await traffic.LoadAsync(Workers, time);

Console.WriteLine($"silos | fronts | orders/s | median ms | p99 ms | failures");
Console.WriteLine("--- | --- | --- | --- | --- | ---");
while (true)
{
    var (rate, median, high, failures, _) = await traffic.LoadAsync(Workers, time);
    Console.WriteLine($"{cluster.Silos} | {fronts} | {rate:0} | {median:0.0} | {high:0} | {failures}");
    if (cluster.Silos == silos) break;
    await cluster.AddSiloAsync();
}

var known = traffic.Acknowledged.Keys.Order().TakeLast(500).ToArray();
var recovery = TimeSpan.Zero;
var payers = Enumerable.Range(2, 4).Select(account => traffic.PayAsync(account, time + time)).ToArray();
var killed = await traffic.LoadAsync(Workers, time + time, async () =>
{
    await Task.Delay(time / 4, TimeProvider.System);
    await cluster.KillSiloAsync();
    recovery = await traffic.UntilAllAnswerAsync(known);
});
await Task.WhenAll(payers);
Console.WriteLine($"one silo of {silos} killed: {killed.Rate:0} orders/s, {killed.Failures} of {traffic.Acknowledged.Count} requests failed, the longest took {killed.Longest:0} ms; {known.Length} orders known before all answered after {recovery.TotalSeconds:0.0} s");

await using var connection = new NpgsqlConnection(cluster.Database);
await connection.OpenAsync();
var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
while (shop.All.Select(heard => heard.Parameters["out_trade_no"]).Distinct().Count() < traffic.Paid.Count && !patience.IsCancellationRequested)
    await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
var wrong = LedgerAudit.Violations(connection, traffic.Acknowledged, traffic.Paid, shop.All);
Console.WriteLine($"auditor: {traffic.Acknowledged.Count} orders acknowledged, {traffic.Paid.Count} paid, {shop.All.Count} callbacks heard, {wrong.Count} violations");
foreach (var violation in wrong.Take(20)) Console.WriteLine($"  {violation}");
var codes = await cluster.StopAsync();
Console.WriteLine($"orderly stop of fronts and silos: exit codes {string.Join(' ', codes)}");
return wrong.Count == 0 && codes.All(code => code == 0) ? 0 : 1;

int Number(string name, int otherwise)
{
    var at = Array.IndexOf(args, name);
    return at < 0 ? otherwise : int.Parse(args[at + 1], CultureInfo.InvariantCulture);
}
