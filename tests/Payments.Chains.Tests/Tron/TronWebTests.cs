using System.Text.Json.Nodes;
using Payments.Chains.Tron;
using Payments.Testing.Nodes.Tron;

namespace Payments.Chains.Tests.Tron;

/// <summary>The simulator is a node to tronweb, and what tronweb pays there is a payment here.</summary>
public sealed class TronWebTests : IAsyncLifetime
{
    private const string Key = "da146374a75310b9666e834ee4ad0866d6f4035967bfc76217c5a495fff9f0d0";
    private const string Payer = "TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY";

    private readonly TronChain chain = new();
    private readonly string wallet = TronAddress.Encode(Convert.FromHexString("000000000000000000000000000000000000a11c"));
    private readonly string token = TronAddress.Encode(Convert.FromHexString(TronChain.Token[2..]));
    private TronSimulator node = null!;

    public async Task InitializeAsync()
    {
        chain.Mine(20);
        chain.SendToken(TronAddress.ToHex(Payer), 1_000_000_000);
        chain.SendCoins(TronAddress.ToHex(Payer), 1_000_000_000);
        chain.Mine();
        node = await TronSimulator.StartAsync(chain);
    }

    public Task DisposeAsync() => node.DisposeAsync().AsTask();

    private JsonNode Check(string name, JsonObject what)
    {
        what["key"] = Key;
        return JsonNode.Parse(NodeScript.RunText("tron-check.mjs", new JsonObject { ["url"] = node.Url.ToString().TrimEnd('/'), [name] = what }.ToJsonString()))!;
    }

    [Fact]
    public async Task What_tronweb_pays_is_read_here_and_by_tronweb()
    {
        var sent = Check("send", new JsonObject { ["to"] = wallet, ["token"] = token, ["units"] = 10_010_000, ["sun"] = 2_500_000 });
        chain.Mine();
        using var reader = ReaderUnderTest.Tron([node]);
        reader.Watched.Add(wallet);

        var paid = (await reader.ReadAsync(chain.Head, chain.Head)).Transfers;
        paid.Select(transfer => (transfer.Transaction, transfer.Token, transfer.Units, transfer.From, transfer.To)).Should().Equal(
            (sent["coins"]!.GetValue<string>(), "TRX", 2_500_000, Payer, wallet),
            (sent["tokens"]!.GetValue<string>(), "USDT", 10_010_000, Payer, wallet));

        var seen = Check("read", new JsonObject { ["block"] = chain.Head, ["transaction"] = sent["tokens"]!.DeepClone(), ["account"] = wallet, ["token"] = token });
        seen["block"]!["id"]!.GetValue<string>().Should().Be(paid[0].BlockHash);
        seen["block"]!["transactions"]!.AsArray().Select(id => id!.GetValue<string>()).Should().Equal(paid.Select(transfer => transfer.Transaction));
        seen["newest"]!.GetValue<long>().Should().Be(chain.Head);
        seen["confirmed"]!.GetValue<long>().Should().Be((await reader.GetHeadAsync()).FinalNumber);
        seen["transaction"]!.GetValue<string>().Should().Be("SUCCESS");
        seen["event"]!.ToJsonString().Should().Be(new JsonObject { ["contract"] = token, ["isTransfer"] = true, ["from"] = Payer, ["to"] = wallet, ["value"] = "10010000" }.ToJsonString());
        (seen["tokens"]!.GetValue<string>(), seen["decimals"]!.GetValue<int>(), seen["symbol"]!.GetValue<string>(), seen["coins"]!.GetValue<long>())
            .Should().Be(("10010000", 6, "USDT", 2_500_000));
    }
}
