using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Payments.Grains.Persistence;

/// <summary>
/// A stored state as an operator may see it. Numbers and truths are shown, texts only where their field is named here: a field that is new, or that a newer version wrote, is masked until somebody
/// has thought about it. Never named are keys and their hashes, what is sealed, what callbacks say and are answered, e-mail addresses, and what shops write about their customers.
/// </summary>
public static class MaskedState
{
    /// <summary>What stands in place of a text that is not shown.</summary>
    public const string Mask = "***";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly HashSet<string> Shown = new(StringComparer.Ordinal)
    {
        "id", "order", "merchant", "owner", "number", "status", "name", "face", "type", "signType", "form", "method", "notifyMethod", "scriptType", "event", "error",
        "currency", "money", "moneyText", "chain", "pendingChain", "token", "wallet", "address", "units", "rate", "rateSource", "price", "source", "configured", "reference", "references",
        "from", "to", "transaction", "hash", "blockHash", "scopes", "endpoint", "events", "offReason",
        "provider", "state", "amount", "paid", "network",
    };

    /// <summary>Of these the place is shown and not the rest, which often holds a key.</summary>
    private static readonly HashSet<string> Urls = new(StringComparer.Ordinal) { "url", "notifyUrl", "returnUrl", "webhookUrl" };

    /// <summary>Fields with names of somebody else's in them: nothing below is known by its name.</summary>
    private static readonly HashSet<string> Maps =
        new(StringComparer.Ordinal) { "headers", "learnedMethods", "hints", "parameters", "told" };

    /// <summary>Masks a state's JSON and sets it out for reading.</summary>
    public static string Of(ReadOnlySpan<byte> state) => (Masked(JsonNode.Parse(state), "") ?? new JsonObject()).ToJsonString(Readable);

    private static JsonNode? Masked(JsonNode? node, string field) => node switch
    {
        null => null,
        JsonObject record => new JsonObject(record.Select(pair => KeyValuePair.Create(pair.Key, Masked(pair.Value, Maps.Contains(field) ? "" : pair.Key)))),
        JsonArray list => new JsonArray([.. list.Select(item => Masked(item, field))]),
        JsonValue value when value.GetValueKind() != JsonValueKind.String => value.DeepClone(),
        _ when Shown.Contains(field) => node.DeepClone(),
        _ => Urls.Contains(field) && Uri.TryCreate(node.GetValue<string>(), UriKind.Absolute, out var url) ? $"{url.Scheme}://{url.Authority}/{Mask}" : Mask,
    };
}
