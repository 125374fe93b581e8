using System.Text.Json;
using Payments.Providers.Common;

namespace Payments.Providers.Cryptomus.Answers;

/// <summary>
/// Reads the envelope that every answer comes in: <c>{"state":0,"result":…}</c>, or <c>{"state":1,…}</c> with <c>message</c> or
/// <c>errors</c>. State and HTTP status must agree; where they do not, and where either cannot be read, the outcome is unknown.
/// </summary>
internal static class CryptomusEnvelope
{
    /// <summary>Reads an answer.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="read">Reads the result; a <see cref="FormatException"/> makes the outcome unknown.</param>
    public static ProviderAnswer<T> Read<T>(ProviderReply reply, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(reply.Body);
            var fields = new JsonFields(document.RootElement);
            return fields.Whole("state") switch
            {
                0 when reply.IsSuccess => new ProviderAnswer<T>.Ok(read(fields.RequiredValue("result"))) { Reply = reply },
                1 when IsVerdict(reply.Status) => new ProviderAnswer<T>.Refused(Refusal(fields, reply.Status)) { Reply = reply },
                _ => Unknown<T>(reply, "state and HTTP status do not tell"),
            };
        }
        catch (JsonException)
        {
            return Unknown<T>(reply, "no JSON");
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            return Unknown<T>(reply, exception is FormatException ? exception.Message : "a text in it is no text");
        }
    }

    /// <summary>Whether a status comes with a decision: too many requests and timeouts do not.</summary>
    private static bool IsVerdict(int status) => status is >= 200 and < 300 or >= 400 and < 500 and not 408 and not 429;

    private static ProviderAnswer<T>.Unknown Unknown<T>(ProviderReply reply, string why) =>
        new($"HTTP {reply.Status}, an answer that cannot be used: {why}") { Reply = reply };

    private static ProviderRefusal Refusal(JsonFields fields, int status)
    {
        var faults = new Dictionary<string, string>();
        if (fields.Value("errors") is { ValueKind: JsonValueKind.Object } errors)
            foreach (var error in errors.EnumerateObject()) faults[error.Name] = Words(error.Value);
        var message = fields.Text("message")
            ?? (faults.Count == 0 ? "refused without a word" : string.Join("; ", faults.Select(fault => $"{fault.Key}: {fault.Value}")));
        return new ProviderRefusal(KindOf(status, message, faults.Count > 0), message) { Fields = faults };
    }

    private static RefusalKind KindOf(int status, string message, bool hasFields)
    {
        if (status == 401) return RefusalKind.Credentials;
        if (hasFields) return RefusalKind.Fields;
        if (message.Contains("forbidden", StringComparison.OrdinalIgnoreCase) || status == 403) return RefusalKind.Forbidden;
        return status == 404 || message.Contains("not found", StringComparison.OrdinalIgnoreCase)
            ? RefusalKind.NotFound
            : RefusalKind.Other;
    }

    private static string Words(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Words)),
        _ => value.GetRawText(),
    };
}
