using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Payments.Chains;
using Payments.Chains.Keys;
using Payments.Domain.Identity;
using Payments.Testing;

namespace Payments.Benchmarks;

/// <summary>Ten thousand addresses from an extended public key, beside bip32 with bitcoinjs-lib in the same run.</summary>
internal static class DerivationBenchmark
{
    private const int Count = 10_000;

    /// <summary>The account of BIP-86's vectors.</summary>
    private const string Key = "xpub6BgBgsespWvERF3LHQu6CnqdvfEvtMcQjYrcRzx53QJjSxarj2afYWcLteoGVky7D3UKDP9QyrLprQ3VCECoY49yfdDEHGCtMMj92pReUsQ";

    public static async Task RunAsync(Report report)
    {
        var chains = new ChainCatalog(new ConfigurationBuilder().Build());
        foreach (var form in new[] { ScriptTypes.SegWit, ScriptTypes.Taproot })
        {
            var (ours, last) = Measure(chains.ReadKey(ChainId.Bitcoin, Key, form).Key!);
            var (theirs, expected) = await ReferenceAsync(form);
            if (last != expected) throw new InvalidOperationException($"{form}: the last address is {last}, and {expected} to bitcoinjs-lib.");
            report.Add($"{Count:#,0} {form} addresses derived from an xpub; reference: bip32 with bitcoinjs-lib", ours, "addresses/s", theirs);
        }
        report.Add($"{Count:#,0} TRON addresses derived from an xpub", Measure(chains.ReadKey(ChainId.Tron, Key, null).Key!).PerSecond, "addresses/s");
    }

    private static (double PerSecond, string Last) Measure(AccountKey key)
    {
        for (var index = 0; index < Count; index++) key.AddressAt(index);
        var last = "";
        var began = Stopwatch.GetTimestamp();
        for (var index = 0; index < Count; index++) last = key.AddressAt(index);
        return (Count / Stopwatch.GetElapsedTime(began).TotalSeconds, last);
    }

    private static async Task<(double PerSecond, string Last)> ReferenceAsync(string form)
    {
        var start = new ProcessStartInfo("node", ["bench-derive.mjs"])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "tests", "Support", "js"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(new JsonObject { ["key"] = Key, ["form"] = form, ["count"] = Count }.ToJsonString());
        process.StandardInput.Close();
        var output = JsonNode.Parse(await process.StandardOutput.ReadToEndAsync())!;
        await process.WaitForExitAsync();
        return (output["perSecond"]!.GetValue<double>(), output["address"]!.GetValue<string>());
    }
}
