using System.Text.Json.Nodes;
using Payments.Chains.Solana;
using Payments.Testing.Nodes.Solana;

namespace Payments.Chains.Tests.Solana;

/// <summary>The simulator is a node to Solana's own client, and what that client pays there is a payment here.</summary>
public sealed class SolanaClientTests : IAsyncLifetime
{
    private const string Key = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    private const string Wallet = "9WzDXwBbmkg8ZTbNMqUxvQRAyrZzDsGYdLVL9zYtAWWM";

    private readonly SolanaChain chain = new();
    private SolanaSimulator node = null!;

    public async Task InitializeAsync()
    {
        for (var i = 0; i < 40; i++) chain.Mine();
        node = await SolanaSimulator.StartAsync(chain);
    }

    public Task DisposeAsync() => node.DisposeAsync().AsTask();

    private JsonNode Check(string name, JsonObject what)
    {
        what["mint"] = SolanaChain.Token;
        return JsonNode.Parse(NodeScript.RunText("solana-check.mjs", new JsonObject { ["url"] = node.Url.ToString(), ["key"] = Key, [name] = what }.ToJsonString()))!;
    }

    [Fact]
    public async Task What_the_client_pays_is_read_here_and_by_the_client()
    {
        var payer = Check("who", []);
        var (who, account) = (payer["payer"]!.GetValue<string>(), payer["account"]!.GetValue<string>());
        account.Should().Be(ProgramAddress.OfTokens(who, SolanaChain.Token, SolanaPrograms.Token));
        chain.Fund(who, account, 1_000_000_000, 50_000_000);

        var sent = Check("send", new JsonObject { ["to"] = Wallet, ["units"] = 10_010_000, ["lamports"] = 68_120_000 });
        chain.Send([new SolanaPart(null, SolanaChain.Address("stranger"), 5)], versioned: true);
        chain.Skip();
        chain.Mine();
        using var reader = ReaderUnderTest.Solana([node]);
        reader.Watched.Add(Wallet);
        var slot = chain.Newest.Slot;

        var batch = await reader.ReadAsync(slot - 2, slot);
        batch.Transfers.Select(transfer => (transfer.Transaction, transfer.Token, transfer.Units, transfer.From, transfer.To)).Should().Equal(
            (sent["coins"]!.GetValue<string>(), "SOL", 68_120_000, who, Wallet),
            (sent["tokens"]!.GetValue<string>(), "USDT", 10_010_000, who, Wallet));

        var seen = Check("read", new JsonObject { ["slot"] = slot, ["from"] = slot - 2, ["transaction"] = sent["tokens"]!.DeepClone(), ["account"] = Wallet });
        var block = seen["block"]!;
        (block["hash"]!.GetValue<string>(), block["parentSlot"]!.GetValue<long>(), block["time"]!.GetValue<long>()).Should().Be((batch.Blocks[^1].Hash, slot - 2, batch.Blocks[^1].Time.ToUnixTimeSeconds()));
        block["signatures"]!.AsArray().Select(signature => signature!.GetValue<string>()).Should().StartWith(batch.Transfers.Select(transfer => transfer.Transaction)).And.HaveCount(3);
        seen["slots"]!.AsArray().Select(number => number!.GetValue<long>()).Should().Equal(slot - 2, slot);
        var head = await reader.GetHeadAsync();
        (seen["newest"]!.GetValue<long>(), seen["final"]!.GetValue<long>()).Should().Be((head.Number, head.FinalNumber));
        seen["genesis"]!.GetValue<string>().Should().Be(chain.Block(0)!.Hash);
        var target = ProgramAddress.OfTokens(Wallet, SolanaChain.Token, SolanaPrograms.Token);
        seen["account"]!.GetValue<string>().Should().Be(target);
        seen["transaction"]!.ToJsonString().Should().Be(new JsonObject { ["slot"] = slot, ["err"] = null, ["before"] = new JsonObject(), ["after"] = new JsonObject { [target] = "10010000" } }.ToJsonString());
        (seen["tokens"]!.GetValue<string>(), seen["coins"]!.GetValue<long>(), seen["status"]!.GetValue<string>()).Should().Be(("10010000", 68_120_000, "confirmed"));
    }
}
