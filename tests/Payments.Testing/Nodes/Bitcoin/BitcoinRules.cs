using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NBitcoin;

namespace Payments.Testing.Nodes.Bitcoin;

/// <summary>In what the chains of the family differ, as far as nodes show it.</summary>
public sealed class BitcoinRules
{
    /// <summary>Bitcoin's regtest.</summary>
    public static readonly BitcoinRules Bitcoin = new()
    {
        Chain = "bitcoin",
        Network = Network.RegTest,
        HashHeader = header => BitcoinBytes.DoubleHash(header),
        Headline = "The Times 03/Jan/2009 Chancellor on brink of second bailout for banks",
        FirstKey = "04678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5f",
        FirstNonce = 2,
    };

    /// <summary>Litecoin's regtest.</summary>
    public static readonly BitcoinRules Litecoin = new()
    {
        Chain = "litecoin",
        Network = NBitcoin.Altcoins.Litecoin.Instance.Regtest,
        HashHeader = header => BitcoinBytes.DoubleHash(header),
        Headline = "NY Times 05/Oct/2011 Steve Jobs, Apple’s Visionary, Dies at 56",
        FirstKey = OldKey,
    };

    /// <summary>Dash's regtest. Its blocks are named by X11; another hash stands for it, because readers take the node's word.</summary>
    public static readonly BitcoinRules Dash = new()
    {
        Chain = "dash",
        Network = NBitcoin.Altcoins.Dash.Instance.Regtest,
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

    /// <summary>The end of the first block's hash.</summary>
    public long ChainNumber => long.Parse(Network.GenesisHash.ToString().AsSpan(56), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>What names a block.</summary>
    public required Func<byte[], byte[]> HashHeader { get; init; }

    /// <summary>Whether signatures may stand outside of what names a transaction.</summary>
    public bool HasWitnesses { get; private init; } = true;

    private bool IsFirstNamedByNetwork { get; init; }

    private string Headline { get; init; } = "";

    private string FirstKey { get; init; } = "";

    private uint FirstNonce { get; init; }

    /// <summary>The first block.</summary>
    public BitcoinBlockData First()
    {
        byte[] headline = Encoding.UTF8.GetBytes(Headline), key = Convert.FromHexString(FirstKey);
        byte[] push = headline.Length < 0x4c ? [(byte)headline.Length] : [0x4c, (byte)headline.Length];
        var input = new BitcoinInput(new byte[32], uint.MaxValue, [4, 0xff, 0xff, 0, 0x1d, 1, 4, .. push, .. headline], uint.MaxValue);
        var transaction = new BitcoinTransactionData([input], [new BitcoinOutput(5_000_000_000, [(byte)key.Length, .. key, 0xac])]) { Version = 1 };
        byte[] named = Convert.FromHexString(Network.GenesisHash.ToString());
        Array.Reverse(named);
        var block = new BitcoinBlockData(new byte[32], FirstTime, [transaction], IsFirstNamedByNetwork ? _ => named : HashHeader, version: 1, nonce: FirstNonce);
        return block.Hash.AsSpan().SequenceEqual(named) ? block : throw new InvalidOperationException($"The first block of {Chain} is {block.Id}, and its network's is {Network.GenesisHash}.");
    }
}
