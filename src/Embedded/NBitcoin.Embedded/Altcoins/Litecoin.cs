namespace NBitcoin.Altcoins;

/// <summary>Litecoin.</summary>
public sealed class Litecoin : NetworkSetBase
{
    private Litecoin() : base(
        new Network("ltc-main", "litecoin", "12a765e31ffd4059bada1e25190f6e98c99d9714d334efa41a195a7e7e04bfe2", 48, 50, "ltc"),
        new Network("ltc-test", "litecoin", "4966625a4b2851d9fdee139e56211a0d88575f59ed816ff5e6a63deb4e3e29a0", 111, 58, "tltc"),
        new Network("ltc-reg", "litecoin", "530827f38f93b43ed12af0b3ad25a288dc02ed74d6d7857862df51fc56c416f9", 111, 58, "rltc"))
    {
    }

    /// <summary>Its networks.</summary>
    public static Litecoin Instance { get; } = new();
}
