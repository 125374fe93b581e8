using System.Text.Json;
using Payments.Providers.Common;

namespace Payments.Providers.Cryptomus.Answers;

/// <summary>A static wallet (<c>wallet</c>).</summary>
/// <param name="WalletUuid">The wallet's id.</param>
/// <param name="Uuid">The address's id, for <c>wallet/qr</c> and blocking.</param>
/// <param name="Address">The address.</param>
/// <param name="Network">The network.</param>
/// <param name="Currency">The coin.</param>
/// <param name="Url">Its pay page, or null.</param>
public sealed record CryptomusWallet(string WalletUuid, string Uuid, string Address, string Network, string Currency, string? Url)
{
    internal static CryptomusWallet Read(JsonElement element)
    {
        var fields = new JsonFields(element);
        return new CryptomusWallet(fields.Required("wallet_uuid"), fields.Required("uuid"), fields.Required("address"),
            fields.Required("network"), fields.Required("currency"), fields.Text("url"));
    }
}

/// <summary>A static wallet after it was blocked (<c>wallet/block-address</c>).</summary>
/// <param name="Uuid">The address's id.</param>
/// <param name="Status"><c>blocked</c>, <c>active</c> or <c>in_active</c>.</param>
public sealed record CryptomusBlock(string Uuid, string Status)
{
    internal static CryptomusBlock Read(JsonElement element)
    {
        var fields = new JsonFields(element);
        return new CryptomusBlock(fields.Required("uuid"), fields.Required("status"));
    }
}

/// <summary>What is returned from a blocked static wallet (<c>wallet/blocked-address-refund</c>).</summary>
/// <param name="Amount">How much.</param>
/// <param name="Commission">The fee.</param>
public sealed record CryptomusBlockedRefund(decimal Amount, decimal? Commission)
{
    internal static CryptomusBlockedRefund Read(JsonElement element)
    {
        var fields = new JsonFields(element);
        return new CryptomusBlockedRefund(fields.RequiredNumber("amount"), fields.Number("commission"));
    }
}
