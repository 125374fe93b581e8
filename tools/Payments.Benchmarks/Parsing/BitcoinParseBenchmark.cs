using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NBitcoin;
using Payments.Chains.Bitcoin;
using Payments.Chains.Nodes;
using Payments.Testing.Nodes.Bitcoin;
using BlockHeader = Payments.Chains.Bitcoin.BlockHeader;

namespace Payments.Benchmarks.Parsing;

/// <summary>
/// Bitcoin blocks of a busy main net, read for payments and proven by their headers, beside the least that such a proof takes: decoding the hex of the node's
/// answers and hashing each transaction for its name.
/// </summary>
internal static class BitcoinParseBenchmark
{
    private const int Blocks = 2;
    private const int TransactionsPerBlock = 3000;

    /// <summary>One transaction in a hundred pays a watched address.</summary>
    private const int PaidEvery = 100;

    private static readonly RpcCall Question = new("getblock", "", 0);

    public static Task RunAsync(Report report)
    {
        var watched = new BitcoinAddressSet(Network.RegTest);
        for (var i = 0; i < ParseLoad.Watched; i++) watched.Add(Script.FromBytesUnsafe(ScriptOf(i)).GetDestinationAddress(Network.RegTest)!.ToString());
        var blocks = Write();
        byte[][] answers = [.. blocks.Select(block => Encoding.UTF8.GetBytes(
            new JsonObject { ["result"] = Convert.ToHexStringLower(block.Serialize()), ["error"] = null, ["id"] = 0 }.ToJsonString()))];

        int Ours()
        {
            var found = 0;
            foreach (var answer in answers)
            {
                var read = new RpcAnswers<JsonElement>(answer, [Question], JsonElement.ParseValue);
                var block = RpcSource.Bytes(read[0], Question);
                found += BlockParser.Read(block, BlockHeader.Read(block), BitcoinCoin.Bitcoin, watched).Count;
            }
            return found;
        }

        byte[][] hashed = [.. blocks.SelectMany(block => block.Transactions).Select(transaction => transaction.Serialize(withWitness: false))];

        int Least()
        {
            var hash = new byte[SHA256.HashSizeInBytes];
            var sum = 0;
            foreach (var answer in answers)
            {
                using var document = JsonDocument.Parse(answer);
                sum += RpcSource.Bytes(document.RootElement.GetProperty("result"), Question).Length;
            }
            foreach (var transaction in hashed)
            {
                BlockHeader.DoubleHash(transaction, hash);
                sum += hash[0];
            }
            return sum;
        }

        return new ParseLoad
        {
            Chain = "bitcoin",
            Bytes = answers.Sum(answer => (long)answer.Length),
            Transactions = Blocks * TransactionsPerBlock,
            Payments = Blocks * TransactionsPerBlock / PaidEvery,
            Read = Ours,
            ReferenceName = "hex decoding and one hash for each transaction",
            Reference = Least,
            MainNet = 7,
        }.RunAsync(report);
    }

    /// <summary>Two outputs each, a payment and change, as most transactions have.</summary>
    private static BitcoinBlockData[] Write()
    {
        var chain = new BitcoinChain();
        for (var block = 0; block < Blocks; block++)
        {
            for (var i = 0; i < TransactionsPerBlock; i++)
            {
                var number = (block * TransactionsPerBlock) + i;
                chain.Pay(new BitcoinOutput(10_000 + i, ScriptOf(i % PaidEvery == 0 ? number : ParseLoad.Watched + number)), new BitcoinOutput(1_000_000 + i, ScriptOf((2 * ParseLoad.Watched) + number)));
            }
            chain.Mine();
        }
        return [.. Enumerable.Range(1, Blocks).Select(number => chain.Block(number)!)];
    }

    private static byte[] ScriptOf(int number) => [0, 20, .. SHA256.HashData(BitConverter.GetBytes(number)).AsSpan(0, 20)];
}
