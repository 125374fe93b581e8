using NBitcoin;

namespace Payments.Chains.Bitcoin.Networks;

/// <summary>Dash's networks, as in Dash Core's <c>chainparams.cpp</c>.</summary>
/// <remarks>
/// Dash has no witness programs; a Bech32 prefix of its own keeps Bitcoin's out. It names blocks by X11, while NBitcoin hashes every header
/// by double SHA-256: <see cref="Network.GenesisHash"/> of these networks is not the name of their first block, <see cref="FirstBlockOf"/> is.
/// </remarks>
internal sealed class DashNetworks : NetworkSetBase
{
    private const string Headline = "Wired 09/Jan/2014 The Grand Experiment Goes Live: Overstock.com Is Now Accepting Bitcoins";

    /// <summary>The networks, registered with NBitcoin at first use.</summary>
    public static readonly DashNetworks Instance = new();

    private DashNetworks()
    {
    }

    /// <inheritdoc />
    public override string CryptoCode => "DASH";

    /// <summary>The name of a network's first block, or null where the network is not Dash's.</summary>
    public static string? FirstBlockOf(Network network) => network.Name switch
    {
        "dash-main" => "00000ffd590b1485b3caadc19b22e6379c733355108f107a430458cdf3407ab6",
        "dash-test" => "00000bafbc94add76cb75e2ec92894837288a481e5c005f6563d91623bf8bc2c",
        "dash-reg" => "000008ca1832a4baf228eb1553c03d3a2c8e02399550dd6ea8d65cec3ef23d2e",
        _ => null,
    };

    /// <inheritdoc />
    protected override NetworkBuilder CreateMainnet() => Builder("dash-main", 0xbd6b0cbf, 9999, new FirstBlock(1_390_095_618, FirstBlock.LeastWork, 28_917_698))
        .SetAddresses(pubKey: 76, script: 16, secret: 204, bech32: "dash")
        .SetExtendedKeys(ExtendedKeyVersions.Main);

    /// <inheritdoc />
    protected override NetworkBuilder CreateTestnet() => Builder("dash-test", 0xffcae2ce, 19999, new FirstBlock(1_390_666_206, FirstBlock.LeastWork, 3_861_367_235))
        .SetAddresses(pubKey: 140, script: 19, secret: 239, bech32: "tdash")
        .SetExtendedKeys(ExtendedKeyVersions.Test);

    /// <inheritdoc />
    protected override NetworkBuilder CreateRegtest() => Builder("dash-reg", 0xdcb7c1fc, 19899, new FirstBlock(1_417_713_337, FirstBlock.NoWork, 1_096_447))
        .SetAddresses(pubKey: 140, script: 19, secret: 239, bech32: "tdash")
        .SetExtendedKeys(ExtendedKeyVersions.Test);

    private static NetworkBuilder Builder(string name, uint magic, int port, FirstBlock first) => new NetworkBuilder()
        .SetName(name)
        .SetUriScheme("dash")
        .SetMagic(magic)
        .SetPort(port)
        .SetConsensus(new Consensus { SupportSegwit = false, SupportTaproot = false, PowTargetSpacing = TimeSpan.FromMinutes(2.5) })
        .SetGenesis(first.ToHex(Headline));
}
