namespace Payments.Chains.Tests.Conformance;

/// <summary>What every chain's reader owes, whatever its nodes speak and however they fail. Each family of chains runs it over a lab of its own.</summary>
public abstract class ChainReaderConformanceTests(ChainLab lab) : IAsyncLifetime
{
    private const int Length = 40;

    private readonly List<ReaderUnderTest> readers = [];

    /// <summary>Faults under which a node must not be believed.</summary>
    public static TheoryData<LabFault> Disabling => new(Enum.GetValues<LabFault>().Except([LabFault.None, LabFault.Disordered, LabFault.Withholding, LabFault.Forgetful]));

    /// <summary>Forty blocks with a payment in every fourth.</summary>
    public async Task InitializeAsync()
    {
        for (var i = 1; i <= Length; i++)
        {
            if (i % 4 == 0) lab.Pay((UInt128)i);
            else lab.Mine(new LabTransaction(new LabPayment(LabMoney.Coin, lab.Stranger, 5)), new LabTransaction(new LabPayment(LabMoney.Token, lab.Stranger, 7)));
        }
        await lab.StartAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var reader in readers) reader.Dispose();
        await lab.DisposeAsync();
    }

    private ReaderUnderTest Reader(params int[] nodes)
    {
        var reader = lab.NewReader(nodes);
        readers.Add(reader);
        return reader;
    }

    private static async Task<CursorWalk> WalkAsync(ReaderUnderTest reader, long from) =>
        new(reader.Reader, reader.Watched, await reader.Reader.GetBlockAsync(from, CancellationToken.None));

    private async Task ToHeadAsync(CursorWalk walk)
    {
        for (var rounds = 0; walk.Cursor < lab.Head; rounds++)
        {
            rounds.Should().BeLessThan(100, "a reader with healthy nodes gets on");
            await walk.StepAsync();
            lab.Time.Advance(TimeSpan.FromMinutes(3));
        }
    }

    private async Task ExpectTruthAsync(ReaderUnderTest reader)
    {
        var batch = await reader.ReadAsync(1, lab.Head);
        batch.Blocks.Select(block => block.Number).Should().Equal(Enumerable.Range(1, (int)lab.Head).Select(number => (long)number));
        batch.Transfers.Select(LabFinding.Of).Should().Equal(lab.TruthAbove(0));
    }

    [Fact]
    public async Task Blocks_are_whole_linked_and_in_order()
    {
        var reader = Reader(0);
        await ExpectTruthAsync(reader);
        var batch = await reader.ReadAsync(1, lab.Head);
        batch.Blocks.Zip(batch.Blocks.Skip(1)).Should().OnlyContain(pair => pair.First.Hash == pair.Second.ParentHash);
        batch.Transfers.Should().OnlyContain(transfer => batch.Blocks[(int)transfer.Block - 1].Hash == transfer.BlockHash && batch.Blocks[(int)transfer.Block - 1].Time == transfer.BlockTime);
        (await reader.Reader.GetBlockAsync(17, CancellationToken.None)).Should().Be(batch.Blocks[16]);
    }

    [Fact]
    public async Task Reading_may_begin_at_any_block()
    {
        var reader = Reader(0);
        for (var start = 0L; start < lab.Head; start++)
        {
            var walk = await WalkAsync(reader, start);
            await ToHeadAsync(walk);
            walk.Found.Should().Equal(lab.TruthAbove(start));
        }
    }

    [Fact]
    public async Task A_cursor_misses_nothing_while_the_chain_grows()
    {
        var walk = await WalkAsync(Reader(0, 1), 0);
        for (var i = 1; i <= 30; i++)
        {
            lab.Pay((UInt128)i);
            if (i % 3 == 0) await walk.StepAsync();
        }
        await ToHeadAsync(walk);
        walk.Found.Should().Equal(lab.TruthAbove(0));
        walk.Failures.Should().Be(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(30)]
    public async Task A_reorganisation_takes_its_payments_along_and_brings_others(int depth)
    {
        var walk = await WalkAsync(Reader(0, 1), 0);
        await ToHeadAsync(walk);
        var before = walk.Found;
        lab.Reorg(depth);
        lab.Pay(1_000);
        await ToHeadAsync(walk);
        walk.Found.Should().Equal(lab.TruthAbove(0)).And.NotEqual(before);
    }

    [Fact]
    public async Task Only_money_that_arrived_counts()
    {
        LabPayment Ours(LabMoney money, UInt128 units, int who = 0) => new(money, lab.Ours[who], units);
        lab.Mine(
            new LabTransaction(Ours(LabMoney.Token, 100)),
            new LabTransaction(Ours(LabMoney.Token, 200)) { Failed = true },
            new LabTransaction(Ours(LabMoney.Coin, 300)) { Failed = true },
            new LabTransaction(Ours(LabMoney.FakeToken, 400)),
            new LabTransaction(Ours(LabMoney.InternalCoin, 500)),
            new LabTransaction(Ours(LabMoney.Token, 0)),
            new LabTransaction(Ours(LabMoney.Coin, 1, 1)),
            new LabTransaction(Ours(LabMoney.Token, 1, 2)),
            new LabTransaction(Ours(LabMoney.Token, 990) with { Fee = 10 }));
        var transfers = (await Reader(0).ReadAsync(lab.Head, lab.Head)).Transfers;
        transfers.Select(LabFinding.Of).Should().BeEquivalentTo(lab.TruthAbove(lab.Head - 1));
        transfers.Select(transfer => transfer.Units).Should().BeEquivalentTo(lab.InternalCoinsCount ? new UInt128[] { 100, 500, 1, 1, 990 } : [100, 1, 1, 990]);
    }

    [Fact]
    public async Task One_transaction_may_pay_several_of_our_addresses_and_one_of_them_twice()
    {
        lab.Mine(new LabTransaction(
            new LabPayment(LabMoney.Token, lab.Ours[0], 5), new LabPayment(LabMoney.Token, lab.Stranger, 5),
            new LabPayment(LabMoney.Token, lab.Ours[1], 5), new LabPayment(LabMoney.Token, lab.Ours[0], 5)));
        var transfers = (await Reader(0).ReadAsync(lab.Head, lab.Head)).Transfers;
        transfers.Select(LabFinding.Of).Should().Equal(lab.TruthAbove(lab.Head - 1));
        transfers.Select(transfer => transfer.Id).Should().OnlyHaveUniqueItems();
        transfers.Select(transfer => transfer.Transaction).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task A_transfer_has_one_name_whichever_node_tells_of_it() =>
        (await Reader(1).ReadAsync(1, lab.Head)).Transfers.Should().BeEquivalentTo((await Reader(0).ReadAsync(1, lab.Head)).Transfers, all => all.WithStrictOrdering());

    [Fact]
    public async Task Answers_in_another_order_and_twice_are_the_same_answers()
    {
        lab.Faults[0] = LabFault.Disordered;
        await ExpectTruthAsync(Reader(0));
    }

    [Theory]
    [MemberData(nameof(Disabling))]
    public async Task A_healthy_node_stands_in_for_one_that_fails(LabFault fault)
    {
        var reader = Reader(0, 1);
        lab.Faults[0] = fault;
        await ExpectTruthAsync(reader);
        (await reader.GetHeadAsync()).Number.Should().Be(lab.Head);
    }

    [Fact]
    public async Task A_node_that_withholds_payments_is_given_away_by_another()
    {
        lab.Faults[0] = LabFault.Withholding;
        var reader = Reader(0, 1);
        await ExpectTruthAsync(reader);
        reader.Reader.Nodes[0].IsHealthy.Should().BeFalse();
    }

    [Fact]
    public async Task While_the_only_other_node_is_behind_nothing_is_skipped_for_one_that_withholds_payments()
    {
        var walk = await WalkAsync(Reader(0, 1), 0);
        await ToHeadAsync(walk);
        (lab.Faults[0], lab.Faults[1]) = (LabFault.Withholding, LabFault.Lagging);
        lab.Pay(1);
        await walk.StepAsync();
        walk.Cursor.Should().BeLessThan(lab.Head);
        lab.Faults[1] = LabFault.None;
        await ToHeadAsync(walk);
        walk.Found.Should().Equal(lab.TruthAbove(0));
    }

    [Theory]
    [MemberData(nameof(Disabling))]
    public async Task Where_no_node_can_be_believed_nothing_is_skipped_and_reading_goes_on_afterwards(LabFault fault)
    {
        var reader = Reader(0);
        var walk = await WalkAsync(reader, 0);
        await walk.StepAsync();
        lab.Faults[0] = fault;
        for (var i = 1; i <= 5; i++)
        {
            lab.Pay((UInt128)i);
            await walk.StepAsync();
            lab.Time.Advance(TimeSpan.FromMinutes(3));
            walk.Found.Should().Equal(lab.TruthAbove(0).Where(finding => finding.Block <= walk.Cursor));
        }
        lab.Faults[0] = LabFault.None;
        await ToHeadAsync(walk);
        walk.Found.Should().Equal(lab.TruthAbove(0));
    }

    [Fact]
    public async Task A_node_that_turns_into_another_network_behind_its_failure_is_set_aside()
    {
        var reader = Reader(0, 1);
        await ExpectTruthAsync(reader);
        lab.Faults[0] = LabFault.Down;
        await ExpectTruthAsync(reader);
        lab.Faults[0] = LabFault.OtherNetwork;
        lab.Time.Advance(TimeSpan.FromMinutes(3));
        await ExpectTruthAsync(reader);
        reader.Reader.Nodes[0].SetAside.Should().StartWith("the node serves chain id ");
        (reader.Reader.Nodes[0].IsHealthy, reader.Reader.Nodes[1].IsHealthy).Should().Be((false, true));

        lab.Faults[0] = LabFault.None;
        lab.Time.Advance(TimeSpan.FromMinutes(10));
        lab.Faults[1] = LabFault.Down;
        await ExpectTruthAsync(reader);
        reader.Reader.Nodes[0].SetAside.Should().BeNull();
    }

    [Fact]
    public async Task A_node_is_asked_for_its_network_every_hour()
    {
        var reader = Reader(0);
        await ExpectTruthAsync(reader);
        lab.Faults[0] = LabFault.OtherNetwork;
        lab.Time.Advance(TimeSpan.FromMinutes(59));
        (await reader.GetHeadAsync()).Number.Should().Be(lab.Head);
        lab.Time.Advance(TimeSpan.FromMinutes(1));
        (await reader.RefusedAsync(1, 2)).Should().StartWith("the node serves chain id ");
    }

    [Fact]
    public async Task A_node_behind_the_other_does_not_tell_the_head()
    {
        lab.Faults[0] = LabFault.Lagging;
        var reader = Reader(0, 1);
        (await reader.GetHeadAsync()).Number.Should().Be(lab.Head);
        reader.Reader.Nodes[0].IsHealthy.Should().BeFalse();
        reader.Reader.Nodes[0].LastError.Should().Contain("behind the others");
    }

    [Fact]
    public async Task A_node_that_limits_its_callers_is_left_alone_for_as_long_as_it_says()
    {
        lab.Faults[0] = LabFault.Limited;
        var reader = Reader(0, 1);
        await reader.GetHeadAsync();
        reader.Reader.Nodes[0].BackOffUntil.Should().Be(lab.Time.GetUtcNow() + TimeSpan.FromSeconds(30));
        reader.Reader.Nodes[1].IsHealthy.Should().BeTrue();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Whatever_happens_the_truth_is_found_in_the_end(int seed)
    {
        var random = new Random(seed);
        var walk = await WalkAsync(Reader(0, 1), 0);
        for (var round = 0; round < 60; round++)
        {
            for (var node = 0; node < ChainLab.Nodes; node++) lab.Faults[node] = (LabFault)Math.Max(0, random.Next(-8, (int)LabFault.Disordered + 1));
            if (random.Next(6) == 0) lab.Reorg(random.Next(1, 6));
            for (var i = random.Next(4); i > 0; i--)
            {
                var who = random.Next(lab.Ours.Count + 1);
                lab.Mine(new LabTransaction(new LabPayment(
                    random.Next(3) == 0 ? LabMoney.Coin : LabMoney.Token, who == lab.Ours.Count ? lab.Stranger : lab.Ours[who], (UInt128)random.Next(1, 1_000_000)))
                { Failed = random.Next(5) == 0 });
            }
            await walk.StepAsync();
            lab.Time.Advance(TimeSpan.FromSeconds(random.Next(1, 40)));
        }
        Array.Fill(lab.Faults, LabFault.None);
        lab.Mine();
        await ToHeadAsync(walk);
        await ToHeadAsync(walk);
        walk.Found.Should().BeEquivalentTo(lab.TruthAbove(0));
    }
}

/// <summary>BSC stands for all chains that speak Ethereum's JSON-RPC.</summary>
public sealed class EvmConformanceTests() : ChainReaderConformanceTests(new EvmLab());

/// <summary>TRON.</summary>
public sealed class TronConformanceTests() : ChainReaderConformanceTests(new TronLab());

/// <summary>Solana.</summary>
public sealed class SolanaConformanceTests() : ChainReaderConformanceTests(new SolanaLab());
