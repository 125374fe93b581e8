namespace NBitcoin.Altcoins;

/// <summary>Dash.</summary>
public sealed class Dash : NetworkSetBase
{
    private Dash() : base(
        new Network("dash-main", "dash", "00000ffd590b1485b3caadc19b22e6379c733355108f107a430458cdf3407ab6", 76, 16, "dash", hasTaproot: false),
        new Network("dash-test", "dash", "00000bafbc94add76cb75e2ec92894837288a481e5c005f6563d91623bf8bc2c", 140, 19, "tdash", hasTaproot: false),
        new Network("dash-reg", "dash", "000008ca1832a4baf228eb1553c03d3a2c8e02399550dd6ea8d65cec3ef23d2e", 140, 19, "tdash", hasTaproot: false))
    {
    }

    /// <summary>Its networks.</summary>
    public static Dash Instance { get; } = new();
}
