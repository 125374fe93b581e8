using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Payments.Fuzz;
using Payments.Testing;

// Throws made-up requests at every documented route, and at the addresses of providers' notices, for some minutes.
// payments-fuzz [MINUTES] [SEED]. What failed is kept in tests/Payments.Http.Tests/Fuzz/Finds, and the test run sends it again.
// Exit code 1 after a find.
const int SamplesInATurn = 20, SampleSize = 30;
var minutes = 10.0;
var time = TimeProvider.System;
var seed = (ulong)time.GetUtcNow().ToUnixTimeSeconds();
if (args.Length > 2 || args.Length > 0 && !double.TryParse(args[0], NumberStyles.Float, CultureInfo.InvariantCulture, out minutes) ||
    args.Length > 1 && !ulong.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out seed))
{
    Console.Error.WriteLine("payments-fuzz [MINUTES] [SEED]");
    return 2;
}
var finds = Path.Combine(Repository.Root, "tests/Payments.Http.Tests/Fuzz/Finds");
Directory.CreateDirectory(finds);
Console.WriteLine($"seed {seed}, {minutes} minutes, {RequestGenerator.All.Count} operations");
var end = time.GetUtcNow().AddMinutes(minutes);
var (sent, found) = (0, new HashSet<string>());
await using var gateway = await FuzzedGateway.StartAsync();
for (var turn = 0UL; time.GetUtcNow() < end; turn++)
{
    foreach (var (name, requests) in RequestGenerator.All)
    {
        if (time.GetUtcNow() >= end) break;
        var random = new Rnd(seed + turn, BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(name))) | 1);
        foreach (var request in requests.Sample(SampleSize, random, SamplesInATurn))
        {
            sent++;
            // One find for each operation and kind of fault: the same again is no news.
            if (await gateway.FaultAsync(request) is not { } fault || !found.Add($"{name} {fault[..Math.Min(60, fault.Length)]}")) continue;
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.ToString())));
            var file = Path.Combine(finds, $"{hash[..12]}.json");
            await File.WriteAllTextAsync(file, request + "\n");
            Console.WriteLine($"{name}\n  {fault}\n  {request.Shown}\n  kept as {file}");
        }
    }
}
Console.WriteLine($"{sent} requests, {found.Count} finds");
return found.Count == 0 ? 0 : 1;
