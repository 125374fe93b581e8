using System.Text.Json.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Transfers;
using Payments.Testing;
using Payments.Testing.Nodes.Solana;

namespace Payments.Chains.Tests.Solana;

/// <summary>
/// Answers of Solana nodes that are odd, for a moment or for good: nothing is lost by them, nothing counted that is none, and no chain
/// halts.
/// </summary>
public sealed class SolanaDoubtTests : IAsyncLifetime
{
    private static readonly string Alice = SolanaChain.Address("alice"), Stranger = SolanaChain.Address("stranger");

    private readonly ManualTimeProvider time = new();
    private readonly SolanaChain chain = new();
    private readonly List<ReaderUnderTest> readers = [];
    private SolanaSimulator node = null!;
    private SolanaSimulator other = null!;

    public async Task InitializeAsync()
    {
        for (var i = 1; i <= 3; i++)
        {
            chain.Send([new SolanaPart(SolanaChain.Token, Stranger, 5)]);
            chain.Send([new SolanaPart(SolanaChain.Token, Alice, (ulong)i)], versioned: true);
            chain.Mine();
        }
        node = await SolanaSimulator.StartAsync(chain);
        other = await SolanaSimulator.StartAsync(chain);
    }

    public async Task DisposeAsync()
    {
        foreach (var reader in readers) reader.Dispose();
        await node.DisposeAsync();
        await other.DisposeAsync();
    }

    private ReaderUnderTest Reader(params SolanaSimulator[] nodes)
    {
        var reader = ReaderUnderTest.Solana(nodes, time);
        reader.Watched.Add(Alice);
        readers.Add(reader);
        return reader;
    }

    private static int[] Units(IEnumerable<Transfer> transfers) => [.. transfers.Select(transfer => (int)transfer.Units)];

    /// <summary>Changes the block of slot 2 where its transactions are asked for.</summary>
    private static Func<SolanaQuestion, JsonNode?, JsonNode?> InSlot2(Func<JsonNode, JsonNode> change) => (question, honest) =>
        question.Method == "getBlock" && question.Number(0) == 2 && honest?["transactions"] is not null ? change(honest) : honest;

    private static JsonNode Emptied(JsonNode block)
    {
        (block["transactions"], block["rewards"]) = (new JsonArray(), new JsonArray());
        return block;
    }

    /// <summary>Reads as a watcher does, until the end is reached.</summary>
    private async Task<(int Refused, List<Transfer> Found, List<string> Unreadable)> WalkAsync(ReaderUnderTest reader)
    {
        var (next, refused, found, unreadable) = (1L, 0, new List<Transfer>(), new List<string>());
        while (next <= chain.Newest.Slot)
        {
            try
            {
                var batch = await reader.ReadAsync(next, chain.Newest.Slot);
                found.AddRange(batch.Transfers);
                unreadable.AddRange(batch.Unreadable);
                next = batch.Blocks[^1].Number + 1;
            }
            catch (ChainReadException)
            {
                (++refused).Should().BeLessThan(20, "no answer halts a chain for good");
            }
            time.Advance(TimeSpan.FromMinutes(2));
        }
        return (refused, found, unreadable);
    }

    [Fact]
    public async Task A_block_that_comes_empty_is_asked_of_another_node()
    {
        node.Answer = InSlot2(Emptied);
        var reader = Reader(node, other);
        Units((await reader.ReadAsync(1, 3)).Transfers).Should().Equal(1, 2, 3);
        reader.Reader.Nodes[0].LastError.Should().Be("another node knows of something in blocks where this one tells of nothing");
    }

    [Fact]
    public async Task A_block_that_comes_empty_from_the_only_node_is_looked_at_again_however_deep_it_lies()
    {
        node.Answer = InSlot2(Emptied);
        var reader = Reader(node);
        var batch = await reader.ReadAsync(1, 3);
        Units(batch.Transfers).Should().Equal(1, 3);
        batch.Seen.Select(seen => seen.IsSuspect).Should().Equal(false, true, false);

        node.Answer = (_, honest) => honest;
        var found = await reader.Reader.LookAgainAsync(batch.Seen, new HashSet<TransferId>(), reader.Watched, CancellationToken.None);
        Units(found).Should().Equal(2);
    }

    [Fact]
    public async Task A_block_that_is_empty_everywhere_is_believed()
    {
        chain.Mine();
        var reader = Reader(node, other);
        (await reader.ReadAsync(1, 4)).Blocks.Should().HaveCount(4);
        reader.Reader.Nodes.Should().OnlyContain(health => health.IsHealthy);
        other.Asked.Count(question => question.Method == "getBlock").Should().Be(1, "one question for one empty block");
    }

    [Theory]
    [InlineData("accounts")]
    [InlineData("full")]
    [InlineData("jsonParsed")]
    public async Task Gains_of_a_wallet_that_signed_itself_are_its_own_doing(string form)
    {
        var given = new SolanaPart(SolanaChain.Token, Stranger, 3) { From = Alice };
        chain.Send([given, new SolanaPart(null, Alice, 500_000_000)], versioned: true);
        chain.Send([new SolanaPart(null, Alice, 7)], versioned: true);
        chain.Mine();
        node.Answer = (question, honest) =>
            question.Method == "getBlock" && honest?["transactions"] is not null ? InForm(form, question, honest) : honest;
        var transfers = (await Reader(node).ReadAsync(4, 4)).Transfers;
        transfers.Select(transfer => (transfer.Token, transfer.SignedByReceiver)).Should().Equal(("SOL", true), ("SOL", false));
        transfers[1].Units.Should().Be(7);
    }

    private JsonNode InForm(string form, SolanaQuestion question, JsonNode honest)
    {
        if (form == "accounts") return honest;
        var full = chain.Block(question.Number(0))!.ToJson("full", withRewards: true);
        if (form == "full") return full;
        foreach (var (transaction, brief) in full["transactions"]!.AsArray().Zip(honest["transactions"]!.AsArray()))
            transaction!["transaction"]!["message"]!["accountKeys"] = brief!["transaction"]!["accountKeys"]!.DeepClone();
        return full;
    }

    /// <summary>Accounts that list those of look-up tables, and name them again beside.</summary>
    [Theory]
    [InlineData("accounts")]
    [InlineData("jsonParsed")]
    public async Task Loaded_addresses_that_are_named_twice_halt_nothing(string form)
    {
        node.Answer = (question, honest) =>
        {
            if (question.Method != "getBlock" || honest?["transactions"] is null) return honest;
            var full = chain.Block(question.Number(0))!.ToJson("full", withRewards: true);
            var given = InForm(form, question, honest);
            foreach (var (transaction, whole) in given["transactions"]!.AsArray().Zip(full["transactions"]!.AsArray()))
                transaction!["meta"]!["loadedAddresses"] = whole!["meta"]!["loadedAddresses"]!.DeepClone();
            return given;
        };
        Units((await Reader(node).ReadAsync(1, 3)).Transfers).Should().Equal(1, 2, 3);
    }

    private static SolanaError TooNew() => new(-32015, "Transaction version (1) is not supported by the requesting client. "
        + "Please try the request again with the following configuration parameter: \"maxSupportedTransactionVersion\": 1");

    private static bool AsksForTransactions(SolanaQuestion question) =>
        question.Method == "getBlock" && question.Number(0) == 2 && question.Option(1, "transactionDetails") == "accounts";

    [Fact]
    public async Task A_block_with_a_transaction_of_a_later_version_is_asked_for_with_it()
    {
        node.Answer = (question, honest) =>
            AsksForTransactions(question) && question.Option(1, "maxSupportedTransactionVersion") == "0" ? throw TooNew() : honest;
        var reader = Reader(node);
        Units((await reader.ReadAsync(1, 3)).Transfers).Should().Equal(1, 2, 3);
        reader.Reader.Nodes[0].IsHealthy.Should().BeTrue();
    }

    [Fact]
    public async Task A_block_whose_transactions_no_node_gives_halts_nothing_for_good()
    {
        node.Answer = (question, honest) => AsksForTransactions(question) ? throw TooNew() : honest;
        var (refused, found, unreadable) = await WalkAsync(Reader(node));
        refused.Should().BeGreaterThanOrEqualTo(4);
        Units(found).Should().Equal(1, 3);
        unreadable.Should().Equal("block 2 has a transaction of a version that its node does not give");
        Units((await Reader(node, other).ReadAsync(1, 3)).Transfers).Should().Equal([1, 2, 3], "another node may give it");
    }

    [Fact]
    public async Task A_block_without_its_time_has_that_of_the_one_before_it_in_the_end()
    {
        node.Answer = (question, honest) =>
        {
            if (question.Method == "getBlock" && question.Number(0) == 2) honest!["blockTime"] = null;
            return honest;
        };
        (await Reader(node).RefusedAsync(2, 2)).Should().Be("block 2 without its time");
        Units((await Reader(node, other).ReadAsync(2, 2)).Transfers).Should().Equal(2);
        var (_, found, unreadable) = await WalkAsync(Reader(node));
        Units(found).Should().Equal(1, 2, 3);
        unreadable.Should().Equal("block 2 without its time");
        found[1].BlockTime.Should().Be(found[0].BlockTime);
    }

    [Theory]
    [InlineData("[5]")]
    [InlineData("{\"a\":[]}")]
    [InlineData("[{\"lamports\":\"many\",\"rewardType\":\"Fee\"}]")]
    public async Task Rewards_that_make_no_sense_say_nothing(string rewards)
    {
        node.Answer = InSlot2(block =>
        {
            block["rewards"] = JsonNode.Parse(rewards);
            return block;
        });
        Units((await Reader(node).ReadAsync(1, 3)).Transfers).Should().Equal(1, 2, 3);
    }

    /// <summary>A leader that earned more than its transactions paid: some were left out. Where it stays so, what came is taken.</summary>
    [Fact]
    public async Task Fees_that_do_not_fit_halt_nothing_for_good()
    {
        node.Answer = InSlot2(block =>
        {
            block["rewards"]![0]!["lamports"] = 1_000_000_000;
            return block;
        });
        (await Reader(node).RefusedAsync(2, 2)).Should().Be("block 2 came without its transactions");
        var (_, found, unreadable) = await WalkAsync(Reader(node));
        Units(found).Should().Equal(1, 2, 3);
        unreadable.Should().Equal("block 2 came without its transactions");
    }
}
