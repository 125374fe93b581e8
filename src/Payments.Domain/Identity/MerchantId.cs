using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Identity;

/// <summary>128 bits in 32 lower-case hex digits; shown as a UUID. The EPay number of a merchant is its pid, not this.</summary>
[GenerateSerializer, Immutable, Alias("merchant-id"), JsonConverter(typeof(TextIdJsonConverter<MerchantId>))]
public readonly record struct MerchantId([property: Id(0)] string Value) : ITextId<MerchantId>
{
    private const string KeyPrefix = "mch-";

    /// <summary>The grain key, <c>mch-{merchant}</c>.</summary>
    public string GrainKey => KeyPrefix + Value;

    /// <summary>Derived from the merchant's e-mail address in lower case, so that one address registers once, on any silo.</summary>
    public static MerchantId Derive(ReadOnlySpan<byte> installationKey, string email) =>
        new(KeyedId.Derive(installationKey, "merchant", email));

    /// <inheritdoc />
    public static MerchantId From(string value) => new(value);

    /// <summary>The id of a grain with this key.</summary>
    public static MerchantId FromGrainKey(string key) => new(key[KeyPrefix.Length..]);

    /// <summary>Accepts 32 hex digits, or the same as a UUID with dashes, in any case.</summary>
    public static bool TryParse(string? text, out MerchantId id)
    {
        var isOne = KeyedId.TryParse(text, out var value);
        id = isOne ? new MerchantId(value) : default;
        return isOne;
    }

    /// <summary>The same 128 bits in UUID form.</summary>
    public string ToUuid() => KeyedId.ToUuid(Value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
