using System.Text.Json;
using System.Text.Json.Serialization;
using Payments.Domain.Money;

namespace Payments.Providers.Cryptomus.Requests;

/// <summary>The JSON of requests: Cryptomus' snake case, and nothing for what is not said.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CryptomusNothing))]
[JsonSerializable(typeof(CryptomusReference))]
[JsonSerializable(typeof(CryptomusListRequest))]
[JsonSerializable(typeof(CryptomusPaymentRequest))]
[JsonSerializable(typeof(CryptomusRefundRequest))]
[JsonSerializable(typeof(CryptomusTestWebhookRequest))]
[JsonSerializable(typeof(CryptomusWalletRequest))]
[JsonSerializable(typeof(CryptomusBlockRequest))]
[JsonSerializable(typeof(CryptomusBlockedRefundRequest))]
[JsonSerializable(typeof(CryptomusQrRequest))]
[JsonSerializable(typeof(CryptomusPayoutRequest))]
internal sealed partial class CryptomusJson : JsonSerializerContext
{
    /// <summary>The bytes that are signed and sent.</summary>
    public static byte[] Bytes(CryptomusRequest request) => JsonSerializer.SerializeToUtf8Bytes(request, request.GetType(), Default);
}

/// <summary>Writes money as Cryptomus wants it: a text with a point, exact.</summary>
internal sealed class DecimalTextConverter : JsonConverter<decimal>
{
    /// <inheritdoc />
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Requests are only written.");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteStringValue(PlainDecimal.Format(value));
}
