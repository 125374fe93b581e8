using System.Text.Json;

namespace Payments.Providers.Cryptomus.Webhooks;

/// <summary>
/// A webhook's body with its signature taken out of the bytes: the token of the top level's <c>sign</c> and one comma beside it. All other
/// bytes stay as they came, so that escapes, spellings of numbers and the order of keys are those that were signed.
/// </summary>
internal sealed record SignCut
{
    private SignCut(CryptomusWebhookFault fault) => Fault = fault;

    /// <summary>What is wrong with the body; none when it is an object of which no field stands twice.</summary>
    public CryptomusWebhookFault Fault { get; }

    /// <summary>The signature; null when the top level has none that is a text.</summary>
    public string? Sign { get; private init; }

    /// <summary>The <c>type</c>; null when it has none that is a text.</summary>
    public string? Type { get; private init; }

    /// <summary>The body without the signature; empty when there is none.</summary>
    public byte[] Rest { get; private init; } = [];

    /// <summary>Cuts a body. Never throws.</summary>
    public static SignCut Of(ReadOnlySpan<byte> body)
    {
        try
        {
            return Cut(body);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second one is for texts that are no UTF-8 or hold half of a surrogate pair.
            return new SignCut(CryptomusWebhookFault.NotJson);
        }
    }

    private static SignCut Cut(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return new SignCut(CryptomusWebhookFault.NotJson);
        var names = new HashSet<string>(StringComparer.Ordinal);
        string? sign = null;
        string? type = null;
        var (start, end) = (0, 0);
        var (isFirst, previousEnd) = (true, (int)reader.BytesConsumed);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            var nameStart = (int)reader.TokenStartIndex;
            if (!names.Add(name)) return new SignCut(CryptomusWebhookFault.Ambiguous);
            // The signature stood first: its comma is the one behind it.
            if (end > 0 && start == -1) (start, end) = (end, nameStart);
            reader.Read();
            var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            if (name == "type") type = text;
            reader.Skip();
            if (name == "sign" && text is not null)
            {
                sign = text;
                (start, end) = isFirst ? (-1, nameStart) : (previousEnd, (int)reader.BytesConsumed);
            }
            (isFirst, previousEnd) = (false, (int)reader.BytesConsumed);
        }
        if (start == -1) (start, end) = (end, previousEnd);
        // Behind the object nothing but white space may stand.
        if (reader.TokenType != JsonTokenType.EndObject || reader.Read()) return new SignCut(CryptomusWebhookFault.NotJson);
        byte[] rest = sign is null ? [] : [.. body[..start], .. body[end..]];
        return new SignCut(CryptomusWebhookFault.None) { Sign = sign, Type = type, Rest = rest };
    }
}
