using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Identity;

/// <summary>A person who signs in to the console: 128 bits in 32 lower-case hex digits.</summary>
[GenerateSerializer, Immutable, Alias("person-id"), JsonConverter(typeof(TextIdJsonConverter<PersonId>))]
public readonly record struct PersonId([property: Id(0)] string Value) : ITextId<PersonId>
{
    private const string KeyPrefix = "per-";

    /// <summary>The grain key, <c>per-{person}</c>.</summary>
    public string GrainKey => KeyPrefix + Value;

    /// <summary>Derived from the e-mail address in lower case, so that one address is one account, on any silo.</summary>
    public static PersonId Derive(ReadOnlySpan<byte> installationKey, string email) =>
        new(KeyedId.Derive(installationKey, "person", email));

    /// <inheritdoc />
    public static PersonId From(string value) => new(value);

    /// <summary>The id of a grain with this key.</summary>
    public static PersonId FromGrainKey(string key) => new(key[KeyPrefix.Length..]);

    /// <summary>Accepts 32 hex digits.</summary>
    public static bool TryParse(string? text, out PersonId id)
    {
        var isOne = KeyedId.TryParse(text, out var value);
        id = isOne ? new PersonId(value) : default;
        return isOne;
    }

    /// <inheritdoc />
    public override string ToString() => Value;
}
