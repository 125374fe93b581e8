using System.Text.Json.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Chains;
using Payments.Domain.Transfers;
using Payments.Testing.Nodes;

namespace Payments.Chains.Tests;

/// <summary>The reader against a real EVM node and a real token.</summary>
public sealed class AnvilReaderTests : IAsyncLifetime
{
    private const string Wallet = "0x00000000000000000000000000000000000a11ce";
    private const string SecondWallet = "0x0000000000000000000000000000000000000b0b";
    private const string Stranger = "0x000000000000000000000000000000000000dead";

    private AnvilNode node = null!;
    private ReaderUnderTest reader = null!;
    private string token = "";

    private string Payer => node.Accounts[0];

    public async Task InitializeAsync()
    {
        node = await AnvilNode.StartAsync(automine: false);
        token = await node.DeployTokenAsync(6);
        await node.MintAsync(token, Payer, 1_000_000_000_000);
        await node.MineAsync(1);
        reader = new ReaderUnderTest(token, [node.Url], settings: ("Confirmations", "3"));
        reader.Watched.Add(Wallet);
        reader.Watched.Add(SecondWallet);
    }

    public async Task DisposeAsync()
    {
        reader.Dispose();
        await node.DisposeAsync();
    }

    [Fact]
    public async Task One_block_tells_of_tokens_and_coins_to_several_addresses()
    {
        var toFirst = await node.TransferAsync(token, Payer, Wallet, 1_500_000);
        var toSecond = await node.TransferAsync(token, Payer, SecondWallet, 2_000_001);
        await node.TransferAsync(token, Payer, Stranger, 9);
        var coins = await node.SendCoinsAsync(Payer, Wallet, 1_000_000_000_000_000_007);
        await node.MineAsync(1);
        var number = await node.HeadAsync();

        var batch = await reader.ReadAsync(number, number);

        batch.Transfers.Select(transfer => (transfer.Transaction, transfer.Token, transfer.To, transfer.Units)).Should().BeEquivalentTo(new[]
        {
            (coins, "BNB", Wallet, (UInt128)1_000_000_000_000_000_007),
            (toFirst, "USDT", Wallet, (UInt128)1_500_000),
            (toSecond, "USDT", SecondWallet, (UInt128)2_000_001),
        });
        batch.Transfers.Should().OnlyContain(transfer =>
            transfer.From == Payer.ToLowerInvariant() && transfer.Block == number && transfer.BlockHash == batch.Blocks[0].Hash && transfer.BlockTime == batch.Blocks[0].Time);
        batch.Transfers.Select(transfer => transfer.Id).Should().OnlyHaveUniqueItems();
        batch.Transfers.Single(transfer => transfer.Token == "BNB").Id.Should().Be(new TransferId($"bsc:{coins}:native"));
    }

    [Fact]
    public async Task One_transaction_is_found_by_its_hash_with_all_that_it_pays()
    {
        var transaction = await node.ScatterAsync(token, Payer, [Wallet, Stranger], 250_000);
        (await FindAsync(transaction))!.Block.Should().BeNull("it waits for a block");
        await node.MineAsync(2);
        var found = (await FindAsync(transaction))!;
        (found.Block, found.HasFailed).Should().Be((await node.HeadAsync() - 1, false));
        found.Payees.Should().BeEquivalentTo([new Payee(Wallet, token.ToLowerInvariant()), new Payee(Stranger, token.ToLowerInvariant())]);

        var failing = await node.SendCoinsAsync(Payer, token, 12_345);
        await node.MineAsync(1);
        (await FindAsync(failing))!.HasFailed.Should().BeTrue();
        (await FindAsync("0x" + new string('7', 64))).Should().BeNull();
    }

    private Task<FoundTransaction?> FindAsync(string transaction) => reader.Reader.FindAsync(transaction, CancellationToken.None);

    [Fact]
    public async Task One_transaction_may_pay_several_addresses()
    {
        var transaction = await node.ScatterAsync(token, Payer, [Wallet, Stranger, SecondWallet, Wallet], 250_000);
        await node.MineAsync(1);
        var number = await node.HeadAsync();

        var batch = await reader.ReadAsync(number, number);

        batch.Transfers.Select(transfer => transfer.To).Should().Equal(Wallet, SecondWallet, Wallet);
        batch.Transfers.Should().OnlyContain(transfer => transfer.Transaction == transaction && transfer.Units == 250_000);
        batch.Transfers.Select(transfer => transfer.Id).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task What_was_reverted_or_is_nothing_or_is_another_token_does_not_count()
    {
        var other = await node.DeployTokenAsync(18);
        await node.MintAsync(other, Wallet, 5);
        await node.BoastAsync(token, Payer, Wallet, 1_000);
        await node.TransferAsync(token, Payer, Wallet, 0);
        await node.SendCoinsAsync(Payer, Wallet, 0);
        await node.MineAsync(1);
        var number = await node.HeadAsync();
        (await node.CallAsync("eth_getBlockByNumber", $"0x{number:x}", false)).GetProperty("transactions").GetArrayLength().Should().Be(4);

        (await reader.ReadAsync(number, number)).Transfers.Should().BeEmpty();
    }

    [Fact]
    public async Task Coins_of_a_transaction_that_failed_do_not_count()
    {
        // The token takes no coins: the transaction is in the block, names a watched receiver and a value, and moved nothing.
        reader.Watched.Add(token.ToLowerInvariant());
        var transaction = await node.SendCoinsAsync(Payer, token, 12_345);
        await node.MineAsync(1);
        (await node.CallAsync("eth_getTransactionReceipt", transaction)).GetProperty("status").GetString().Should().Be("0x0");

        (await reader.ReadAsync(await node.HeadAsync(), await node.HeadAsync())).Transfers.Should().BeEmpty();
    }

    [Fact]
    public async Task A_long_way_is_read_whole_and_linked()
    {
        for (var i = 1; i <= 5; i++)
        {
            await node.TransferAsync(token, Payer, Wallet, (UInt128)i);
            await node.MineAsync(40);
        }
        var head = await node.HeadAsync();

        var batch = await reader.ReadAsync(0, head);

        batch.Blocks.Should().HaveCount((int)head + 1);
        batch.Blocks.Zip(batch.Blocks.Skip(1)).Should().OnlyContain(pair => pair.First.Hash == pair.Second.ParentHash && pair.First.Number + 1 == pair.Second.Number);
        batch.Transfers.Select(transfer => transfer.Units).Should().Equal(1, 2, 3, 4, 5);
    }

    [Fact]
    public async Task A_reorg_shows_as_other_hashes_and_takes_its_transfers_along()
    {
        await node.MineAsync(3);
        await node.TransferAsync(token, Payer, Wallet, 77);
        await node.MineAsync(2);
        var head = await node.HeadAsync();
        var before = await reader.ReadAsync(head - 3, head);
        before.Transfers.Should().ContainSingle();

        await node.ReorgAsync(2);
        var after = await reader.ReadAsync(head - 3, head);

        after.Transfers.Should().BeEmpty();
        after.Blocks.Take(2).Should().Equal(before.Blocks.Take(2));
        after.Blocks[2].Hash.Should().NotBe(before.Blocks[2].Hash);
        after.Blocks[3].Hash.Should().NotBe(before.Blocks[3].Hash);
    }

    [Fact]
    public async Task A_snapshot_taken_back_and_paid_again_names_the_same_transaction_in_another_block()
    {
        var snapshot = (await node.CallAsync("evm_snapshot")).GetString()!;
        var transaction = await node.TransferAsync(token, Payer, Wallet, 55);
        await node.MineAsync(1);
        var number = await node.HeadAsync();
        var before = (await reader.ReadAsync(number, number)).Transfers.Single();

        await node.CallAsync("evm_revert", JsonValue.Create(snapshot));
        await node.MineAsync(1);
        (await node.TransferAsync(token, Payer, Wallet, 55)).Should().Be(transaction);
        await node.MineAsync(1);

        var after = (await reader.ReadAsync(number, number + 1)).Transfers.Single();
        after.Id.Should().Be(before.Id);
        after.Block.Should().Be(number + 1);
        after.BlockHash.Should().NotBe(before.BlockHash);
    }

    [Fact]
    public async Task The_head_counts_confirmations_with_the_own_block()
    {
        await node.MineAsync(10);
        var head = await node.HeadAsync();
        (await reader.GetHeadAsync()).Should().Be(new Reading.ChainHead(head, head - 2));
        (await reader.Reader.GetBlockAsync(head, CancellationToken.None)).Number.Should().Be(head);
    }

    [Fact]
    public async Task The_finalized_tag_is_the_nodes_own()
    {
        await node.MineAsync(100);
        using var byTag = new ReaderUnderTest(token, [node.Url], settings: ("Confirmations", "finalized"));
        var finalized = (await node.CallAsync("eth_getBlockByNumber", "finalized", false)).GetProperty("number").GetString()!;

        var head = await byTag.GetHeadAsync();

        head.FinalNumber.Should().Be(Convert.ToInt64(finalized[2..], 16)).And.BeLessThan(head.Number);
    }

    [Fact]
    public async Task Operators_see_chain_id_gas_price_and_health()
    {
        var facts = await reader.Reader.GetNetworkFactsAsync(CancellationToken.None);
        facts.ChainId.Should().Be(ReaderUnderTest.ChainNumber);
        var gas = facts.Fees.Should().ContainSingle().Subject;
        (gas.Resource, gas.Price).Should().Be((FeeResource.Gas, UInt128.Parse((await node.CallAsync("eth_gasPrice")).GetString()!.AsSpan(2), System.Globalization.NumberStyles.AllowHexSpecifier)));
        facts.IsSyncing.Should().BeFalse();
        await reader.GetHeadAsync();
        var health = reader.Reader.Nodes.Should().ContainSingle().Subject;
        health.IsHealthy.Should().BeTrue();
        health.Head.Should().Be(await node.HeadAsync());
        health.LatencyMs.Should().BeGreaterThanOrEqualTo(0);
    }
}
