using System.Numerics;
using Payments.Chains.Bitcoin;
using Payments.Chains.Bitcoin.Work;
using Payments.Chains.Reading;

namespace Payments.Chains.Tests.Bitcoin;

/// <summary>
/// Proof of work against headers of the real chains, and against the vectors of <c>pow_tests.cpp</c> and <c>scrypt_tests.cpp</c> of Bitcoin
/// Core and Litecoin Core.
/// </summary>
public sealed class WorkRulesTests
{
    private const string BitcoinFirst =
        "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd" +
        "7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c";

    private const string BitcoinBlock1 =
        "010000006fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000982051fd" +
        "1e4ba744bbbe680e1fee14677ba1a3c3540bf7b1cdb606e857233e0e61bc6649ffff001d01e36299";

    private const string LitecoinFirst =
        "010000000000000000000000000000000000000000000000000000000000000000000000d9ced4ed" +
        "1130f7b7faad9be25323ffafa33232a17c3edf6cfd97bee6bafbdd97b9aa8e4ef0ff0f1ecd513f7c";

    private const string Litecoin2013A =
        "020000004c1271c211717198227392b029a64a7971931d351b387bb80db027f270411e398a07046f" +
        "7d4a08dd815412a8712f874a7ebf0507e3878bd24e20a3b73fd750a667d2f451eac7471b00de6659";

    private const string Litecoin2013B =
        "0200000011503ee6a855e900c00cfdd98f5f55fffeaee9b6bf55bea9b852d9de2ce35828e204eef7" +
        "6acfd36949ae56d1fbe81c1ac9c0209e6331ad56414f9072506a77f8c6faf551eac7471b00389d01";

    private const string Litecoin2022 =
        "14000020b910892b7ff04a5042990f8cc19aaedc4248d1a50dbf9af2bf0c7020a779347bdfa89ae3" +
        "be718606fccd063cc6d1e74386c8c6287003deb0f07e3162056aa1ffeb979263d8d3001ad6f60197";

    private static readonly WorkRules Bitcoin = BitcoinCoin.Bitcoin.Work![0];
    private static readonly WorkRules Litecoin = BitcoinCoin.Litecoin.Work![0];

    /// <summary>Real headers: coin, header, the block's name.</summary>
    public static TheoryData<string, string, string> Real => new()
    {
        { "bitcoin", BitcoinFirst, "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f" },
        { "bitcoin", BitcoinBlock1, "00000000839a8e6886ab5951d76f411475428afc90947ee320161bbf18eb6048" },
        { "litecoin", LitecoinFirst, "12a765e31ffd4059bada1e25190f6e98c99d9714d334efa41a195a7e7e04bfe2" },
        { "litecoin", Litecoin2013A, "760061a184ff1958706bf1b07e45ab1b7db9f602fe097abf87de2ec2f7618a8b" },
        { "litecoin", Litecoin2013B, "698f434decce6640f6b480f9f64f75d322d44e19035b1e76a94ec5c9c3c6574a" },
        { "litecoin", Litecoin2022, "84da0de24f1f70074596f9a9da145a6b7961860519923b67545d095cf8262f9a" },
    };

    private static WorkRules RulesOf(string coin) => coin == "bitcoin" ? Bitcoin : Litecoin;

    private static byte[] Changed(string header, int at, params byte[] bytes)
    {
        var changed = Convert.FromHexString(header);
        bytes.CopyTo(changed, at);
        return changed;
    }

    [Theory]
    [MemberData(nameof(Real))]
    public void Headers_of_the_real_chain_have_their_work(string coin, string header, string name)
    {
        var read = BlockHeader.Read(Convert.FromHexString(header));
        read.Hash.Should().Be(name);
        RulesOf(coin).Check(read).Should().BeGreaterThan(BigInteger.One << 16);
    }

    [Theory]
    [MemberData(nameof(Real))]
    public void A_header_that_is_changed_anywhere_lacks_its_work(string coin, string header, string name)
    {
        name.Should().HaveLength(64);
        foreach (var at in (int[])[0, 4, 36, 67, 68, 76, 79])
        {
            var changed = Convert.FromHexString(header);
            changed[at] ^= 0x10;
            FluentActions.Invoking(() => RulesOf(coin).Check(BlockHeader.Read(changed)))
                .Should().Throw<ChainReadException>("byte {0}", at).WithMessage("block * does not have the work that it claims");
        }
    }

    [Fact]
    public void The_work_of_a_block_is_what_chainwork_grows_by()
    {
        // The chain work of Bitcoin's first block is 100010001.
        Bitcoin.Check(BlockHeader.Read(Convert.FromHexString(BitcoinFirst))).Should().Be(0x100010001);
    }

    [Theory]
    [InlineData(0x207fffffu)] // regtest's
    [InlineData(0x1d010000u)] // one more than the limit
    [InlineData(0x00000000u)] // zero
    [InlineData(0x01003456u)] // zero, once the digits that do not fit are cut off
    [InlineData(0x1d80ffffu)] // negative
    [InlineData(0xff123456u)] // longer than a hash
    public void Targets_that_the_network_does_not_take_are_refused(uint bits) =>
        FluentActions.Invoking(() => Bitcoin.Check(BlockHeader.Read(Changed(BitcoinFirst, 72, BitConverter.GetBytes(bits)))))
            .Should().Throw<ChainReadException>().WithMessage($"block * has the target {bits:x8}, which its network does not take");

    [Fact]
    public void A_block_of_today_with_the_work_of_the_beginning_is_refused()
    {
        // The first block's header is real, and would be as cheap to make now.
        var today = BitConverter.GetBytes((uint)new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds());
        (WorkRules, string)[] cheap = [(Bitcoin, BitcoinFirst), (Litecoin, LitecoinFirst), (Litecoin, Litecoin2013A)];
        foreach (var (rules, header) in cheap)
            FluentActions.Invoking(() => rules.Check(BlockHeader.Read(Changed(header, 68, today))))
                .Should().Throw<ChainReadException>().WithMessage("*which is too easy for a block of its time");
    }

    [Theory]
    [InlineData("bitcoin", 1_261_130_161, 1_262_152_739, 0x1d00ffffu, 0x1d00d86au)] // blocks 30240, 32255: the first change ever
    [InlineData("bitcoin", 1_231_006_505, 1_233_061_996, 0x1d00ffffu, 0x1d00ffffu)] // blocks 0, 2015: never easier than the limit
    [InlineData("bitcoin", 1_279_008_237, 1_279_297_671, 0x1c05a3f4u, 0x1c0168fdu)] // blocks 66528, 68543: a quarter at most
    [InlineData("bitcoin", 1_263_163_443, 1_269_211_443, 0x1c387f6fu, 0x1d00e1fdu)] // four times at most
    [InlineData("litecoin", 1_358_118_740, 1_358_378_777, 0x1c0ac141u, 0x1c093f8du)]
    [InlineData("litecoin", 1_317_972_665, 1_318_480_354, 0x1e0ffff0u, 0x1e0fffffu)]
    [InlineData("litecoin", 1_401_682_934, 1_401_757_934, 0x1b075cf1u, 0x1b01d73cu)]
    [InlineData("litecoin", 1_463_690_315, 1_464_900_315, 0x1b015318u, 0x1b054c60u)]
    public void Targets_change_as_the_nodes_own_tests_have_it(string coin, long first, long last, uint bits, uint next) =>
        RulesOf(coin).Next(bits, TimeSpan.FromSeconds(last - first)).Should().Be(next);

    [Theory]
    [InlineData(0x1d00ffffu)]
    [InlineData(0x17034219u)]
    [InlineData(0x1a00d3d8u)]
    [InlineData(0x207fffffu)]
    [InlineData(0x03123456u)]
    [InlineData(0x02123400u)]
    [InlineData(0x02008000u)]
    public void Compact_targets_are_written_as_they_are_read(uint bits) =>
        CompactTarget.Write(CompactTarget.Read(bits)!.Value).Should().Be(bits);

    [Fact]
    public void Only_main_nets_have_rules_of_retargeting_and_Dash_has_none()
    {
        foreach (var coin in (BitcoinCoin[])[BitcoinCoin.Bitcoin, BitcoinCoin.Litecoin])
            coin.Networks.Select(network => coin.WorkOf(network)!.Period is not null).Should().Equal(true, false, false);
        BitcoinCoin.Dash.Networks.Should().HaveCount(3).And.OnlyContain(network => BitcoinCoin.Dash.WorkOf(network) == null);
    }
}
