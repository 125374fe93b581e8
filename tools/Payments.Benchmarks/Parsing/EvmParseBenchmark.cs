using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Payments.Chains.Evm;
using Payments.Chains.Nodes;
using Payments.Chains.Tokens;

namespace Payments.Benchmarks.Parsing;

/// <summary>Blocks and logs of a busy EVM main net, read for payments, beside a plain <see cref="JsonDocument"/> pass over the same bytes.</summary>
internal static class EvmParseBenchmark
{
    private const int Blocks = 20;
    private const int TransactionsPerBlock = 200;

    /// <summary>One transaction in a hundred pays a watched address.</summary>
    private const int PaidEvery = 100;

    /// <summary>Two transactions in five move a known token.</summary>
    private const int TokenShare = 5;

    private static readonly string Usdt = KnownChains.Evm[0].Tokens["USDT"].Contract!;

    public static Task RunAsync(Report report)
    {
        var watched = new EvmAddressSet { TakesCoin = true };
        for (var i = 0; i < ParseLoad.Watched; i++) watched.Add(Account(i));
        var answers = Write();
        var calls = Enumerable.Range(1, Blocks).Select(_ => new RpcCall("eth_getBlockByNumber")).Append(new RpcCall("eth_getLogs")).ToArray();
        var reader = new EvmBatchReader(KnownChains.Evm[0]);
        return new ParseLoad
        {
            Chain = "evm",
            What = "blocks and logs",
            Bytes = answers.Length,
            Transactions = Blocks * TransactionsPerBlock,
            Payments = Blocks * TransactionsPerBlock / PaidEvery,
            Read = () => reader.Read(new RpcAnswers<EvmAnswer>(answers, calls, new EvmAnswerParser(watched).Read), 1, Blocks, watched, withCoins: true).InOrder().Count,
            ReferenceName = "a JsonDocument pass",
            Reference = () =>
            {
                using var document = JsonDocument.Parse(answers);
                return document.RootElement.GetArrayLength();
            },
            MainNet = 300,
        }.RunAsync(report);
    }

    private static string Account(int number) => "0x" + (0x1000_0000 + number).ToString("x40", CultureInfo.InvariantCulture);

    private static string Hash(int number) => "0x" + (0x7000_0000 + number).ToString("x64", CultureInfo.InvariantCulture);

    /// <summary>The answer to the question for all blocks and their logs.</summary>
    private static byte[] Write()
    {
        var logs = new JsonArray();
        var answers = new JsonArray([.. Enumerable.Range(1, Blocks).Select(number => (JsonNode)Answer(number - 1, Block(number, logs)))]) { Answer(Blocks, logs) };
        return Encoding.UTF8.GetBytes(answers.ToJsonString());
    }

    private static JsonObject Answer(int id, JsonNode result) => new() { ["jsonrpc"] = "2.0", ["id"] = id, ["result"] = result };

    private static JsonObject Block(int number, JsonArray logs)
    {
        var transactions = new JsonArray();
        for (var i = 0; i < TransactionsPerBlock; i++) transactions.Add(Transaction(number, i, logs));
        return new JsonObject
        {
            ["number"] = $"0x{number:x}",
            ["hash"] = Hash(number),
            ["parentHash"] = Hash(number - 1),
            ["timestamp"] = $"0x{1_767_225_600 + (12 * number):x}",
            ["logsBloom"] = "0x" + new string('0', 512),
            ["miner"] = Account(7),
            ["gasUsed"] = "0x1c9c380",
            ["gasLimit"] = "0x2255100",
            ["baseFeePerGas"] = "0x3b9aca00",
            ["stateRoot"] = Hash(1),
            ["receiptsRoot"] = Hash(2),
            ["transactionsRoot"] = Hash(3),
            ["transactions"] = transactions,
        };
    }

    /// <summary>Calls of contracts carry some 300 bytes of data, as on the main nets; half of what is paid is paid in tokens.</summary>
    private static JsonObject Transaction(int block, int place, JsonArray logs)
    {
        var serial = ((block - 1) * TransactionsPerBlock) + place;
        var (hash, isPaid, isToken) = (Hash(0x100_0000 + serial), serial % PaidEvery == 0, serial % TokenShare < 2);
        var inToken = isToken && (!isPaid || serial % (2 * PaidEvery) == 0);
        var to = Account(isPaid ? serial : ParseLoad.Watched + serial);
        if (inToken) logs.Add(Log(block, place, hash, to));
        return new JsonObject
        {
            ["blockHash"] = Hash(block),
            ["blockNumber"] = $"0x{block:x}",
            ["from"] = Account(9_000_000 + serial),
            ["gas"] = "0x3d090",
            ["gasPrice"] = "0x4a817c800",
            ["maxFeePerGas"] = "0x59682f000",
            ["maxPriorityFeePerGas"] = "0x3b9aca00",
            ["hash"] = hash,
            ["input"] = inToken ? "0xa9059cbb" + new string('0', 128) : isPaid ? "0x" : "0x" + new string('1', 700),
            ["nonce"] = "0x1f",
            ["to"] = inToken ? Usdt : to,
            ["transactionIndex"] = $"0x{place:x}",
            ["value"] = inToken ? "0x0" : "0x16345785d8a0000",
            ["type"] = "0x2",
            ["chainId"] = "0x1",
            ["v"] = "0x1",
            ["r"] = Hash(4),
            ["s"] = Hash(5),
            ["yParity"] = "0x1",
        };
    }

    private static JsonObject Log(int block, int place, string transaction, string to) => new()
    {
        ["address"] = Usdt,
        ["blockHash"] = Hash(block),
        ["blockNumber"] = $"0x{block:x}",
        ["data"] = "0x" + 10_000_000.ToString("x64", CultureInfo.InvariantCulture),
        ["logIndex"] = $"0x{place:x}",
        ["removed"] = false,
        ["topics"] = new JsonArray(EvmBatchReader.TransferTopic, "0x" + new string('0', 24) + Account(9)[2..], "0x" + new string('0', 24) + to[2..]),
        ["transactionHash"] = transaction,
        ["transactionIndex"] = $"0x{place:x}",
    };
}
