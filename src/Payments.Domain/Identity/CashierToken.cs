using System.Security.Cryptography;
using System.Text;
using Payments.Domain.Secrets;

namespace Payments.Domain.Identity;

/// <summary>
/// The token of the headless cashier: who has it sees one order as its payer does and may change its coin, and nothing else. It is the
/// order's id and an HMAC over it, so it needs no index and no row; the id alone, which callbacks and receipts show, does not give it.
/// </summary>
public static class CashierToken
{
    /// <summary>Lower-case hex digits of a token.</summary>
    public const int Length = IdLength + 2 * TagBytes;

    private const int IdLength = 32;
    private const int TagBytes = 16;

    /// <summary>
    /// The order's token: its id and the first 128 bits of HMAC-SHA256(installation key, <c>cashier-token|</c> and the id).
    /// </summary>
    public static string Of(ReadOnlySpan<byte> installationKey, OrderId order)
    {
        var tag = HMACSHA256.HashData(installationKey, Encoding.ASCII.GetBytes("cashier-token|" + order.Value));
        return order.Value + Convert.ToHexStringLower(tag.AsSpan(0, TagBytes));
    }

    /// <summary>The order whose token this is; false for any other text. Whether the order exists is not asked.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> installationKey, string? token, out OrderId order)
    {
        order = default;
        if (token?.Length != Length || !OrderId.TryParse(token[..IdLength], out var named)) return false;
        if (!SecretText.Equal(token, Of(installationKey, named))) return false;
        order = named;
        return true;
    }
}
