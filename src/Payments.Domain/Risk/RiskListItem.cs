using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Payments.Domain.Identity;

namespace Payments.Domain.Risk;

/// <summary>The one form in which an item of a list is stored and looked up.</summary>
public static class RiskListItem
{
    /// <summary>Longest item.</summary>
    public const int Limit = 254;

    private const int CountryLetters = 2;

    /// <summary>Reads an item as somebody wrote it. Addresses of chains are read by the chains' own rules, not here.</summary>
    /// <param name="subject">What the list holds.</param>
    /// <param name="text">The item.</param>
    /// <param name="item">Its stored form.</param>
    /// <param name="expected">What was expected, where it is none.</param>
    public static bool TryRead(
        RiskSubject subject, string text, [NotNullWhen(true)] out string? item, [NotNullWhen(false)] out string? expected)
    {
        (item, expected) = (null, null);
        text = text.Trim();
        switch (subject)
        {
            case RiskSubject.Network:
                item = Network(text);
                expected = "expected an IP address or a network such as 203.0.113.0/24";
                break;
            case RiskSubject.Country:
                item = text.Length == CountryLetters && text.All(char.IsAsciiLetter) ? text.ToUpperInvariant() : null;
                expected = "expected two letters of ISO 3166, such as DE";
                break;
            case RiskSubject.Email:
                item = Email(text);
                expected = "expected an e-mail address, or a domain such as @example.com";
                break;
            case RiskSubject.Coin:
                item = Coin(text);
                expected = "expected a symbol such as USDT, or with its chain USDT-tron";
                break;
            case RiskSubject.Merchant:
                item = MerchantId.TryParse(text, out var merchant) ? merchant.Value : null;
                expected = "expected a merchant_id";
                break;
            case RiskSubject.Payer:
                item = IsPlain(text) ? text : null;
                expected = $"expected 1 to {Limit} characters without control characters";
                break;
            case RiskSubject.Address or RiskSubject.Payout or RiskSubject.Receiver:
                throw new ArgumentException("Addresses are read by their chain.", nameof(subject));
            default:
                throw new InvalidOperationException($"Unknown subject {subject}.");
        }
        if (item is not null) expected = null;
        return item is not null;
    }

    /// <summary>The network of so many leading bits that an address lies in.</summary>
    internal static IPNetwork NetworkOf(IPAddress address, int length)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var written);
        for (var i = 0; i < written; i++)
        {
            var kept = Math.Clamp(length - i * 8, 0, 8);
            bytes[i] &= (byte)(0xff << (8 - kept));
        }
        return new IPNetwork(new IPAddress(bytes[..written]), length);
    }

    private static string? Network(string text)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
            return new IPNetwork(address, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128).ToString();
        }
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IPAddress.TryParse(text.AsSpan(0, slash), out var start)) return null;
        if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length)) return null;
        var most = start.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128;
        return length > most ? null : NetworkOf(start, length).ToString();
    }

    private static string? Email(string text)
    {
        var at = text.LastIndexOf('@');
        return IsPlain(text) && at >= 0 && at < text.Length - 1 && !text.Any(char.IsWhiteSpace) ? text.ToLowerInvariant() : null;
    }

    private static string? Coin(string text)
    {
        var parts = text.Split('-', 2);
        if (!IsPlain(text) || parts.Any(part => part.Length == 0)) return null;
        return parts.Length == 1 ? parts[0].ToUpperInvariant() : $"{parts[0].ToUpperInvariant()}-{parts[1].ToLowerInvariant()}";
    }

    private static bool IsPlain(string text) => text.Length is > 0 and <= Limit && !text.Any(char.IsControl);
}
