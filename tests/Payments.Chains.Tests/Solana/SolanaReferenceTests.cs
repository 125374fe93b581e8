using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Payments.Chains.Solana;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Testing.Nodes.Solana;

namespace Payments.Chains.Tests.Solana;

/// <summary>References of Solana Pay: in the link, in the transaction that Solana's own client makes of it, and in what is read of that.</summary>
public sealed class SolanaReferenceTests : IAsyncLifetime
{
    private const string Key = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    private const string Wallet = "9WzDXwBbmkg8ZTbNMqUxvQRAyrZzDsGYdLVL9zYtAWWM";

    private static readonly ChainCatalog Catalog = new(new ConfigurationBuilder().Build());
    private readonly SolanaChain chain = new();
    private SolanaSimulator node = null!;
    private ReaderUnderTest reader = null!;

    public async Task InitializeAsync()
    {
        chain.Mine();
        node = await SolanaSimulator.StartAsync(chain);
        reader = ReaderUnderTest.Solana([node]);
        reader.Watched.Add(Wallet);
    }

    public Task DisposeAsync()
    {
        reader.Dispose();
        return node.DisposeAsync().AsTask();
    }

    [Fact]
    public void Thirty_two_bytes_are_a_key_on_Solana_and_have_no_place_elsewhere()
    {
        Catalog.ReferenceText(ChainId.Solana, new byte[32]).Should().Be(SolanaPrograms.System);
        foreach (var other in Catalog.Known.Where(known => known != ChainId.Solana)) Catalog.ReferenceText(other, new byte[32]).Should().BeNull();
    }

    [Fact]
    public async Task What_Solanas_client_makes_of_our_link_carries_the_reference_for_tokens_and_coins()
    {
        string[] references = [Reference(1), Reference(2), Reference(3)];
        string[] links = [Link("USDT", 10_010_001, references[0]), Link("SOL", 68_120_001, references[1]), Link("USDT", 5_000_000, references[2])];
        var who = Run("who", new JsonObject { ["mint"] = SolanaChain.Token });
        chain.Fund((string)who["payer"]!, (string)who["account"]!, 1_000_000_000, 50_000_000);
        var seen = Run("links", new JsonObject
        {
            ["pay"] = new JsonArray(new JsonObject { ["link"] = links[0] }, new JsonObject { ["link"] = links[1], ["amount"] = "0.05" }, new JsonObject { ["link"] = links[2], ["withoutReferences"] = true }),
        });
        seen["links"]![0]!.ToJsonString().Should().Be(new JsonObject
        {
            ["to"] = Wallet,
            ["amount"] = "10.010001",
            ["mint"] = SolanaChain.Token,
            ["references"] = new JsonArray(references[0]),
            ["label"] = "Tom & 店",
        }.ToJsonString());
        chain.Mine();

        var transfers = (await reader.ReadAsync(chain.Newest.Slot, chain.Newest.Slot)).Transfers;
        transfers.Select(transfer => (transfer.Transaction, transfer.Token, transfer.Units)).Should().Equal(
            ((string)seen["paid"]![0]!, "USDT", 10_010_001), ((string)seen["paid"]![1]!, "SOL", 50_000_000), ((string)seen["paid"]![2]!, "USDT", 5_000_000));
        transfers[0].References.Should().Equal(references[0]);
        transfers[1].References.Should().Equal(references[1]);
        transfers[2].References.Should().BeNull("programs, the token and the receiver are no references");
    }

    [Theory]
    [InlineData("accounts")]
    [InlineData("full")]
    [InlineData("jsonParsed")]
    public async Task References_are_read_in_every_shape_of_answer_and_never_from_signers_written_accounts_or_look_up_tables(string form)
    {
        string[] references = [Reference(1), Reference(2)];
        chain.Send([new SolanaPart(null, Wallet, 5), new SolanaPart(SolanaChain.Token, Wallet, 7)], references: references);
        chain.Send([new SolanaPart(SolanaChain.Token, Wallet, 9)], versioned: true, references: references);
        chain.Mine();
        node.Answer = (question, honest) =>
        {
            if (question.Method != "getBlock" || form == "accounts" || honest?["transactions"] is null) return honest;
            var full = chain.Block(chain.Newest.Slot)!.ToJson("full", withRewards: true);
            if (form == "full") return full;
            var plain = chain.Block(chain.Newest.Slot)!.ToJson("accounts", withRewards: true)["transactions"]!.AsArray();
            foreach (var (transaction, shape) in full["transactions"]!.AsArray().Zip(plain))
            {
                transaction!["meta"]!.AsObject().Remove("loadedAddresses");
                transaction["transaction"]!["message"]!["accountKeys"] = shape!["transaction"]!["accountKeys"]!.DeepClone();
            }
            return full;
        };
        var transfers = (await reader.ReadAsync(chain.Newest.Slot, chain.Newest.Slot)).Transfers;
        transfers.Should().HaveCount(3);
        transfers.Should().AllSatisfy(transfer => transfer.References.Should().Equal([SolanaLedger.Vault, .. references]));
    }

    [Fact]
    public async Task A_key_that_signs_or_is_written_to_is_no_reference()
    {
        var stranger = Reference(5);
        node.Answer = (question, honest) =>
        {
            if (question.Method != "getBlock" || honest?["transactions"] is not JsonArray transactions) return honest;
            foreach (var key in transactions.SelectMany(transaction => transaction!["transaction"]!["accountKeys"]!.AsArray()))
                if ((string)key!["pubkey"]! == stranger) key["writable"] = true;
            return honest;
        };
        chain.Send([new SolanaPart(null, Wallet, 5)], references: [stranger, Reference(6)]);
        chain.Mine();
        (await reader.ReadAsync(chain.Newest.Slot, chain.Newest.Slot)).Transfers.Should().ContainSingle().Which.References.Should().Equal(SolanaLedger.Vault, Reference(6));
    }

    private static string Reference(int number) => SolanaAddress.Encode([.. Enumerable.Range(0, 32).Select(i => (byte)(i * number))]);

    private static string Link(string token, UInt128 units, string reference) => Catalog.PaymentUri(
        new Quote { Wallet = "w", Chain = ChainId.Solana, Token = token, Decimals = 6, Address = Wallet, Units = units, Rate = 7, RateSource = "wallet", Reference = reference }, units, "Tom & 店");

    private JsonNode Run(string name, JsonObject what) =>
        JsonNode.Parse(NodeScript.RunText("solana-check.mjs", new JsonObject { ["url"] = node.Url.ToString(), ["key"] = Key, [name] = what }.ToJsonString()))!;
}
