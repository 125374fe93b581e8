using Payments.Chains.Reading;
using Payments.Testing;
using Payments.Testing.Nodes.Bitcoin;

namespace Payments.Chains.Tests.Bitcoin;

/// <summary>
/// Where nodes tell of different chains the one with more work counts, whichever node comes first and however long the other is.
/// </summary>
public sealed class ForkTests : IAsyncLifetime
{
    /// <summary>Some 256 hashes a block, where regtest's own bits are two.</summary>
    private const uint Heavy = 0x2000ffff;

    private const int Shared = 20;
    private const long Units = 777;
    private const string LessWork = "its chain has less work than another node's";

    private static readonly byte[] Script = [0, 20, .. Enumerable.Repeat((byte)7, 20)];

    private readonly ManualTimeProvider time = new();
    private readonly BitcoinChain chain = Chain(), other = Chain();
    private readonly List<BitcoinSimulator> nodes = [];
    private readonly List<ReaderUnderTest> readers = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var reader in readers) reader.Dispose();
        foreach (var node in nodes) await node.DisposeAsync();
    }

    private static BitcoinChain Chain()
    {
        var chain = new BitcoinChain();
        chain.Mine(Shared);
        return chain;
    }

    /// <summary>From here on the two chains have other blocks.</summary>
    private void Fork()
    {
        other.Pay(new BitcoinOutput(Units, Script));
        other.Mine();
        chain.Mine();
        chain.Block(Shared)!.Id.Should().Be(other.Block(Shared)!.Id);
        chain.Block(Shared + 1)!.Id.Should().NotBe(other.Block(Shared + 1)!.Id);
    }

    private async Task<ReaderUnderTest> ReaderAsync(params BitcoinChain[] chains)
    {
        var asked = new List<BitcoinSimulator>();
        foreach (var told in chains) asked.Add(await BitcoinSimulator.StartAsync(told, isEsplora: asked.Count % 2 == 1));
        nodes.AddRange(asked);
        var reader = ReaderUnderTest.Bitcoin(asked, time);
        reader.Watched.Add(NBitcoin.Script.FromBytesUnsafe(Script).GetDestinationAddress(chains[0].Rules.Network)!.ToString());
        readers.Add(reader);
        return reader;
    }

    private async Task ExpectAsync(ReaderUnderTest reader, BitcoinChain read, params bool[] lighter)
    {
        time.Advance(TimeSpan.FromMinutes(1));
        (await reader.GetHeadAsync()).Number.Should().Be(read.Head);
        (await reader.ReadAsync(read.Head, read.Head)).Blocks.Single().Hash.Should().Be(read.Block(read.Head)!.Id);
        reader.Reader.Nodes.Select(node => node.SetAside).Should().Equal(lighter.Select(isLighter => isLighter ? LessWork : null));
    }

    [Fact]
    public async Task The_first_nodes_shorter_branch_gives_way_and_comes_back_when_it_has_more_work()
    {
        Fork();
        other.Mine();
        var reader = await ReaderAsync(chain, other);
        await ExpectAsync(reader, other, true, false);
        chain.Mine(2);
        await ExpectAsync(reader, chain, false, true);
    }

    [Fact]
    public async Task Work_counts_and_not_length()
    {
        Fork();
        chain.Mine(2);
        other.Bits = Heavy;
        other.Mine();
        other.Head.Should().BeLessThan(chain.Head);
        await ExpectAsync(await ReaderAsync(chain, other), other, true, false);
    }

    [Fact]
    public async Task Branches_of_equal_work_leave_the_first_node_in_its_place()
    {
        Fork();
        var reader = await ReaderAsync(chain, other);
        await ExpectAsync(reader, chain, false, false);
    }

    [Fact]
    public async Task A_node_that_is_only_behind_is_not_passed_over_for_that()
    {
        var late = Chain();
        chain.Mine(2);
        var reader = await ReaderAsync(chain, late);
        await ExpectAsync(reader, chain, false, false);
    }

    [Fact]
    public async Task A_payment_of_the_branch_with_less_work_is_confirmed_by_no_number_of_nodes()
    {
        Fork();
        other.Mine();
        chain.Mine(2);
        var told = (await (await ReaderAsync(other)).ReadAsync(Shared + 1, Shared + 1)).Transfers;
        told.Should().ContainSingle().Which.Units.Should().Be(Units);
        var reader = await ReaderAsync(other, other, chain);
        (await reader.Reader.VerifyAsync(told, bySecond: true, CancellationToken.None))[0].Kind
            .Should().Be(VerdictKind.Confirmed, "no chains were compared yet, and two nodes tell of it");
        await ExpectAsync(reader, chain, true, true, false);
        (await reader.Reader.VerifyAsync(told, bySecond: true, CancellationToken.None))[0].Kind.Should().Be(VerdictKind.Disputed);
    }

    [Fact]
    public async Task A_payment_of_the_branch_with_more_work_is_not_disputed_by_nodes_of_the_other()
    {
        Fork();
        other.Mine(2);
        chain.Mine();
        var reader = await ReaderAsync(chain, other, chain);
        await ExpectAsync(reader, other, true, false, true);
        var told = (await reader.ReadAsync(Shared + 1, Shared + 1)).Transfers;
        var verdict = (await reader.Reader.VerifyAsync(told, bySecond: true, CancellationToken.None))[0];
        verdict.Should().Be(new Verdict(VerdictKind.NotYet, "1 of 2 nodes confirm it; the others are behind or do not answer"));
        chain.Drop(2);
        foreach (var block in (int[])[1, 2, 3]) chain.Adopt(other.Block(Shared + block)!);
        await ExpectAsync(reader, other, false, false, false);
        (await reader.Reader.VerifyAsync(told, bySecond: true, CancellationToken.None))[0].Kind.Should().Be(VerdictKind.Confirmed);
    }

    [Fact]
    public async Task A_block_that_was_read_is_looked_for_at_all_nodes_and_those_that_have_another_are_set_aside()
    {
        Fork();
        var reader = await ReaderAsync(chain, other, chain);
        const long number = Shared + 1;
        (await reader.Reader.KnowsAsync(number, new string('0', 64), CancellationToken.None)).Should().BeFalse();
        reader.Reader.Nodes.Should().OnlyContain(node => node.SetAside == null);
        (await reader.Reader.KnowsAsync(number, other.Block(number)!.Id, CancellationToken.None)).Should().BeTrue();
        reader.Reader.Nodes.Select(node => node.SetAside).Should()
            .Equal($"it has another block {number} than the one that was read, which another node has", null, null);
        (await reader.ReadAsync(number, number)).Transfers.Should().ContainSingle("the node that has the block is read from now on");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Blocks_without_the_work_that_they_claim_are_read_from_nobody(bool isLitecoin)
    {
        var rules = isLitecoin ? BitcoinRules.Litecoin : BitcoinRules.Bitcoin;
        BitcoinChain honest = new(rules: rules), forged = new(rules: rules);
        honest.Mine(3);
        forged.Mine(2);
        forged.LacksWork = true;
        forged.Mine();
        var alone = await ReaderAsync(forged);
        (await alone.ReadAsync(1, 2)).Blocks.Should().HaveCount(2);
        (await alone.RefusedAsync(3, 3)).Should().EndWith("does not have the work that it claims");
        var reader = await ReaderAsync(forged, honest);
        (await reader.ReadAsync(3, 3)).Blocks.Single().Hash.Should().Be(honest.Block(3)!.Id);
        reader.Reader.Nodes[0].LastError.Should().EndWith("does not have the work that it claims");
    }

    [Fact]
    public async Task On_the_main_net_blocks_that_anybody_can_make_are_refused()
    {
        await using var node = await BitcoinSimulator.StartAsync(chain);
        node.Answer = (question, honest) => question is { Method: "getblockhash", Subject: "0" }
            ? "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f" : honest;
        using var reader = ReaderUnderTest.Bitcoin([node], time, ("ChainId", "177005167"));
        (await reader.RefusedAsync(5, 5)).Should().EndWith("has the target 207fffff, which its network does not take");
    }
}
