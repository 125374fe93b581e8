using System.Globalization;
using System.Text.Json.Nodes;
using Payments.Chains.Tests.Nodes;

namespace Payments.Chains.Tests.Conformance;

/// <summary>A lab's chain in the words of Ethereum's JSON-RPC.</summary>
internal sealed class EvmLabChain
{
    public const string FakeToken = "0x00000000000000000000000000000000000fa4e0";
    private const string Contract = "0x00000000000000000000000000000000000c0de0";
    private const string TransferTopic = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

    private readonly Lock gate = new();
    private readonly List<Block> blocks = [];
    private int branch;
    private int serial;

    public EvmLabChain() => Add([]);

    public void Drop(int depth)
    {
        lock (gate)
        {
            blocks.RemoveRange(blocks.Count - depth, depth);
            branch++;
        }
    }

    /// <summary>Adds a block.</summary>
    /// <returns>The hash of its last transaction, or empty.</returns>
    public string Add(LabTransaction[] transactions)
    {
        lock (gate)
        {
            var number = blocks.Count;
            var block = new Block(number, FakeChain.Hash(number, $"branch {branch}"), number == 0 ? FakeChain.Hash(-1) : blocks[^1].Hash, []);
            foreach (var transaction in transactions) block.Transactions.Add(Of(transaction, block));
            blocks.Add(block);
            return block.Transactions.LastOrDefault()?.Hash ?? "";
        }
    }

    public JsonNode? Answer(Question question, long known)
    {
        lock (gate)
        {
            return question.Method switch
            {
                "eth_chainId" => FakeChain.Quantity(ReaderUnderTest.ChainNumber),
                "eth_blockNumber" => FakeChain.Quantity(known),
                "eth_getBlockByNumber" => BlockAt(question.Parameter(0)!.GetValue<string>(), known)?.ToJson(question.Parameter(1)!.GetValue<bool>()),
                "eth_getLogs" => Logs(question.Parameter(0)!, known),
                "eth_getTransactionReceipt" => blocks.Take((int)known + 1).SelectMany(block => block.Transactions)
                    .FirstOrDefault(transaction => transaction.Hash == question.Parameter(0)!.GetValue<string>())?.ToReceipt(),
                "eth_getTransactionByHash" => blocks.Take((int)known + 1).SelectMany(block => block.Transactions)
                    .FirstOrDefault(transaction => transaction.Hash == question.Parameter(0)!.GetValue<string>())?.ToJson(),
                "eth_getBlockTransactionCountByHash" => blocks.Take((int)known + 1).FirstOrDefault(block => block.Hash == question.Parameter(0)!.GetValue<string>()) is { } counted
                    ? FakeChain.Quantity(counted.Transactions.Count) : null,
                "eth_gasPrice" => "0x3b9aca00",
                "eth_syncing" => false,
                _ => throw new NotSupportedException(question.Method),
            };
        }
    }

    private Transaction Of(LabTransaction transaction, Block block)
    {
        var hash = FakeChain.Hash(++serial, "transaction");
        var coin = transaction.Payments.FirstOrDefault(payment => payment.Money == LabMoney.Coin);
        var made = new Transaction(hash, block, coin?.To ?? Contract, coin?.Units ?? 0, transaction.Failed, []);
        if (transaction.Failed) return made;
        var first = block.Transactions.Sum(other => other.Logs.Count);
        foreach (var payment in transaction.Payments.Where(payment => payment.Money is LabMoney.Token or LabMoney.FakeToken))
        {
            made.Logs.Add(new JsonObject
            {
                ["address"] = payment.Money == LabMoney.Token ? FakeChain.Token : FakeToken,
                ["topics"] = new JsonArray(TransferTopic, Topic(FakeChain.Payer), Topic(payment.To)),
                ["data"] = $"0x{payment.Units.ToString("x64", CultureInfo.InvariantCulture)}",
                ["blockNumber"] = FakeChain.Quantity(block.Number),
                ["blockHash"] = block.Hash,
                ["transactionHash"] = hash,
                ["transactionIndex"] = FakeChain.Quantity(block.Transactions.Count),
                ["logIndex"] = FakeChain.Quantity(first + made.Logs.Count),
                ["removed"] = false,
            });
        }
        return made;
    }

    private Block? BlockAt(string tag, long known)
    {
        var number = tag switch { "latest" => known, "finalized" => Math.Max(0, known - 2), _ => Number(tag) };
        return number <= known ? blocks[(int)number] : null;
    }

    private JsonNode Logs(JsonNode filter, long known)
    {
        if (filter["blockHash"] is { } unknown && !blocks.Take((int)known + 1).Any(block => block.Hash == unknown.GetValue<string>())) return FakeNode.RpcError(-32000, "unknown block");
        var contracts = filter["address"]!.AsArray().Select(address => address!.GetValue<string>()).ToHashSet();
        var wanted = filter["blockHash"] is { } hash
            ? blocks.Where(block => block.Hash == hash.GetValue<string>())
            : blocks.Where(block => block.Number >= Number(filter["fromBlock"]!.GetValue<string>()) && block.Number <= Number(filter["toBlock"]!.GetValue<string>()));
        return new JsonArray([.. wanted.Where(block => block.Number <= known).SelectMany(block => block.Transactions).SelectMany(transaction => transaction.Logs)
            .Where(log => contracts.Contains(log["address"]!.GetValue<string>())).Select(log => log.DeepClone())]);
    }

    private static string Topic(string address) => "0x" + address[2..].PadLeft(64, '0');

    private static long Number(string quantity) => long.Parse(quantity.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private sealed record Block(long Number, string Hash, string Parent, List<Transaction> Transactions)
    {
        public JsonObject ToJson(bool whole) => new()
        {
            ["number"] = FakeChain.Quantity(Number),
            ["hash"] = Hash,
            ["parentHash"] = Parent,
            ["timestamp"] = FakeChain.Quantity(1_767_225_600 + Number),
            ["logsBloom"] = FakeChain.Bloom([.. Transactions.SelectMany(transaction => transaction.Logs).Select(log => log["address"]!.GetValue<string>()).Distinct()]),
            ["transactions"] = new JsonArray([.. Transactions.Select(transaction => whole ? transaction.ToJson() : transaction.Hash)]),
        };
    }

    private sealed record Transaction(string Hash, Block Block, string To, UInt128 Value, bool Failed, List<JsonObject> Logs)
    {
        public JsonNode ToJson() => new JsonObject
        {
            ["hash"] = Hash,
            ["blockHash"] = Block.Hash,
            ["blockNumber"] = FakeChain.Quantity(Block.Number),
            ["from"] = FakeChain.Payer,
            ["to"] = To,
            ["value"] = $"0x{Value.ToString("x", CultureInfo.InvariantCulture)}",
        };

        public JsonObject ToReceipt() => new()
        {
            ["transactionHash"] = Hash,
            ["blockHash"] = Block.Hash,
            ["blockNumber"] = FakeChain.Quantity(Block.Number),
            ["status"] = Failed ? "0x0" : "0x1",
            ["logs"] = new JsonArray([.. Logs.Select(log => log.DeepClone())]),
        };
    }
}
