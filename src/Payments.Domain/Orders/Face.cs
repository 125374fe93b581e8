using Orleans;

namespace Payments.Domain.Orders;

/// <summary>The published API through which an order came and in whose form its callbacks go out.</summary>
[GenerateSerializer, Alias("face")]
public enum Face
{
    /// <summary>The EPay form protocol (易支付).</summary>
    Epay = 0,

    /// <summary>The 188Pay JSON API.</summary>
    Pay188 = 1,

    /// <summary>The WoPay REST API.</summary>
    WoPay = 2,

    /// <summary>The recharge API of the Cryptomus guide (ManyProxy), under tokens of end users.</summary>
    Recharge = 3,

    /// <summary>CrazyMiner's API for charging wallets by Iranian bank cards.</summary>
    CrazyMiner = 4,
}
