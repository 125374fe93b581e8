using Payments.Chains.Reading;
using Payments.Chains.Tests.Conformance;
using Payments.Domain.Transfers;
using Payments.Testing.Nodes.Bitcoin;

namespace Payments.Chains.Tests.Confirming;

/// <summary>
/// A payment is confirmed by two nodes before it completes an order. One lab's nodes are honest; the other's tell of the same chain with
/// a payment that nobody made.
/// </summary>
/// <param name="create">Makes a lab.</param>
/// <param name="provesBodies">Whether the chain's blocks prove that no transaction was left out.</param>
public abstract class SecondNodeTests(Func<ChainLab> create, bool provesBodies = false) : IAsyncLifetime
{
    private const int Forged = 777;
    private const int Missing = 888;

    private readonly ChainLab honest = create();
    private readonly ChainLab liar = create();
    private readonly List<ReaderUnderTest> readers = [];

    public async Task InitializeAsync()
    {
        foreach (var lab in (ChainLab[])[honest, liar])
        {
            lab.Pay(100);
            lab.Mine(new LabTransaction(new LabPayment(LabMoney.Coin, lab.Ours[1], 200)));
        }
        liar.Pay(Forged);
        honest.Pay(Missing);
        foreach (var lab in (ChainLab[])[honest, liar])
        {
            lab.MineEmpty(60);
            await lab.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var reader in readers) reader.Dispose();
        await honest.DisposeAsync();
        await liar.DisposeAsync();
    }

    private ReaderUnderTest Reader(params (ChainLab, int)[] nodes) => Add(honest.NewReader(nodes));

    private ReaderUnderTest Add(ReaderUnderTest reader)
    {
        readers.Add(reader);
        return reader;
    }

    private static async Task<Dictionary<int, VerdictKind>> VerdictsAsync(
        ReaderUnderTest reader, IReadOnlyList<Transfer> transfers, bool bySecond = true)
    {
        var verdicts = await reader.Reader.VerifyAsync(transfers, bySecond, CancellationToken.None);
        return transfers.Zip(verdicts).ToDictionary(pair => (int)pair.First.Units, pair => pair.Second.Kind);
    }

    [Fact]
    public async Task What_the_first_node_made_up_is_disputed_and_what_both_tell_is_confirmed()
    {
        var reader = Reader((liar, 0), (honest, 0));
        var told = (await reader.ReadAsync(1, liar.Head)).Transfers;
        told.Select(transfer => (int)transfer.Units).Should().Equal(100, 200, Forged);
        (await VerdictsAsync(reader, told))
            .Should().BeEquivalentTo(new Dictionary<int, VerdictKind>
            {
                [100] = VerdictKind.Confirmed,
                [200] = VerdictKind.Confirmed,
                [Forged] = VerdictKind.Disputed,
            });

        reader.Reader.Nodes.Select(node => node.SetAside is null).Should().Equal(false, true);
        reader.Reader.Nodes.Select(node => node.IsHealthy).Should().Equal(false, true);
        reader.Reader.Nodes[0].SetAside.Should().StartWith("contradicted by other nodes about transaction ");
        (await reader.ReadAsync(1, honest.Head)).Transfers.Select(transfer => (int)transfer.Units).Should().Equal(100, 200, Missing);
    }

    [Fact]
    public async Task A_node_that_is_set_aside_still_confirms_what_others_tell_and_comes_back_after_a_while()
    {
        var reader = Reader((liar, 0), (honest, 0));
        var told = (await reader.ReadAsync(1, liar.Head)).Transfers;
        await VerdictsAsync(reader, told);
        (await VerdictsAsync(reader, [told[0], told[1]])).Values.Should().OnlyContain(kind => kind == VerdictKind.Confirmed);
        honest.Time.Advance(TimeSpan.FromMinutes(10));
        reader.Reader.Nodes[0].SetAside.Should().BeNull();
    }

    [Fact]
    public async Task Below_the_sum_and_with_one_node_one_word_is_enough()
    {
        var several = Reader((liar, 0), (honest, 0));
        (await VerdictsAsync(several, (await several.ReadAsync(1, liar.Head)).Transfers, bySecond: false)).Values
            .Should().OnlyContain(kind => kind == VerdictKind.Confirmed);
        var alone = Reader((liar, 0));
        (await VerdictsAsync(alone, (await alone.ReadAsync(1, liar.Head)).Transfers)).Values
            .Should().OnlyContain(kind => kind == VerdictKind.Confirmed);
    }

    [Fact]
    public async Task Of_three_nodes_the_majority_decides()
    {
        var censored = Reader((honest, 0), (liar, 0), (honest, 1));
        (await VerdictsAsync(censored, (await censored.ReadAsync(1, honest.Head)).Transfers))[Missing].Should().Be(VerdictKind.Confirmed);
        censored.Reader.Nodes.Select(node => node.SetAside is null).Should().Equal(true, false, true);

        var forged = Reader((liar, 0), (honest, 0), (honest, 1));
        (await VerdictsAsync(forged, (await forged.ReadAsync(1, liar.Head)).Transfers))[Forged].Should().Be(VerdictKind.Disputed);
        forged.Reader.Nodes.Select(node => node.SetAside is null).Should().Equal(false, true, true);
    }

    [Fact]
    public async Task A_node_that_no_longer_tells_of_its_own_payment_confirms_nothing()
    {
        var made = (await Reader((liar, 0)).ReadAsync(1, liar.Head)).Transfers.Single(transfer => transfer.Units == Forged);
        var left = Reader((honest, 0));
        (await left.Reader.VerifyAsync([made], bySecond: true, CancellationToken.None))[0]
            .Should().Be(new Verdict(VerdictKind.Disputed, "no node tells of it any more"));
        left.Reader.Nodes[0].SetAside.Should().BeNull();
    }

    [Theory]
    [InlineData(LabFault.Lagging)]
    [InlineData(LabFault.Down)]
    [InlineData(LabFault.Limited)]
    [InlineData(LabFault.Empty)]
    public async Task A_second_node_that_is_behind_or_down_is_waited_for_and_not_taken_for_a_liar(LabFault fault)
    {
        honest.Pay(300);
        honest.MineEmpty(1);
        var reader = Add(honest.NewReader([(honest, 0), (honest, 1)], ("Confirmations", "2")));
        (await VerdictsAsync(reader, (await reader.ReadAsync(1, 1)).Transfers))[100].Should().Be(VerdictKind.Confirmed);
        var told = (await reader.ReadAsync(honest.Head - 1, honest.Head - 1)).Transfers;
        honest.Faults[1] = fault;
        for (var round = 0; round < 3; round++)
        {
            (await VerdictsAsync(reader, told))[300].Should().Be(VerdictKind.NotYet);
            honest.Time.Advance(TimeSpan.FromSeconds(5));
        }
        reader.Reader.Nodes.Should().OnlyContain(node => node.SetAside == null);

        honest.Faults[1] = LabFault.None;
        honest.Time.Advance(TimeSpan.FromMinutes(2));
        (await VerdictsAsync(reader, told))[300].Should().Be(VerdictKind.Confirmed);
    }

    [Fact]
    public async Task A_block_is_final_only_by_the_account_of_a_node_that_has_it()
    {
        // The liar's chain is further, and by its account the height has long been final; the block there is the honest nodes' own.
        honest.Pay(300);
        liar.MineEmpty(61);
        var reader = Reader((honest, 0), (liar, 0));
        var told = (await reader.ReadAsync(honest.Head, honest.Head)).Transfers;
        foreach (var bySecond in (bool[])[false, true])
        {
            var verdict = (await reader.Reader.VerifyAsync(told, bySecond, CancellationToken.None))[0];
            verdict.Kind.Should().NotBe(VerdictKind.Confirmed, verdict.Reason);
        }

        var alone = Reader((honest, 0));
        (await alone.Reader.VerifyAsync(told, bySecond: false, CancellationToken.None))[0]
            .Should().Be(new Verdict(VerdictKind.NotYet, "no node that has its block calls it final"));
        honest.MineEmpty(60);
        (await VerdictsAsync(alone, told))[300].Should().Be(VerdictKind.Confirmed);
    }

    [Fact]
    public async Task Every_field_that_decides_whose_a_payment_is_must_be_the_same()
    {
        var reader = Reader((honest, 0), (honest, 1));
        foreach (var told in (await reader.ReadAsync(1, 2)).Transfers)
        {
            var unknown = new string('0', told.Transaction.Length);
            Transfer[] changed =
            [
                told with { Units = told.Units + 1 },
                told with { To = honest.Ours[2] },
                told with { From = honest.Stranger },
                told with { BlockTime = told.BlockTime.AddSeconds(1) },
                told with { Id = TransferId.Of(told.Chain, told.Transaction, "99"), Transaction = unknown },
            ];
            var verdicts = await reader.Reader.VerifyAsync(changed, bySecond: true, CancellationToken.None);
            verdicts.Should().OnlyContain(verdict => verdict.Kind == VerdictKind.Disputed);
        }
    }

    [Fact]
    public async Task A_payment_left_out_for_a_moment_is_found_by_the_second_look()
    {
        LabTransaction Strangers(UInt128 units) => new(new LabPayment(LabMoney.Token, honest.Stranger, units));
        for (var i = 1; i <= 9; i++)
        {
            var payment = new LabPayment(i % 3 == 0 ? LabMoney.Coin : LabMoney.Token, honest.Ours[i % 2], (UInt128)i);
            honest.Mine(Strangers(5), new LabTransaction(payment));
        }
        var reader = Reader((honest, 0));
        if (!reader.Reader.LooksTwice) return;
        var from = honest.Head - 8;
        honest.Faults[0] = LabFault.Forgetful;
        if (provesBodies)
        {
            (await reader.RefusedAsync(from, honest.Head)).Should().EndWith("are not those of its header");
            return;
        }
        var first = await reader.ReadAsync(from, honest.Head);
        first.Transfers.Should().BeEmpty();
        first.Seen.Should().HaveCount(9);

        honest.Faults[0] = LabFault.None;
        var found = await reader.Reader.LookAgainAsync(first.Seen, new HashSet<TransferId>(), reader.Watched, CancellationToken.None);
        found.Select(LabFinding.Of).Should().BeEquivalentTo(honest.TruthAbove(from - 1));
        var hashes = first.Blocks.ToDictionary(block => block.Number, block => block.Hash);
        found.Should().HaveCount(9).And.OnlyContain(transfer => hashes[transfer.Block] == transfer.BlockHash);
    }

    [Fact]
    public async Task A_second_look_that_finds_what_the_first_found_brings_nothing()
    {
        var reader = Reader((honest, 0));
        if (!reader.Reader.LooksTwice) return;
        var first = await reader.ReadAsync(1, 40);
        var known = first.Transfers.Select(transfer => transfer.Id).ToHashSet();
        (await reader.Reader.LookAgainAsync(first.Seen, known, reader.Watched, CancellationToken.None)).Should().BeEmpty();
    }
}

/// <summary>BSC stands for all chains that speak Ethereum's JSON-RPC. The liar's blocks have the names of the honest ones.</summary>
public sealed class EvmSecondNodeTests() : SecondNodeTests(() => new EvmLab());

/// <summary>TRON. The liar made a branch of its own.</summary>
public sealed class TronSecondNodeTests() : SecondNodeTests(() => new TronLab(), provesBodies: true);

/// <summary>Solana. The liar made a branch of its own.</summary>
public sealed class SolanaSecondNodeTests() : SecondNodeTests(() => new SolanaLab());

/// <summary>Bitcoin. The liar made a branch of its own.</summary>
public sealed class BitcoinSecondNodeTests() : SecondNodeTests(() => new BitcoinLab(BitcoinRules.Bitcoin, esplora: 1));

/// <summary>Dash. The liar made a branch of its own.</summary>
public sealed class DashSecondNodeTests() : SecondNodeTests(() => new BitcoinLab(BitcoinRules.Dash, esplora: null));
