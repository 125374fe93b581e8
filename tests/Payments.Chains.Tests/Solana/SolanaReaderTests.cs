using System.Text.Json.Nodes;
using Payments.Domain.Chains;
using Payments.Testing.Nodes.Solana;

namespace Payments.Chains.Tests.Solana;

/// <summary>What is Solana's own in reading it: skipped slots, balances as the truth, look-up tables, mints.</summary>
public sealed class SolanaReaderTests : IAsyncLifetime
{
    private static readonly string Alice = SolanaChain.Address("alice"), Bob = SolanaChain.Address("bob");

    private readonly SolanaChain chain = new();
    private SolanaSimulator node = null!;
    private ReaderUnderTest reader = null!;

    public async Task InitializeAsync()
    {
        chain.Mine();
        node = await SolanaSimulator.StartAsync(chain);
        reader = ReaderUnderTest.Solana([node]);
        reader.Watched.Add(Alice);
        reader.Watched.Add(Bob);
    }

    public Task DisposeAsync()
    {
        reader.Dispose();
        return node.DisposeAsync().AsTask();
    }

    private async Task<IEnumerable<(string To, string Token, UInt128 Units)>> PaidAsync() =>
        (await reader.ReadAsync(chain.Newest.Slot, chain.Newest.Slot)).Transfers.Select(transfer => (transfer.To, transfer.Token, transfer.Units));

    private void Skip(int count)
    {
        for (var i = 0; i < count; i++) chain.Skip();
    }

    [Fact]
    public async Task Skipped_slots_are_named_by_the_block_before_them()
    {
        chain.Mine();
        Skip(3);
        chain.Mine();
        var batch = await reader.ReadAsync(1, 6);
        batch.Blocks.Select(block => block.Number).Should().Equal(1, 2, 3, 4, 5, 6);
        batch.Blocks.Skip(2).Take(3).Should().OnlyContain(block => block.Hash == batch.Blocks[1].Hash && block.ParentHash == block.Hash && block.Time == batch.Blocks[1].Time);
        batch.Blocks[5].ParentHash.Should().Be(batch.Blocks[1].Hash);
        (await reader.Reader.GetBlockAsync(4, CancellationToken.None)).Should().Be(batch.Blocks[3]);
        (await reader.ReadAsync(3, 4)).Blocks.Should().Equal(batch.Blocks.Skip(2).Take(2), "a range without a block is proved by the block behind it");
        (await reader.ReadAsync(4, 6)).Blocks.Should().Equal(batch.Blocks.Skip(3));
    }

    [Fact]
    public async Task Slots_whose_next_block_has_not_come_are_left_for_later()
    {
        chain.Mine();
        Skip(2);
        (await reader.ReadAsync(1, 4)).Blocks.Select(block => block.Number).Should().Equal(1, 2);
        using var other = ReaderUnderTest.Solana([node]);
        (await other.GetHeadAsync()).Number.Should().Be(2);
        (await other.RefusedAsync(3, 4)).Should().Contain("does not have block 3");
    }

    [Theory]
    [InlineData(-32004, "Block not available for slot 3")]
    [InlineData(-32007, "Slot 3 was skipped, or missing due to ledger jump to recent snapshot")]
    [InlineData(-32009, "Slot 3 was skipped, or missing in long-term storage")]
    public async Task A_block_that_exists_is_never_taken_for_skipped_whatever_the_node_says(int code, string words)
    {
        for (var i = 0; i < 4; i++) chain.Mine();
        node.Answer = (question, honest) => question.Method switch
        {
            "getBlock" when question.Number(0) == 3 => throw new SolanaError(code, words),
            "getBlocks" => new JsonArray([.. honest!.AsArray().Where(slot => slot!.GetValue<long>() != 3).Select(slot => slot!.DeepClone())]),
            _ => honest,
        };
        (await reader.RefusedAsync(1, 5)).Should().Contain("left out block 3");
        var named = () => reader.Reader.GetBlockAsync(3, CancellationToken.None);
        (await named.Should().ThrowAsync<Reading.ChainReadException>()).Which.Message.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData(-32001, "Block 1 cleaned up, does not exist on node. First available block: 9")]
    [InlineData(-32005, "Node is behind by 42 slots")]
    public async Task What_else_a_node_says_is_handed_on(int code, string words)
    {
        node.Answer = (question, honest) => question.Method == "getBlock" ? throw new SolanaError(code, words) : honest;
        (await reader.RefusedAsync(1, 1)).Should().Contain(words).And.Contain($"({code})");
    }

    [Theory]
    [InlineData("meta", "without its name, result or token balances")]
    [InlineData("meta.err", "without its name, result or token balances")]
    [InlineData("meta.postTokenBalances", "without its name, result or token balances")]
    [InlineData("meta.postBalances", "more accounts than balances")]
    [InlineData("transaction.signatures", "without its name")]
    [InlineData("transaction.accountKeys", "more accounts than balances")]
    public async Task A_transaction_of_which_something_is_missing_is_not_read(string path, string reason)
    {
        chain.Send([new SolanaPart(SolanaChain.Token, Alice, 5)]);
        chain.Mine();
        node.Answer = (question, honest) =>
        {
            if (question.Method == "getBlock")
            {
                var place = honest!["transactions"]![0]!;
                var names = path.Split('.');
                (names.Length == 1 ? place : place[names[0]]!).AsObject().Remove(names[^1]);
            }
            return honest;
        };
        (await reader.RefusedAsync(2, 2)).Should().Contain(reason);
    }

    [Fact]
    public async Task Two_transfers_to_one_account_in_a_transaction_are_one_payment_of_their_sum()
    {
        chain.Send([new SolanaPart(SolanaChain.Token, Alice, 5), new SolanaPart(SolanaChain.Token, Alice, 6), new SolanaPart(null, Bob, 7)], versioned: true);
        chain.Mine();
        var transfers = (await reader.ReadAsync(2, 2)).Transfers;
        transfers.Select(transfer => (transfer.To, transfer.Token, transfer.Units, transfer.From)).Should().Equal((Alice, "USDT", (UInt128)11, SolanaChain.Payer), (Bob, "SOL", (UInt128)7, SolanaChain.Payer));
        transfers.Select(transfer => transfer.Id.Value).Should().OnlyHaveUniqueItems().And.OnlyContain(id => id.StartsWith($"solana:{transfers[0].Transaction}:"));
    }

    [Fact]
    public async Task Moving_between_ones_own_accounts_is_no_payment_and_only_what_is_gained_counts()
    {
        chain.Send([new SolanaPart(SolanaChain.Token, Alice, 100), new SolanaPart(null, Alice, 1_000_000_000)]);
        chain.Mine();
        chain.Send([new SolanaPart(SolanaChain.Token, Alice, 60) { From = Alice, Account = 1 }]);
        chain.Mine();
        (await PaidAsync()).Should().BeEmpty();
        chain.Send([new SolanaPart(SolanaChain.Token, Bob, 10) { From = Alice }, new SolanaPart(SolanaChain.Token, Alice, 25) { Account = 1 }]);
        chain.Mine();
        (await PaidAsync()).Should().Equal((Bob, "USDT", (UInt128)10), (Alice, "USDT", (UInt128)15));
    }

    [Fact]
    public async Task Without_anybody_who_takes_coins_only_tokens_are_payments()
    {
        reader.Watched.TakesCoin = false;
        chain.Send([new SolanaPart(null, Alice, 5), new SolanaPart(SolanaChain.Token, Alice, 6)]);
        chain.Mine();
        (await PaidAsync()).Should().Equal((Alice, "USDT", (UInt128)6));
    }

    [Theory]
    [InlineData("jsonParsed")]
    [InlineData("full")]
    public async Task Every_form_of_a_transactions_accounts_is_read(string form)
    {
        chain.Send([new SolanaPart(SolanaChain.Token, Alice, 5), new SolanaPart(null, Bob, 6)], versioned: true);
        chain.Mine();
        node.Answer = (question, honest) =>
        {
            if (question.Method != "getBlock") return honest;
            var full = chain.Block(2)!.ToJson("full", withRewards: true);
            if (form == "full") return full;
            var transaction = full["transactions"]![0]!;
            transaction["meta"]!.AsObject().Remove("loadedAddresses");
            transaction["transaction"]!["message"]!["accountKeys"] = honest!["transactions"]![0]!["transaction"]!["accountKeys"]!.DeepClone();
            return full;
        };
        (await PaidAsync()).Should().Equal((Alice, "USDT", (UInt128)5), (Bob, "SOL", (UInt128)6));
    }

    [Fact]
    public async Task A_node_of_another_cluster_is_refused()
    {
        using var other = ReaderUnderTest.Solana([node], null, ("ChainId", "1160341912"));
        (await other.RefusedAsync(1, 1)).Should().Match("*serves chain id*solana is 1160341912*");
    }

    [Theory]
    [InlineData("TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb", 6, null, "*USDT is a Token-2022 token*set Tokens:USDT:Standard to token-2022")]
    [InlineData("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA", 6, "token-2022", "*USDT is configured as token-2022 and is an ordinary SPL token")]
    [InlineData("11111111111111111111111111111111", 6, null, "*is no token: it belongs to 11111111111111111111111111111111")]
    [InlineData("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA", 9, null, "*USDT is configured with 6 decimals and has 9")]
    [InlineData("TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb", 6, "token-2022", null)]
    public async Task Mints_must_be_what_they_are_configured_as(string program, int decimals, string? standard, string? refusal)
    {
        node.Answer = (question, honest) =>
        {
            if (question.Method == "getMultipleAccounts")
                foreach (var account in honest!["value"]!.AsArray().OfType<JsonObject>())
                    (account["owner"], account["data"]) = (program, new JsonArray(Convert.ToBase64String([(byte)decimals]), "base64"));
            return honest;
        };
        using var other = ReaderUnderTest.Solana([node], null, [.. standard is null ? [] : new[] { ("Tokens:USDT:Standard", standard) }]);
        if (refusal is null) (await other.ReadAsync(1, 1)).Blocks.Should().ContainSingle();
        else (await other.RefusedAsync(1, 1)).Should().Match(refusal);
    }

    [Fact]
    public async Task Operators_are_told_price_and_health()
    {
        (await reader.Reader.GetNetworkFactsAsync(CancellationToken.None)).Should().BeEquivalentTo(
            new Reading.NetworkFacts(chain.ChainNumber, false, [new FeePrice(FeeResource.Compute, 2000), new FeePrice(FeeResource.Signature, 5000)], null));
        node.Answer = (question, honest) => question.Method == "getHealth" ? throw new SolanaError(-32005, "Node is behind by 42 slots") : honest;
        (await reader.Reader.GetNetworkFactsAsync(CancellationToken.None)).IsSyncing.Should().BeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_node_that_does_not_tell_what_others_offered_is_not_left_alone(bool refuses)
    {
        node.Answer = (question, honest) => question.Method != "getRecentPrioritizationFees" ? honest
            : refuses ? throw new SolanaError(-32601, "Method not found") : new System.Text.Json.Nodes.JsonArray();
        var facts = await reader.Reader.GetNetworkFactsAsync(CancellationToken.None);
        facts.Fees.Should().Equal(new FeePrice(FeeResource.Signature, 5000));
        facts.MissingFee.Should().Be(Reading.NetworkFacts.Refused);
        reader.Reader.Nodes.Should().ContainSingle().Which.IsHealthy.Should().BeTrue();
    }
}
