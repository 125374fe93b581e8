using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Payments.Chains.Solana;
using Payments.Chains.Tokens;
using Payments.Testing.Nodes.Solana;

namespace Payments.Benchmarks.Parsing;

/// <summary>Solana blocks of a busy main net, read for payments, beside a plain <see cref="JsonDocument"/> pass over the same bytes.</summary>
internal static class SolanaParseBenchmark
{
    private const int Blocks = 4;
    private const int TransactionsPerBlock = 1500;

    /// <summary>One transaction in a hundred pays a watched address.</summary>
    private const int PaidEvery = 100;

    public static async Task RunAsync(Report report)
    {
        var watched = new SolanaAddressSet { TakesCoin = true };
        for (var i = 0; i < ParseLoad.Watched; i++) watched.Add(Account(i));
        var blocks = Write();
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

        await new ParseLoad
        {
            Chain = "solana",
            Bytes = blocks.Sum(block => (long)block.Length),
            Transactions = Blocks * TransactionsPerBlock,
            Payments = Blocks * TransactionsPerBlock / PaidEvery,
            Read = Ours,
            ReferenceName = "a JsonDocument pass",
            Reference = Plain,
            MainNet = 4000,
        }.RunAsync(report);
        var packed = blocks.Select(Pack).ToArray();
        report.Add("solana blocks unpacked from gzip, as nodes send them", blocks.Sum(block => (long)block.Length) / 1e6 / ParseLoad.Seconds(() => packed.Sum(Unpack)), "MB/s");
    }

    private static byte[] Pack(byte[] block)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest)) stream.Write(block);
        return packed.ToArray();
    }

    private static int Unpack(byte[] packed)
    {
        using var stream = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        var buffer = new byte[128 << 10];
        int length = 0, read;
        while ((read = stream.Read(buffer)) > 0) length += read;
        return length;
    }

    /// <summary>Every third transaction moves a token, as answers to <c>getBlock</c> with the details that the reader asks for.</summary>
    private static byte[][] Write()
    {
        var chain = new SolanaChain();
        for (var block = 0; block < Blocks; block++)
        {
            for (var i = 0; i < TransactionsPerBlock; i++)
            {
                var to = Account(i % PaidEvery == 0 ? (block * TransactionsPerBlock) + i : ParseLoad.Watched + (block * TransactionsPerBlock) + i);
                chain.Send([new SolanaPart(i % 3 == 0 ? SolanaChain.Token : null, to, (ulong)(5_000_000 + i))], versioned: i % 2 == 0);
            }
            chain.Mine();
        }
        return [.. Enumerable.Range(1, Blocks).Select(slot => Encoding.UTF8.GetBytes(
            new JsonObject { ["jsonrpc"] = "2.0", ["result"] = chain.Block(slot)!.ToJson("accounts", withRewards: true), ["id"] = 0 }.ToJsonString()))];
    }

    private static string Account(int number) => SolanaChain.Address($"account {number}");
}
