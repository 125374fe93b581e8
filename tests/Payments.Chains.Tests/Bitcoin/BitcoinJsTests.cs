using System.Text.Json.Nodes;
using NBitcoin;
using Payments.Testing.Nodes.Bitcoin;

namespace Payments.Chains.Tests.Bitcoin;

/// <summary>The simulator's blocks are blocks to bitcoinjs-lib, and what bitcoinjs-lib pays there is a payment here.</summary>
public sealed class BitcoinJsTests : IAsyncLifetime
{
    private const string Key = "da146374a75310b9666e834ee4ad0866d6f4035967bfc76217c5a495fff9f0d0";

    private readonly BitcoinChain chain = new();
    private readonly string wallet = Script.FromBytesUnsafe([0x51, 32, .. Convert.FromHexString("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")]).GetDestinationAddress(Network.RegTest)!.ToString();
    private BitcoinSimulator node = null!;

    public async Task InitializeAsync() => node = await BitcoinSimulator.StartAsync(chain);

    public Task DisposeAsync() => node.DisposeAsync().AsTask();

    private static JsonNode Run(JsonObject input)
    {
        input["key"] = Key;
        return JsonNode.Parse(NodeScript.RunText("bitcoin-send.mjs", input.ToJsonString()))!;
    }

    private static JsonArray Check(params BitcoinBlockData[] blocks) =>
        NodeScript.Run("bitcoin-check.mjs", new JsonArray([.. blocks.Select(block => (JsonNode)Convert.ToHexStringLower(block.Serialize()))]));

    private JsonNode Spend(string coin, long units, string to, long amount, long fee) => Run(new JsonObject
    {
        ["url"] = node.Url.ToString(),
        ["coin"] = new JsonObject { ["id"] = coin, ["index"] = 0, ["units"] = units },
        ["to"] = to,
        ["units"] = amount,
        ["fee"] = fee,
    });

    [Fact]
    public void The_first_block_is_regtests_own() =>
        chain.Block(0)!.Id.Should().Be(Network.RegTest.GenesisHash.ToString());

    [Fact]
    public async Task What_bitcoinjs_lib_pays_is_read_here_and_by_bitcoinjs_lib()
    {
        var payer = Run([])["address"]!.GetValue<string>();
        var coin = chain.Pay(new BitcoinOutput(100_000_000, BitcoinAddress.Create(payer, Network.RegTest).ScriptPubKey.ToBytes()));
        chain.Mine();
        var sent = Spend(coin, 100_000_000, wallet, 1_234_567, 500);
        sent["error"].Should().BeNull();
        sent["sent"]!.GetValue<string>().Should().Be(sent["id"]!.GetValue<string>());
        chain.Mine(2);

        using var reader = ReaderUnderTest.Bitcoin([node]);
        reader.Watched.Add(wallet);
        reader.Watched.Add(payer);
        var batch = await reader.ReadAsync(1, 3);
        batch.Transfers.Select(transfer => (transfer.Id.Value, transfer.Token, transfer.Units, transfer.From, transfer.To, transfer.Block)).Should().Equal(
            ($"bitcoin:{coin}:0", "BTC", 100_000_000, "", payer, 1),
            ($"bitcoin:{sent["id"]}:0", "BTC", 1_234_567, "", wallet, 2),
            ($"bitcoin:{sent["id"]}:1", "BTC", 98_764_933, "", payer, 2));

        var seen = Check(chain.Block(0)!, chain.Block(1)!, chain.Block(2)!, chain.Block(3)!);
        seen.Skip(1).Select(block => (block!["id"]!.GetValue<string>(), block["previous"]!.GetValue<string>())).Should().Equal(batch.Blocks.Select(block => (block.Hash, block.ParentHash)));
        seen.Should().OnlyContain(block => block!["rootsFit"]!.GetValue<bool>() && block["workFits"]!.GetValue<bool>());
        var paid = seen[2]!["transactions"]![1]!;
        paid["id"]!.GetValue<string>().Should().Be(batch.Transfers[1].Transaction);
        paid["outputs"]!.ToJsonString().Should().Be(new JsonArray(
            new JsonObject { ["units"] = "1234567", ["address"] = wallet }, new JsonObject { ["units"] = "98764933", ["address"] = payer }).ToJsonString());
    }

    [Fact]
    public void The_simulator_refuses_what_a_node_refuses()
    {
        var payer = Run([])["address"]!.GetValue<string>();
        var coin = chain.Pay(new BitcoinOutput(10_000, BitcoinAddress.Create(payer, Network.RegTest).ScriptPubKey.ToBytes()));
        chain.Mine();
        Spend(new string('1', 64), 10_000, wallet, 4_000, 500)["error"]!.GetValue<string>().Should().Be("bad-txns-inputs-missingorspent");
        Spend(coin, 20_000, wallet, 15_000, 500)["error"]!.GetValue<string>().Should().Be("bad-txns-in-belowout");
        Spend(coin, 10_000, wallet, 4_000, 500)["error"].Should().BeNull();
        Spend(coin, 10_000, wallet, 5_000, 500)["error"]!.GetValue<string>().Should().Be("txn-mempool-conflict");
    }
}
