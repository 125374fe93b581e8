using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NBitcoin;
using NBitcoin.Crypto;

namespace Payments.Testing.Nodes.Bitcoin;

/// <summary>In what the chains of the family differ, as far as nodes show it.</summary>
public sealed class BitcoinRules
{
    /// <summary>Bitcoin's regtest.</summary>
    public static readonly BitcoinRules Bitcoin = new()
    {
        Chain = "bitcoin",
        Network = Network.RegTest,
        FirstHash = "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206",
        HashHeader = header => BitcoinBytes.DoubleHash(header),
        Headline = "The Times 03/Jan/2009 Chancellor on brink of second bailout for banks",
        FirstKey = "04678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5f",
        FirstNonce = 2,
    };

    /// <summary>Litecoin's regtest.</summary>
    public static readonly BitcoinRules Litecoin = new()
    {
        Chain = "litecoin",
        Network = LabNetwork("litecoin", pubKey: 111, script: 58, "rltc"),
        FirstHash = "530827f38f93b43ed12af0b3ad25a288dc02ed74d6d7857862df51fc56c416f9",
        HashHeader = header => BitcoinBytes.DoubleHash(header),
        ProveHeader = header => SCrypt.ComputeDerivedKey(header, header, 1024, 1, 1, null, 32),
        Headline = "NY Times 05/Oct/2011 Steve Jobs, Apple’s Visionary, Dies at 56",
        FirstKey = OldKey,
    };

    /// <summary>Dash's regtest. Its blocks are named by X11; another hash stands for it, because readers take the node's word.</summary>
    public static readonly BitcoinRules Dash = new()
    {
        Chain = "dash",
        Network = LabNetwork("dash", pubKey: 140, script: 19, "tdash"),
        FirstHash = "000008ca1832a4baf228eb1553c03d3a2c8e02399550dd6ea8d65cec3ef23d2e",
        HashHeader = header => SHA384.HashData(header)[..32],
        HasWitnesses = false,
        IsFirstNamedByNetwork = true,
        Headline = "Wired 09/Jan/2014 The Grand Experiment Goes Live: Overstock.com Is Now Accepting Bitcoins",
        FirstKey = OldKey,
    };

    private const string OldKey = "040184710fa689ad5023690c80f3a49c8f13f8d45b8c857fbcbc8bc4a8e4d3eb4b10f4d4604fa08dce601aaf0f470216fe1b51850b4acf21b179c45070ac7b03a9";

    private const uint FirstTime = 1_296_688_602;

    /// <summary>The chain's name in the configuration.</summary>
    public required string Chain { get; init; }

    /// <summary>Its addresses.</summary>
    public required Network Network { get; init; }

    /// <summary>The first block's hash.</summary>
    public required string FirstHash { get; init; }

    /// <summary>The end of the first block's hash.</summary>
    public long ChainNumber => long.Parse(FirstHash.AsSpan(56), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>What names a block.</summary>
    public required Func<byte[], byte[]> HashHeader { get; init; }

    /// <summary>
    /// The hash that proves a block's work, where it is not the one that names it. It comes from another library than the gateway's.
    /// </summary>
    public Func<byte[], byte[]>? ProveHeader { get; private init; }

    /// <summary>Whether signatures may stand outside of what names a transaction.</summary>
    public bool HasWitnesses { get; private init; } = true;

    private bool IsFirstNamedByNetwork { get; init; }

    private string Headline { get; init; } = "";

    private string FirstKey { get; init; } = "";

    private uint FirstNonce { get; init; }

    /// <summary>How blocks are named, and the work for them.</summary>
    /// <param name="bits">How much, in compact form.</param>
    /// <param name="isMissing">Whether they lack it.</param>
    public BitcoinWork Work(uint bits, bool isMissing) => new(HashHeader, ProveHeader ?? HashHeader, bits, isMissing);

    /// <summary>The first block.</summary>
    public BitcoinBlockData First()
    {
        byte[] headline = Encoding.UTF8.GetBytes(Headline), key = Convert.FromHexString(FirstKey);
        byte[] push = headline.Length < 0x4c ? [(byte)headline.Length] : [0x4c, (byte)headline.Length];
        var input = new BitcoinInput(new byte[32], uint.MaxValue, [4, 0xff, 0xff, 0, 0x1d, 1, 4, .. push, .. headline], uint.MaxValue);
        var transaction = new BitcoinTransactionData([input], [new BitcoinOutput(5_000_000_000, [(byte)key.Length, .. key, 0xac])]) { Version = 1 };
        byte[] named = Convert.FromHexString(FirstHash);
        Array.Reverse(named);
        var work = Work(BitcoinBlockData.RegtestBits, isMissing: false);
        if (IsFirstNamedByNetwork) work = work with { Name = _ => named, Prove = _ => named };
        var block = new BitcoinBlockData(new byte[32], FirstTime, [transaction], work, version: 1, nonce: FirstNonce);
        return block.Hash.AsSpan().SequenceEqual(named) ? block : throw new InvalidOperationException($"The first block of {Chain} is {block.Id}, and its network's is {FirstHash}.");
    }

    /// <summary>How addresses are written, defined beside the gateway's own definitions so that a mistake in those shows. Nothing else of it is used.</summary>
    private static Network LabNetwork(string name, byte pubKey, byte script, string bech32) => new NetworkBuilder()
        .SetNetworkSet(NBitcoin.Bitcoin.Instance)
        .SetChainName(new ChainName($"{name}-lab"))
        .SetName($"{name}-lab")
        .SetConsensus(Network.RegTest.Consensus)
        .SetGenesis(Convert.ToHexStringLower(Network.RegTest.GetGenesis().ToBytes()))
        .SetBase58Bytes(Base58Type.PUBKEY_ADDRESS, [pubKey])
        .SetBase58Bytes(Base58Type.SCRIPT_ADDRESS, [script])
        .SetBech32(Bech32Type.WITNESS_PUBKEY_ADDRESS, bech32)
        .SetBech32(Bech32Type.WITNESS_SCRIPT_ADDRESS, bech32)
        .SetBech32(Bech32Type.TAPROOT_ADDRESS, bech32)
        .BuildAndRegister();
}
