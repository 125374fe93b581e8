using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Payments.Chains.Tron;
using Payments.Domain.Identity;
using Payments.Domain.Tokens;
using Payments.Testing.Nodes.Tron;

namespace Payments.Benchmarks.Parsing;

/// <summary>TRON blocks and results of a busy main net, read for payments, beside a plain <see cref="JsonDocument"/> pass over the same bytes.</summary>
internal static class TronParseBenchmark
{
    private const int Blocks = 20;
    private const int TransactionsPerBlock = 350;

    /// <summary>One transaction in fifty pays a watched address.</summary>
    private const int PaidEvery = 50;

    public static Task RunAsync(Report report)
    {
        var watched = new TronAddressSet();
        for (var i = 0; i < ParseLoad.Watched; i++) watched.Add(TronAddress.Encode(Convert.FromHexString(Account(i)[2..])));
        var (blocks, results) = Write();
        var usdt = new TokenInfo { Chain = ChainId.Tron, Symbol = "USDT", Contract = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", Decimals = 6, PayableDecimals = 2 };
        var parser = new TronResultParser([new TronContract(usdt)]);

        int Ours()
        {
            var read = TronBlockParser.ReadRange(blocks, watched);
            var found = read.Sum(block =>
                block.IsProven ? block.Coins.Count : throw new InvalidOperationException("A block is not proven."));
            for (var i = 0; i < read.Count; i++) found += parser.Read(results[i], read[i], watched, []).Count;
            return found;
        }

        int Plain()
        {
            using var document = JsonDocument.Parse(blocks);
            var read = document.RootElement.GetProperty("block").GetArrayLength();
            foreach (var result in results)
            {
                using var other = JsonDocument.Parse(result);
                read += other.RootElement.GetArrayLength();
            }
            return read;
        }

        return new ParseLoad
        {
            Chain = "tron",
            What = "blocks and results proven by their headers and",
            Bytes = blocks.Length + results.Sum(result => (long)result.Length),
            Transactions = Blocks * TransactionsPerBlock,
            Payments = Blocks * TransactionsPerBlock / PaidEvery,
            Read = Ours,
            ReferenceName = "a JsonDocument pass",
            Reference = Plain,
            MainNet = 110,
        }.RunAsync(report);
    }

    /// <summary>Two transactions in three move a token, the others coins, much as on the main net.</summary>
    private static (byte[] Blocks, byte[][] Results) Write()
    {
        var chain = new TronChain();
        for (var block = 0; block < Blocks; block++)
        {
            for (var i = 0; i < TransactionsPerBlock; i++)
            {
                var to = Account(i % PaidEvery == 0 ? (block * TransactionsPerBlock) + i : ParseLoad.Watched + (block * TransactionsPerBlock) + i);
                if (i % 3 == 0) chain.SendCoins(to, 1_000_000 + i);
                else chain.SendToken(to, (UInt128)(5_000_000 + i));
            }
            chain.Mine();
        }
        var mined = Enumerable.Range(1, Blocks).Select(number => chain.Block(number)!).ToArray();
        var range = new JsonObject { ["block"] = new JsonArray([.. mined.Select(block => (JsonNode)block.ToJson(detail: true))]) };
        return (Encoding.UTF8.GetBytes(range.ToJsonString()), [.. mined.Select(block => Encoding.UTF8.GetBytes(block.ToInfos().ToJsonString()))]);
    }

    private static string Account(int number) => "41" + (0x1000_0000 + number).ToString("x40", CultureInfo.InvariantCulture);
}
