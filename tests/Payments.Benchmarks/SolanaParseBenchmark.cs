using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Payments.Chains.Solana;
using Payments.Chains.Tokens;
using Payments.Testing.Nodes.Solana;

namespace Payments.Benchmarks;

/// <summary>Solana blocks of a busy main net, read for payments, beside a plain <see cref="JsonDocument"/> pass over the same bytes.</summary>
internal static class SolanaParseBenchmark
{
    private const int Blocks = 4;
    private const int TransactionsPerBlock = 1500;
    private const int Watched = 100_000;

    /// <summary>One transaction in a hundred pays a watched address.</summary>
    private const int PaidEvery = 100;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    public static Task RunAsync(Report report)
    {
        var watched = new SolanaAddressSet { TakesCoin = true };
        for (var i = 0; i < Watched; i++) watched.Add(Account(i));
        var blocks = Write();
        var bytes = blocks.Sum(block => (long)block.Length);
        var options = KnownChains.Solana[0];
        var parser = new SolanaBlockParser(new SolanaMints(options), options.Tokens["SOL"]);

        int Ours()
        {
            var found = 0;
            for (var i = 0; i < blocks.Length; i++) found += parser.Read(blocks[i], i + 1, watched)!.Payments.Count;
            return found;
        }

        int Plain()
        {
            var read = 0;
            foreach (var block in blocks)
            {
                using var document = JsonDocument.Parse(block);
                read += document.RootElement.GetProperty("result").GetProperty("transactions").GetArrayLength();
            }
            return read;
        }

        var expected = Blocks * TransactionsPerBlock / PaidEvery;
        if (Ours() != expected) throw new InvalidOperationException($"Found {Ours()} payments of {expected}.");
        var (ours, plain) = (Measure(Ours), Measure(Plain));
        report.Add("solana blocks read for payments; a JsonDocument pass over the same bytes", bytes / 1e6 / ours, "MB/s", bytes / 1e6 / plain);
        report.Add($"solana transactions read against {Watched:#,0} addresses; main net's 4,000/s or so", Blocks * TransactionsPerBlock / ours, "transactions/s", 4000);
        return Task.CompletedTask;
    }

    /// <summary>Seconds of one pass, the best of many.</summary>
    private static double Measure(Func<int> pass)
    {
        var best = double.MaxValue;
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < Duration)
        {
            var start = Stopwatch.GetTimestamp();
            pass();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }

    /// <summary>Every third transaction moves a token, as answers to <c>getBlock</c> with the details that the reader asks for.</summary>
    private static byte[][] Write()
    {
        var chain = new SolanaChain();
        for (var block = 0; block < Blocks; block++)
        {
            for (var i = 0; i < TransactionsPerBlock; i++)
            {
                var to = Account(i % PaidEvery == 0 ? (block * TransactionsPerBlock) + i : Watched + (block * TransactionsPerBlock) + i);
                chain.Send([new SolanaPart(i % 3 == 0 ? SolanaChain.Token : null, to, (ulong)(5_000_000 + i))], versioned: i % 2 == 0);
            }
            chain.Mine();
        }
        return [.. Enumerable.Range(1, Blocks).Select(slot => Encoding.UTF8.GetBytes(
            new JsonObject { ["jsonrpc"] = "2.0", ["result"] = chain.Block(slot)!.ToJson("accounts", withRewards: true), ["id"] = 0 }.ToJsonString()))];
    }

    private static string Account(int number) => SolanaChain.Address($"account {number}");
}
