using System.Security.Cryptography;
using System.Text;

namespace Payments.Domain.Charges;

/// <summary>Tells payers of one order apart without keeping their id at the provider.</summary>
public static class PayerDigest
{
    private const int Bytes = 8;

    /// <summary>The digest of a payer's id, 16 hex digits; null for none.</summary>
    public static string? Of(string? payerId) =>
        payerId is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(payerId)).AsSpan(0, Bytes));
}
