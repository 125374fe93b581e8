using NBitcoin;

namespace Payments.Chains.Bitcoin.Networks;

/// <summary>Litecoin's networks, as in Litecoin Core's <c>chainparams.cpp</c>.</summary>
internal sealed class LitecoinNetworks : NetworkSetBase
{
    private const string Headline = "NY Times 05/Oct/2011 Steve Jobs, Apple’s Visionary, Dies at 56";

    /// <summary>The networks, registered with NBitcoin at first use.</summary>
    public static readonly LitecoinNetworks Instance = new();

    private LitecoinNetworks()
    {
    }

    /// <inheritdoc />
    public override string CryptoCode => "LTC";

    /// <inheritdoc />
    protected override NetworkBuilder CreateMainnet() => Builder("ltc-main", 0xdbb6c0fb, 9333, new FirstBlock(1_317_972_665, FirstBlock.LeastWork, 2_084_524_493))
        .SetAddresses(pubKey: 48, script: 50, secret: 176, bech32: "ltc")
        .SetExtendedKeys(ExtendedKeyVersions.Main);

    /// <inheritdoc />
    protected override NetworkBuilder CreateTestnet() => Builder("ltc-test", 0xf1c8d2fd, 19335, new FirstBlock(1_486_949_366, FirstBlock.LeastWork, 293_345))
        .SetAddresses(pubKey: 111, script: 58, secret: 239, bech32: "tltc")
        .SetExtendedKeys(ExtendedKeyVersions.Test);

    /// <inheritdoc />
    protected override NetworkBuilder CreateRegtest() => Builder("ltc-reg", 0xdab5bffa, 19444, new FirstBlock(1_296_688_602, FirstBlock.NoWork, 0))
        .SetAddresses(pubKey: 111, script: 58, secret: 239, bech32: "rltc")
        .SetExtendedKeys(ExtendedKeyVersions.Test);

    private static NetworkBuilder Builder(string name, uint magic, int port, FirstBlock first) => new NetworkBuilder()
        .SetName(name)
        .SetUriScheme("litecoin")
        .SetMagic(magic)
        .SetPort(port)
        .SetConsensus(new Consensus { SupportSegwit = true, SupportTaproot = true, LitecoinWorkCalculation = true, PowTargetSpacing = TimeSpan.FromMinutes(2.5) })
        .SetGenesis(first.ToHex(Headline));
}
