using System.Globalization;
using System.Text.Json.Nodes;
using Nethereum.Util;

namespace Payments.Chains.Tests.Nodes;

/// <summary>A chain on paper: blocks that link, with transfers of one token, as nodes print them.</summary>
public sealed class FakeChain
{
    public const string Token = "0x5fbdb2315678afecb367f032d93f642f64180aa3";
    public const string Payer = "0x00000000000000000000000000000000000000aa";

    private const string TransferTopic = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

    private readonly List<JsonObject> blocks = [];
    private readonly List<List<JsonObject>> logs = [];

    public FakeChain(int length)
    {
        for (var i = 0; i < length; i++) Append();
    }

    public long Head => blocks.Count - 1;

    /// <summary>The hash that this chain gives to a number; other salts are other branches.</summary>
    public static string Hash(long number, string salt = "block") => "0x" + Sha3Keccack.Current.CalculateHash($"{salt} {number}");

    public static string Quantity(long number) => $"0x{number.ToString("x", CultureInfo.InvariantCulture)}";

    /// <summary>Adds a block with transfers.</summary>
    public FakeChain Append(params (string To, UInt128 Units)[] transfers)
    {
        var number = blocks.Count;
        var written = new List<JsonObject>();
        foreach (var (to, units) in transfers)
        {
            written.Add(new JsonObject
            {
                ["address"] = Token,
                ["topics"] = new JsonArray(TransferTopic, Topic(Payer), Topic(to)),
                ["data"] = $"0x{units.ToString("x64", CultureInfo.InvariantCulture)}",
                ["blockNumber"] = Quantity(number),
                ["blockHash"] = Hash(number),
                ["transactionHash"] = Hash((number * 1000) + written.Count, "transaction"),
                ["transactionIndex"] = Quantity(written.Count),
                ["logIndex"] = Quantity(written.Count),
                ["removed"] = false,
            });
        }
        logs.Add(written);
        blocks.Add(new JsonObject
        {
            ["number"] = Quantity(number),
            ["hash"] = Hash(number),
            ["parentHash"] = Hash(number - 1),
            ["timestamp"] = Quantity(1_767_225_600 + number),
            ["logsBloom"] = Bloom(written.Count > 0 ? [Token] : []),
            ["transactions"] = new JsonArray(),
        });
        return this;
    }

    public JsonObject? Block(long number) => number >= 0 && number < blocks.Count ? blocks[(int)number].DeepClone().AsObject() : null;

    /// <summary>The names of a block's transactions.</summary>
    public JsonArray Transactions(long number) => new([.. logs[(int)number].Select(log => log["transactionHash"]!.GetValue<string>()).Distinct().Select(hash => (JsonNode)hash)]);

    public JsonArray Logs(long from, long to) =>
        new([.. Enumerable.Range((int)from, (int)(Math.Min(to, Head) - from + 1)).SelectMany(number => logs[number]).Select(log => log.DeepClone())]);

    /// <summary>The receipt of a transaction that wrote logs, or null.</summary>
    public JsonObject? Receipt(string transaction)
    {
        var written = logs.SelectMany(list => list).Where(log => log["transactionHash"]!.GetValue<string>() == transaction).Select(log => log.DeepClone()).ToArray();
        return written.Length == 0 ? null : new JsonObject
        {
            ["transactionHash"] = transaction,
            ["blockHash"] = written[0]["blockHash"]!.DeepClone(),
            ["status"] = "0x1",
            ["logs"] = new JsonArray(written),
        };
    }

    /// <summary>The block of a hash, or null.</summary>
    public long? NumberOf(string hash) => Enumerable.Range(0, blocks.Count).Where(number => Hash(number) == hash).Select(number => (long?)number).FirstOrDefault();

    private static string Topic(string address) => "0x" + address[2..].PadLeft(64, '0');

    /// <summary>The bloom of a block in which these contracts wrote transfers. Written after the yellow paper and apart from the product's own, so that each checks the other.</summary>
    public static string Bloom(IReadOnlyCollection<string> contracts)
    {
        var bits = new byte[256];
        foreach (var item in contracts.Count > 0 ? contracts.Append(TransferTopic) : [])
        {
            var hash = Sha3Keccack.Current.CalculateHash(Convert.FromHexString(item[2..]));
            foreach (var pair in new[] { 0, 2, 4 })
            {
                var bit = ((hash[pair] * 256) + hash[pair + 1]) % 2048;
                bits[255 - (bit / 8)] |= (byte)(1 << (bit % 8));
            }
        }
        return "0x" + Convert.ToHexStringLower(bits);
    }
}
