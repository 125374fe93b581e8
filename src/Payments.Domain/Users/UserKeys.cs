using System.Buffers;

namespace Payments.Domain.Users;

/// <summary>Keys of entries, by which a request may be repeated, and names of currencies.</summary>
/// <remarks>
/// A credit has its order's id for key, and a release at the end of a hold <c>expiry:</c> and the hold's key. Callers' keys can be neither,
/// so that nobody can take the place of a credit that is still to come.
/// </remarks>
public static class UserKeys
{
    /// <summary>Longest key of a caller.</summary>
    public const int Limit = 128;

    /// <summary>Longest name of a currency.</summary>
    public const int CurrencyLimit = 16;

    private const int OrderIdLength = 32;

    private static readonly SearchValues<char> Letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-@|+=~");

    /// <summary>
    /// Whether a caller may choose a key: 1 to <see cref="Limit"/> ASCII letters, digits and <c>. _ - @ | + = ~</c>, and no order's id.
    /// </summary>
    public static bool IsCallers(string key) =>
        key.Length is > 0 and <= Limit && key.AsSpan().IndexOfAnyExcept(Letters) < 0 && !IsOrders(key);

    /// <summary>Whether a key has the form of an order's id: 32 hex digits.</summary>
    public static bool IsOrders(string key) => key.Length == OrderIdLength && key.All(char.IsAsciiHexDigit);

    /// <summary>The key of the release of what remained of a hold when it ended.</summary>
    public static string OfExpiry(string hold) => $"expiry:{hold}";

    /// <summary>
    /// Whether a text names a currency: a letter, then 1 to 15 letters and digits, all upper case (<c>CNY</c>, <c>USDT</c>).
    /// </summary>
    public static bool IsCurrency(string text) => text.Length is >= 2 and <= CurrencyLimit && char.IsAsciiLetterUpper(text[0])
        && text.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter));
}
