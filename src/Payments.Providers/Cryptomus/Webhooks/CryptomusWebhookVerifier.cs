using System.Text.Json;

namespace Payments.Providers.Cryptomus.Webhooks;

/// <summary>Verifies webhooks of one account over the bytes that came. Never throws.</summary>
/// <remarks>
/// First try: the body with its <c>sign</c> cut out. Second try: the same written again as PHP writes it, for bodies that were re-encoded
/// behind the signature. Both need the key, so the second one takes nothing that Cryptomus did not sign. Keys are chosen by
/// <c>type</c>, which is under the signature: a webhook of one type is not taken under the key of another.
/// </remarks>
/// <param name="account">Whose webhooks they are; its former keys are tried behind the present ones.</param>
public sealed class CryptomusWebhookVerifier(CryptomusAccount account)
{
    /// <summary>The largest body, in bytes; real ones have about one thousand.</summary>
    public const int LongestBody = 64 << 10;

    /// <summary>Verifies a webhook and reads it.</summary>
    /// <param name="body">The body, exactly as it came.</param>
    /// <param name="signHeader">The <c>sign</c> header, for accounts that use it; else ignored.</param>
    public CryptomusVerdict Verify(ReadOnlyMemory<byte> body, string? signHeader = null)
    {
        if (body.Length > LongestBody)
            return CryptomusVerdict.Not(CryptomusWebhookFault.TooLarge, $"the body is larger than {LongestBody} bytes");
        var cut = SignCut.Of(body.Span);
        if (cut.Fault == CryptomusWebhookFault.Ambiguous) return CryptomusVerdict.Not(cut.Fault, "a field stands twice");
        if (cut.Fault != CryptomusWebhookFault.None) return CryptomusVerdict.Not(cut.Fault, "the body is no JSON object");

        var isHeader = account.Scheme == CryptomusWebhookScheme.Header;
        if ((isHeader ? signHeader : cut.Sign) is not { Length: > 0 } sign)
            return CryptomusVerdict.Not(CryptomusWebhookFault.NotSigned, $"there is no sign in the {(isHeader ? "headers" : "body")}");
        if (TypeOf(cut.Type, isHeader) is not { } type)
            return CryptomusVerdict.Not(CryptomusWebhookFault.UnknownType, "type is none of payment, wallet, payout");
        var keys = KeysOf(type);
        if (keys.Length == 0)
            return CryptomusVerdict.Not(CryptomusWebhookFault.NoKey, "payouts are signed under payout_key, which is not set");
        if (!(isHeader ? FitsHeader(body.Span, keys, sign) : FitsBody(cut.Rest, keys, sign)))
            return CryptomusVerdict.Not(CryptomusWebhookFault.WrongSignature,
                $"the signature does not fit under the key for {type.ToString().ToLowerInvariant()}s");

        return Read(body, type);
    }

    private static bool FitsHeader(ReadOnlySpan<byte> body, string[] keys, string sign)
    {
        var fits = false;
        foreach (var key in keys) fits |= CryptomusSignature.MatchesHeader(body, key, sign);
        return fits;
    }

    private static bool FitsBody(byte[] rest, string[] keys, string sign)
    {
        if (Array.Exists(keys, key => CryptomusSignature.Matches(rest, key, sign))) return true;
        return PhpJson.Reencode(rest) is { } again && Array.Exists(keys, key => CryptomusSignature.Matches(again, key, sign));
    }

    private static CryptomusVerdict Read(ReadOnlyMemory<byte> body, CryptomusWebhookType type)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return CryptomusVerdict.Taken(CryptomusWebhook.Read(document.RootElement, type));
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            var words = exception is FormatException ? exception.Message : "a text in it is no text";
            return CryptomusVerdict.Not(CryptomusWebhookFault.Unreadable, words);
        }
    }

    /// <summary>The recharge document's own sample has no type: it is about payments.</summary>
    private static CryptomusWebhookType? TypeOf(string? word, bool isHeader) => word switch
    {
        "payment" => CryptomusWebhookType.Payment,
        "wallet" => CryptomusWebhookType.Wallet,
        "payout" => CryptomusWebhookType.Payout,
        null when isHeader => CryptomusWebhookType.Payment,
        _ => null,
    };

    private string[] KeysOf(CryptomusWebhookType type)
    {
        var (present, former) = type == CryptomusWebhookType.Payout
            ? (account.PayoutKey, account.FormerPayoutKey)
            : (account.PaymentKey, account.FormerPaymentKey);
        return [.. new[] { present, former }.Where(key => !string.IsNullOrEmpty(key)).Select(key => key!)];
    }
}
