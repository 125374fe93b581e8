using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Identity;

/// <summary>128 bits in 32 lower-case hex digits; shown as a UUID on the WoPay face and bare elsewhere.</summary>
[GenerateSerializer, Immutable, Alias("order-id"), JsonConverter(typeof(TextIdJsonConverter<OrderId>))]
public readonly record struct OrderId([property: Id(0)] string Value) : ITextId<OrderId>
{
    private const string KeyPrefix = "ord-";

    /// <summary>The grain key, <c>ord-{id}</c>.</summary>
    public string GrainKey => KeyPrefix + Value;

    /// <summary>
    /// The first 128 bits of HMAC-SHA256(installation key, merchant, order number): the same request always reaches the same
    /// order, and nobody can guess another's. The two texts are joined by a zero byte, which neither may contain.
    /// </summary>
    public static OrderId Derive(ReadOnlySpan<byte> installationKey, MerchantId merchant, string orderNumber) =>
        new(KeyedId.Derive(installationKey, merchant.Value, orderNumber));

    /// <summary>
    /// HMAC-SHA256(installation key, <c>solana-reference|</c> and the id): 32 bytes that name the order on a public chain and that nobody can reckon from the id.
    /// </summary>
    public byte[] Reference(ReadOnlySpan<byte> installationKey) => HMACSHA256.HashData(installationKey, Encoding.ASCII.GetBytes("solana-reference|" + Value));

    /// <inheritdoc />
    public static OrderId From(string value) => new(value);

    /// <summary>The id of a grain with this key.</summary>
    public static OrderId FromGrainKey(string key) => new(key[KeyPrefix.Length..]);

    /// <summary>Accepts 32 hex digits, or the same as a UUID with dashes, in any case.</summary>
    public static bool TryParse(string? text, out OrderId id)
    {
        var isOne = KeyedId.TryParse(text, out var value);
        id = isOne ? new OrderId(value) : default;
        return isOne;
    }

    /// <summary>The same 128 bits in UUID form.</summary>
    public string ToUuid() => KeyedId.ToUuid(Value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
