using Payments.Chains.Reading;
using Payments.Domain.Identity;
using Payments.Testing.Nodes.Bitcoin;

namespace Payments.Chains.Tests.Conformance;

/// <summary>What every chain's reader tells of one transaction by its name.</summary>
public abstract class TransactionLookTests(ChainLab lab, ChainId chain) : IAsyncLifetime
{
    private ReaderUnderTest reader = null!;

    public async Task InitializeAsync()
    {
        lab.MineEmpty(15);
        await lab.StartAsync();
        reader = lab.NewReader(0, 1);
    }

    public async Task DisposeAsync()
    {
        reader.Dispose();
        await lab.DisposeAsync();
    }

    private Task<FoundTransaction?> FindAsync(string transaction) => reader.Reader.FindAsync(transaction, CancellationToken.None);

    private string Named(LabMoney money, string to, bool failed = false)
    {
        lab.Mine(new LabTransaction(new LabPayment(money, to, 70)) { Failed = failed });
        return lab.LastTransaction;
    }

    [Fact]
    public async Task A_payment_is_found_with_its_block_and_receiver_and_the_block_tells_the_rest()
    {
        var transaction = Named(LabMoney.Token, lab.Ours[1]);
        var found = (await FindAsync(transaction))!;
        (found.Block, found.HasFailed).Should().Be((lab.Head, false));
        found.Payees.Select(payee => payee.Address).Should().Contain(lab.Ours[1]);

        var block = await reader.Reader.PeekAsync(found.Block!.Value, reader.Watched, CancellationToken.None);
        block.Transfers.Should().ContainSingle(transfer =>
            transfer.Transaction == transaction && transfer.To == lab.Ours[1] && transfer.Units == 70);
    }

    [Fact]
    public async Task Coins_have_no_asset_and_another_token_has_its_own()
    {
        (await FindAsync(Named(LabMoney.Coin, lab.Ours[0])))!.Payees.Should().Contain(new Payee(lab.Ours[0], null));
        if (lab.FakeAsset is not { } asset) return;
        (await FindAsync(Named(LabMoney.FakeToken, lab.Ours[0])))!.Payees.Should().Contain(new Payee(lab.Ours[0], asset));
    }

    [Fact]
    public async Task What_failed_is_told_from_what_nobody_knows()
    {
        (await FindAsync(Unknown)).Should().BeNull();
        var failed = Named(LabMoney.Coin, lab.Ours[0], failed: true);
        // What fails on Bitcoin is in no block.
        if (failed.Length > 0) (await FindAsync(failed))!.HasFailed.Should().BeTrue();
    }

    [Fact]
    public async Task A_node_that_does_not_know_yet_is_no_reason_to_say_that_nobody_does()
    {
        var transaction = Named(LabMoney.Coin, lab.Ours[0]);
        lab.Faults[0] = LabFault.Lagging;
        (await FindAsync(transaction))!.Block.Should().Be(lab.Head);
    }

    [Fact]
    public async Task Where_no_node_answers_nothing_is_known_and_none_is_left_alone_for_it()
    {
        var transaction = Named(LabMoney.Coin, lab.Ours[0]);
        await reader.GetHeadAsync();
        lab.Faults[0] = lab.Faults[1] = LabFault.Down;
        var act = () => FindAsync(transaction);
        await act.Should().ThrowAsync<ChainReadException>();
        reader.Reader.Nodes.Should().OnlyContain(node => node.BackOffUntil == null && node.IsHealthy);

        lab.Faults[0] = lab.Faults[1] = LabFault.None;
        (await FindAsync(transaction))!.Block.Should().Be(lab.Head);
    }

    [Fact]
    public void Its_name_is_read_as_people_copy_it_and_nothing_else_reaches_a_node()
    {
        var transaction = Named(LabMoney.Coin, lab.Ours[0]);
        reader.Catalog.TryParseTransaction(chain, $" {transaction} ", out var canonical).Should().BeTrue();
        canonical.Should().Be(transaction);
        foreach (var wrong in new[] { "", "0x", transaction + "0", transaction[..^5], transaction[..^1] + "\"", transaction[..^2] + "é0" })
            reader.Catalog.TryParseTransaction(chain, wrong, out _).Should().BeFalse();
    }

    private string Unknown => chain == ChainId.Solana
        ? NBitcoin.DataEncoders.Encoders.Base58.EncodeData([.. Enumerable.Repeat((byte)7, 64)])
        : (chain == ChainId.Bsc ? "0x" : "") + new string('7', 64);
}

/// <summary>BSC stands for all chains that speak Ethereum's JSON-RPC.</summary>
public sealed class EvmLookTests() : TransactionLookTests(new EvmLab(), ChainId.Bsc);

/// <summary>TRON.</summary>
public sealed class TronLookTests() : TransactionLookTests(new TronLab(), ChainId.Tron);

/// <summary>Solana.</summary>
public sealed class SolanaLookTests() : TransactionLookTests(new SolanaLab(), ChainId.Solana);

/// <summary>Bitcoin, over the RPC of Bitcoin Core.</summary>
public sealed class BitcoinLookTests() : TransactionLookTests(new BitcoinLab(BitcoinRules.Bitcoin, esplora: null), ChainId.Bitcoin);

/// <summary>Bitcoin, over Esplora.</summary>
public sealed class EsploraLookTests() : TransactionLookTests(new BitcoinLab(BitcoinRules.Bitcoin, esplora: 0), ChainId.Bitcoin);

/// <summary>Dash, over the RPC of Dash Core.</summary>
public sealed class DashLookTests() : TransactionLookTests(new BitcoinLab(BitcoinRules.Dash, esplora: null), ChainId.Dash);
