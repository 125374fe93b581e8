using System.Text.Json;

namespace Payments.Providers.Alipay.Answers;

/// <summary>
/// The parts of an answer: <c>{"alipay_trade_query_response":{…},"alipay_cert_sn":"…","sign":"…"}</c>. What is signed is the object as it
/// was written, from its first brace to its last.
/// </summary>
/// <param name="Signed">The bytes that were signed.</param>
/// <param name="Sign">The signature in base64; null where there is none.</param>
/// <param name="Certificate">The number of Alipay's certificate; null where none is named.</param>
internal sealed record AlipayEnvelope(ReadOnlyMemory<byte> Signed, string? Sign, string? Certificate)
{
    private const string ErrorName = "error_response";

    /// <summary>The name of a method's object in an answer.</summary>
    public static string NameOf(string method) => method.Replace('.', '_') + "_response";

    /// <summary>Cuts an answer into its parts; null where it is none, or where a name stands in it twice. Never throws.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="method">The method that was called.</param>
    public static AlipayEnvelope? Find(ReadOnlyMemory<byte> body, string method)
    {
        try
        {
            return Cut(body, NameOf(method));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static AlipayEnvelope? Cut(ReadOnlyMemory<byte> body, string name)
    {
        var reader = new Utf8JsonReader(body.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
        (ReadOnlyMemory<byte>? signed, string? sign, string? certificate) = (null, null, null);
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var property = reader.GetString()!;
            if (!names.Add(property) || !reader.Read()) return null;
            if (property == name || property == ErrorName)
            {
                // Of two objects nobody knows which one was signed.
                if (reader.TokenType != JsonTokenType.StartObject || signed is not null) return null;
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                signed = body[start..(int)reader.BytesConsumed];
                continue;
            }
            if (reader.TokenType == JsonTokenType.String && property == "sign") sign = reader.GetString();
            else if (reader.TokenType == JsonTokenType.String && property == "alipay_cert_sn") certificate = reader.GetString();
            else reader.Skip();
        }
        if (reader.TokenType != JsonTokenType.EndObject || reader.Read() || signed is not { } cut) return null;
        return new AlipayEnvelope(cut, sign is { Length: > 0 } ? sign : null, certificate is { Length: > 0 } ? certificate : null);
    }
}
