using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Payments.Domain.Callbacks;
using Payments.Domain.Signatures;

namespace Payments.Http.Tests.Orders;

/// <summary>
/// Reads any output of the gateway as every shop's verifier would: what is signed with the secret and reads as a completed payment, by
/// whichever face, is a claim. Texts within JSON and addresses within pages are read as well.
/// </summary>
internal static partial class CompletedClaims
{
    /// <summary>The claims in an output, by the face whose verifier accepts it.</summary>
    /// <param name="text">A body, a page or an address.</param>
    /// <param name="headers">The headers it came with.</param>
    /// <param name="secret">The merchant's secret.</param>
    public static IReadOnlyList<string> In(string text, IReadOnlyDictionary<string, string> headers, string secret) =>
        [.. Texts(text).SelectMany(part => Faces(part, headers, secret)).Distinct()];

    private static IEnumerable<string> Faces(string text, IReadOnlyDictionary<string, string> headers, string secret)
    {
        if (IsEpay(text, secret)) yield return "epay";
        if (Parse(text) is not JsonObject json) yield break;
        if (Is188(json, secret)) yield return "188pay";
        if (IsSigned(text, headers, secret) && ReadsCompleted(json)) yield return "wopay";
    }

    private static bool IsEpay(string text, string secret)
    {
        var parameters = CallbackUrl.Decode(text[(text.IndexOf('?') + 1)..].Split('#')[0].Replace("+", "%20"));
        var values = parameters.GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value);
        return values.GetValueOrDefault("trade_status") == "TRADE_SUCCESS" && values.TryGetValue("sign", out var sign) &&
            EpaySignature.Verify(parameters, sign, values.GetValueOrDefault("sign_type"), secret);
    }

    private static bool Is188(JsonObject json, string secret) =>
        json["status"] is JsonValue status && status.ToString() == "completed" && json["sign"] is JsonValue sign &&
        Pay188Signature.Verify(
            json.Where(field => field.Key is not ("sign" or "sign_type")).Select(field => new KeyValuePair<string, string?>(field.Key, Text(field.Value))),
            sign.ToString(), secret);

    /// <summary>By the document's header or by that of Standard Webhooks.</summary>
    private static bool IsSigned(string text, IReadOnlyDictionary<string, string> headers, string secret)
    {
        if (headers.GetValueOrDefault("X-WoPay-Signature") == WebhookSignature.OfBody(text, secret)) return true;
        if (!long.TryParse(headers.GetValueOrDefault("webhook-timestamp"), out var at)) return false;
        var signature = WebhookSignature.Standard(headers["webhook-id"], DateTimeOffset.FromUnixTimeSeconds(at), text, [secret]);
        return headers["webhook-signature"].Split(' ').Contains(signature);
    }

    /// <summary>The document's receiver reads the status; one of named events reads the name and which payment it is of.</summary>
    private static bool ReadsCompleted(JsonObject json) => json["data"] is JsonObject data &&
        ((string?)data["status"] == "completed" || data.ContainsKey("payment_id") && (string?)json["event_type"] == "payment.completed");

    private static IEnumerable<string> Texts(string text)
    {
        yield return text;
        foreach (Match address in Address().Matches(text)) yield return WebUtility.HtmlDecode(address.Value);
        if (Parse(text) is not { } json) yield break;
        foreach (var inner in Strings(json)) yield return inner;
    }

    private static IEnumerable<string> Strings(JsonNode node) => node switch
    {
        JsonObject map => map.Where(field => field.Value is not null).SelectMany(field => Strings(field.Value!)),
        JsonArray list => list.Where(item => item is not null).SelectMany(item => Strings(item!)),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Texts((string)value!),
        _ => [],
    };

    private static string? Text(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.String ? (string?)value : value?.ToJsonString();

    private static JsonNode? Parse(string text)
    {
        if (!text.TrimStart().StartsWith('{') && !text.TrimStart().StartsWith('[')) return null;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("[^\\s\"'<>]*sign=[^\\s\"'<>]*")]
    private static partial Regex Address();
}
