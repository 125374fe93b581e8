using Payments.Chains.Bitcoin;
using Payments.Chains.Bitcoin.Work;
using Payments.Chains.Reading;

namespace Payments.Chains.Tests.Bitcoin;

/// <summary>Targets follow from the headers before them, whoever tells of a header.</summary>
public sealed class WorkCheckTests
{
    private const uint Easy = 0x207fffff;
    private const uint Harder = 0x201fffff;

    /// <summary>Two weeks in 2016 blocks, as on Bitcoin, with a limit that a test can mine at.</summary>
    private static readonly WorkRules Rules = new(LimitBits: 1) { Period = TimeSpan.FromDays(14) };

    private readonly HeaderChain chain = new();

    private static async Task<string?> CheckAsync(WorkRules rules, HeaderChain source, long number, BlockHeader header)
    {
        try
        {
            await new WorkCheck(rules).CheckAsync(source, number, header, CancellationToken.None);
            return null;
        }
        catch (ChainReadException exception)
        {
            return exception.Message;
        }
    }

    private BlockHeader Next(uint bits) => HeaderChain.Make(chain.Newest.Hash, chain.Newest.Time.ToUnixTimeSeconds() + 600, bits);

    [Fact]
    public async Task Within_a_period_a_block_has_the_target_of_the_one_before_it()
    {
        chain.Add(10, 600, Harder);
        (await CheckAsync(Rules, chain, 10, Next(Harder))).Should().BeNull();
        (await CheckAsync(Rules, chain, 10, Next(Easy))).Should()
            .Be("block 10 has the target 207fffff, and its network's rules ask for 201fffff");
        // More work than is asked for is not by the rules either.
        (await CheckAsync(Rules, chain, 10, Next(0x200fffff))).Should().NotBeNull();
    }

    [Fact]
    public async Task A_period_that_took_half_the_time_halves_the_target()
    {
        chain.Add(WorkRules.Interval, 300, Easy);
        // 2015 intervals of five minutes of the planned 2016 of ten.
        var expected = CompactTarget.Write(CompactTarget.Read(Easy)!.Value * (2015 * 300) / (2016 * 600));
        expected.Should().Be(0x203ff7de);
        (await CheckAsync(Rules, chain, WorkRules.Interval, Next(expected))).Should().BeNull();
        (await CheckAsync(Rules, chain, WorkRules.Interval, Next(Easy))).Should()
            .Be("block 2016 has the target 207fffff, and its network's rules ask for 203ff7de");
        (await CheckAsync(Rules, chain, WorkRules.Interval + 1, Next(expected))).Should()
            .NotBeNull("the target changes at the period's first block only");
    }

    [Fact]
    public async Task Litecoin_counts_a_period_from_the_last_block_of_the_one_before_it()
    {
        var rules = Rules with { CountsFromBefore = true };
        chain.Add(WorkRules.Interval, 300, Easy);
        const uint second = 0x203ff7de;
        (await CheckAsync(rules, chain, WorkRules.Interval, Next(second))).Should().BeNull("its first period has nothing before it");

        chain.Add(WorkRules.Interval, 600, second);
        // 2016 intervals of ten minutes are as planned; Bitcoin's rule sees 2015 of them.
        (await CheckAsync(rules, chain, 2 * WorkRules.Interval, Next(second))).Should().BeNull();
        (await CheckAsync(Rules, chain, 2 * WorkRules.Interval, Next(second))).Should().NotBeNull();
    }

    [Fact]
    public async Task No_block_of_another_period_stands_in_for_the_first_of_this_one()
    {
        chain.Add(WorkRules.Interval, 300, Easy);
        const uint second = 0x203ff7de;
        chain.Add(WorkRules.Interval, 300, second);
        // From the chain's beginning it took long: the target would be four times as easy.
        chain.Named = number => number == WorkRules.Interval ? 5 : number;
        (await CheckAsync(Rules, chain, 2 * WorkRules.Interval, Next(Easy))).Should()
            .Be("block 2016 does not have the target of its period");
    }

    [Fact]
    public async Task Headers_are_told_by_their_hash_and_asked_for_once()
    {
        chain.Add(20, 600, Harder);
        var check = new WorkCheck(Rules);
        for (var number = 10; number < 20; number++) await check.CheckAsync(chain, number, chain[number], CancellationToken.None);
        await check.CheckAsync(chain, 15, chain[15], CancellationToken.None);
        chain.Asked.Should().Equal(chain[9].Hash);

        // A node that gives another header under the parent's name.
        var liar = new HeaderChain();
        liar.Add(20, 600, Easy);
        await FluentActions.Invoking(() => new WorkCheck(Rules).CheckAsync(new Renaming(liar), 10, chain[10], CancellationToken.None))
            .Should().ThrowAsync<ChainReadException>().WithMessage("the node has a header under the name * that is not its own");
    }

    [Fact]
    public async Task Where_a_network_always_takes_blocks_of_the_least_work_only_their_own_is_checked()
    {
        chain.Add(10, 600, Harder);
        (await CheckAsync(new WorkRules(LimitBits: 1), chain, 10, Next(Easy))).Should().BeNull();
        chain.Asked.Should().BeEmpty();
    }

    /// <summary>Gives its own header whatever it is asked for.</summary>
    private sealed class Renaming(HeaderChain chain) : IBlockSource
    {
        public Task<byte[]> GetHeaderAsync(string hash, CancellationToken cancellationToken) => Task.FromResult(chain[9].Bytes.ToArray());

        public Task<FoundOutputs?> FindAsync(string id, CancellationToken cancellationToken) => chain.FindAsync(id, cancellationToken);

        public Task<long> GetHeadAsync(CancellationToken cancellationToken) => chain.GetHeadAsync(cancellationToken);

        public Task<string> GetHashAsync(long number, CancellationToken cancellationToken) => chain.GetHashAsync(number, cancellationToken);

        public Task<byte[]> GetBlockAsync(string hash, CancellationToken cancellationToken) => chain.GetBlockAsync(hash, cancellationToken);

        public Task<IReadOnlyList<FoundOutput>> LookAsync(
            IReadOnlyList<string> awaited, BitcoinAddressSet scripts, CancellationToken cancellationToken) =>
            chain.LookAsync(awaited, scripts, cancellationToken);

        public Task<UInt128?> GetFeeRateAsync(CancellationToken cancellationToken) => chain.GetFeeRateAsync(cancellationToken);

        public Task<bool?> IsSyncingAsync(CancellationToken cancellationToken) => chain.IsSyncingAsync(cancellationToken);
    }
}
