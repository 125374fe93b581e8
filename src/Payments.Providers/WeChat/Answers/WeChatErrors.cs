using System.Text.Json;
using Payments.Providers.Common;

namespace Payments.Providers.WeChat.Answers;

/// <summary>
/// The errors of the API, <c>{"code","message","detail"}</c>. Older spellings live on without underscores, so codes are compared without
/// them. What is not known to be a verdict is unknown, never failed.
/// </summary>
public static class WeChatErrors
{
    /// <summary>The code in a body, upper case and without underscores; null where there is none. Never throws.</summary>
    public static string? CodeOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && new JsonFields(document.RootElement).Text("code") is { } code
                ? Plain(code)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A code as it is compared.</summary>
    public static string Plain(string code) => code.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>Whether a body says what no repetition cures, although its status is a server's fault.</summary>
    public static bool IsVerdict(ReadOnlyMemory<byte> body) => CodeOf(body) == "OPENIDMISMATCH";

    /// <summary>The refusal that an answer is; null where it leaves open what happened.</summary>
    public static ProviderRefusal? RefusalOf(ProviderReply reply)
    {
        if (CodeOf(reply.Body) is not { } code || !IsDecided(reply.Status, code)) return null;
        var message = MessageOf(reply.Body);
        return new ProviderRefusal(KindOf(reply.Status, code), message is null ? code : $"{code}: {message}") { Code = code };
    }

    private static bool IsDecided(int status, string code) => code switch
    {
        "OPENIDMISMATCH" => true,
        // The same again may go through: the balance, the bank or the pace was at fault.
        "SYSTEMERROR" or "BANKERROR" or "NOTENOUGH" or "FREQUENCYLIMITED" or "FREQUENCYLIMIT" or "RATELIMITEXCEED" or "RATELIMITEXCEEDED"
            or "USERPAYING" => false,
        _ => status is >= 400 and < 500 and not 408 and not 429,
    };

    private static RefusalKind KindOf(int status, string code) => code switch
    {
        "ORDERNOTEXIST" or "RESOURCENOTEXISTS" or "NOTFOUND" => RefusalKind.NotFound,
        "SIGNERROR" or "MCHNOTEXISTS" or "APPIDMCHIDNOTMATCH" => RefusalKind.Credentials,
        "NOAUTH" or "RULELIMIT" or "ACCOUNTERROR" or "USERACCOUNTABNORMAL" or "TRADEERROR" => RefusalKind.Forbidden,
        "OUTTRADENOUSED" => RefusalKind.Conflict,
        "PARAMERROR" or "OPENIDMISMATCH" => RefusalKind.Fields,
        _ => KindOf(status),
    };

    private static RefusalKind KindOf(int status) => status switch
    {
        401 => RefusalKind.Credentials,
        403 => RefusalKind.Forbidden,
        404 => RefusalKind.NotFound,
        _ => RefusalKind.Other,
    };

    private static string? MessageOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return new JsonFields(document.RootElement).Text("message");
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            return null;
        }
    }
}
