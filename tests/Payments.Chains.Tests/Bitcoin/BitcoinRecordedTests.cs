using NBitcoin;
using Payments.Chains.Bitcoin;
using Payments.Chains.Reading;
using Payments.Testing;
using BlockHeader = Payments.Chains.Bitcoin.BlockHeader;

namespace Payments.Chains.Tests.Bitcoin;

/// <summary>
/// Blocks and transactions of the real chains: Bitcoin's block 170, Litecoin's block 2383207 with its link to the extension block, and the
/// transactions that made the coins of Dash's blocks 1239931 and 1237949, whose payloads are those of DIP-4.
/// </summary>
public sealed class BitcoinRecordedTests
{
    private const string Block170 =
        "0100000055bd840a78798ad0da853f68974f3d183e2bd1db6a842c1feecf222a00000000ff104ccb05421ab93e63f8c3ce5c2c2e9dbb37de2764b3a3175c8166562cac7d51b96a49ffff001d283e9e70" +
        "0201000000010000000000000000000000000000000000000000000000000000000000000000ffffffff0704ffff001d0102ffffffff0100f2052a01000000434104d46c4968bde02899d2aa0963367c7a6ce34eec332b" +
        "32e42e5f3407e052d64ac625da6f0718e7b302140434bd725706957c092db53805b821a85b23a7ac61725bac000000000100000001c997a5e56e104102fa209c6a852dd90660a20b2d9c352423edce25857fcd370400" +
        "0000004847304402204e45e16932b8af514961a1d3a1a25fdf3f4f7732e9d624c6c61548ab5fb8cd410220181522ec8eca07de4860a4acdd12909d831cc56cbbac4622082221a8768d1d0901ffffffff0200ca9a3b00" +
        "000000434104ae1a62fe09c5f51b13905f07f06b99a2f7159b2225f374cd378d71302fa28414e7aab37397f554a7df5f142c21c1b7303b8a0626f1baded5c72a704f7e6cd84cac00286bee0000000043410411db93e1" +
        "dcdb8a016b49840f8c53bc1eb68a382e97b1482ecad7b148a6909a5cb2e0eaddfb84ccf9744464f82e160bfa9b8b64f9d4c03f999b8643f656b412a3ac00000000";

    private static readonly byte[] Litecoin = Convert.FromHexString(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Payments.Chains.Tests", "Bitcoin", "litecoin-2383207.txt")).Trim());

    private static BitcoinAddressSet Watched(Network network, params string[] addresses)
    {
        var set = new BitcoinAddressSet(network);
        foreach (var address in addresses) set.Add(address).Should().BeTrue();
        return set;
    }

    private static BitcoinAddressSet LitecoinWallets() => Watched(BitcoinCoin.Litecoin.Networks[0],
        "LQ5X1r32bU3v2TgVxE9osb2YnCZNFY6ikm", "MDimCu3RTwbJgUxMd5RSDCakKtkXz7ogmu", "ltc1q6u2lydrr8y2fda80464g2nskwq4epf9xmx47v4", "LTGuy7hsAZGgishffDFxw8qPjU257zsM1M", "MLc1MDduz8VyGdjjo3i5M46Z9RXhy624Q2");

    private static List<FoundOutput> Read(byte[] block, BitcoinAddressSet watched) => BlockParser.Read(block, BlockHeader.Read(block), BitcoinCoin.Litecoin, watched);

    [Fact]
    public void Bitcoins_first_payment_is_a_whole_block_without_addresses()
    {
        var block = Convert.FromHexString(Block170);
        var header = BlockHeader.Read(block);
        (header.Hash, header.Previous).Should().Be(("00000000d1145790a8694403d4063f323d499e655c83426834d4ce2f8dd4a2ee", "000000002a22cfee1f2c846adbd12b3e183d4f97683f85dad08a79780a84bd55"));
        header.Time.Should().Be(new DateTimeOffset(2009, 1, 12, 3, 30, 25, TimeSpan.Zero));
        // Both outputs pay to bare keys. The address of the second's key is another script.
        Read(block, Watched(Network.Main, "12cbQLTFMXRnSzktFkuoG3eHoMeFtpTu3S")).Should().BeEmpty();
    }

    [Fact]
    public void Litecoin_payments_of_every_kind_are_found_beside_the_extension_block()
    {
        BlockHeader.Read(Litecoin).Hash.Should().Be("84da0de24f1f70074596f9a9da145a6b7961860519923b67545d095cf8262f9a");
        Read(Litecoin, LitecoinWallets()).Select(output => (output.Transaction, output.Index, output.Units)).Should().Equal(
            ("1d01ef51eb5ffc89ca0cd97a76e62f51e4a0236bb8e196111f3327357c3220d2", 0, 281_783_644),
            ("9c368e8e306de41af1a34f6b2b01f417f52db436a754bd07d2c7baef686a820c", 0, 13_386_619),
            ("e132d27adbf6bae1ce50fbc150a624dfd8eceecc1965e1dfc6342c8c5037856b", 2, 65_849_635),
            ("41ab79465ffe5dbb023aa215637638adf58d627486d3bbdf3f8350832a17bb36", 0, 12_723_722));
    }

    [Theory]
    [InlineData("35541e151818606a512bb88acddb449449f46531e97f1ed0a5fcc0d7a8091e41", "03000500010000000000000000000000000000000000000000000000000000000000000000ffffffff27037beb121a4d696e656420627920416e74506f6f6c347c00330120ad45211b6b76000001000000ffffffff025d384209000000001976a914aeb4b16eb331e7be66082f1dc132ef245e722d7188ac6b384209000000001976a91404dfe99f6dda028e4e6a90595096e63787a4a01c88ac000000004602007beb12009d9eb909c943fd6b4aad565dc083dc2b53736359cc678af072352bbf409a942f3b0192d52c43692520241eb04505406f34adf6805fd5ab29113959133e8e1d3d")]
    [InlineData("aaceebd8a59a777c8d27ede7d086f605a04e3463bd3465fd3fa02518fcd24abd", "03000500010000000000000000000000000000000000000000000000000000000000000000ffffffff1703bde31212563c785f430fb8fa7417000000002f4e614effffffff02e96e4a09000000001976a9142832b5c571b5686c4a08dae4091d856c4f9b190a88acdc6e4a09000000001976a914aeb4b16eb331e7be66082f1dc132ef245e722d7188ac00000000460200bde312006d5f02b8c49b966902195a3b2b581b4a5847901d5c66bf9820a35884c6a91b51b20d38a728281d7ba3a9b3c157593c9121850977cababcba9ab71729684d9723")]
    public void Dash_transactions_with_a_payload_have_their_own_names(string id, string transaction)
    {
        // A block of one transaction has its id as the root; a wrong id, or bytes left over, would not fit.
        var root = Convert.FromHexString(id);
        Array.Reverse(root);
        byte[] block = [.. new byte[36], .. root, .. new byte[12], 1, .. Convert.FromHexString(transaction)];
        BlockParser.Read(block, BlockHeader.Read(block), BitcoinCoin.Dash, Watched(BitcoinCoin.Dash.Networks[0], "XrcbsQdrFYEzbqA9nCJi8zDtnRZzNKkCtG")).Should().BeEmpty("newly made coins do not count");
        FluentActions.Invoking(() => BlockParser.Read(block, BlockHeader.Read(block), BitcoinCoin.Bitcoin, Watched(BitcoinCoin.Dash.Networks[0]))).Should().Throw<ChainReadException>();
    }

    [Fact]
    public void A_block_in_which_any_counted_byte_is_changed_is_not_believed()
    {
        // Witnesses are not under the header's root; everything else is. The scripts that pay us lie where the amount is read from.
        var wallets = LitecoinWallets();
        var honest = Read(Litecoin, wallets);
        for (var at = 80; at < Litecoin.Length; at++)
        {
            var changed = Litecoin.ToArray();
            changed[at] ^= 0x01;
            try
            {
                Read(changed, wallets).Should().Equal(honest, (ours, theirs) => ours.Transaction == theirs.Transaction && ours.Index == theirs.Index && ours.Units == theirs.Units, "byte {0}", at);
            }
            catch (ChainReadException)
            {
                // Refused, as it should be.
            }
        }
    }

    [Fact]
    public void A_block_that_ends_anywhere_before_its_end_is_not_believed()
    {
        var watched = LitecoinWallets();
        for (var length = 0; length < Litecoin.Length; length++)
            FluentActions.Invoking(() => Read(Litecoin[..length], watched)).Should().Throw<ChainReadException>("{0} bytes are not all", length);
    }

    [Fact]
    public void A_block_with_transactions_twice_has_the_same_root_and_is_not_believed()
    {
        // Three transactions a, b, c have the root of a, b, c, c.
        byte[][] ids = [[.. Enumerable.Repeat((byte)1, 32)], [.. Enumerable.Repeat((byte)2, 32)], [.. Enumerable.Repeat((byte)3, 32)]];
        var root = MerkleTree.Root(ids.SelectMany(id => id).ToArray()).ToArray();
        root.Should().HaveCount(32);
        FluentActions.Invoking(() => MerkleTree.Root(ids.Append(ids[2]).SelectMany(id => id).ToArray()).ToArray()).Should().Throw<ChainReadException>().WithMessage("*twice*");
    }
}
