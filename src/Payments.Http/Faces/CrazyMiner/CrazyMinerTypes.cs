using Payments.Http.Common;

namespace Payments.Http.Faces.CrazyMiner;

/// <summary>What a payment is for.</summary>
public static class CrazyMinerTypes
{
    /// <summary>Credits the wallet of the user who asked for it; the default.</summary>
    public const string WalletCharge = "wallet_charge";

    /// <summary>Pays for a service and credits nobody.</summary>
    public const string ServicePayment = "service_payment";

    /// <summary>Reads the field <c>payment_type</c>.</summary>
    /// <exception cref="InputException">It is none of the two.</exception>
    public static string Read(string? text) => text switch
    {
        null or "" or WalletCharge => WalletCharge,
        ServicePayment => ServicePayment,
        _ => throw new InputException("payment_type", $"expected {WalletCharge} or {ServicePayment}"),
    };
}
