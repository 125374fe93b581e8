using System.Buffers;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Identity;

namespace Payments.Domain.Users;

/// <summary>
/// A merchant's end user, as the merchant itself names him: the <c>sub</c> of his tokens. Case counts. 1 to <see cref="Limit"/> ASCII
/// letters, digits and <c>. _ - @ : | + = ~</c>, so that it stands in a path, a grain key and a file name as it is.
/// </summary>
[GenerateSerializer, Immutable, Alias("user-id"), JsonConverter(typeof(TextIdJsonConverter<UserId>))]
public readonly record struct UserId([property: Id(0)] string Value) : ITextId<UserId>
{
    /// <summary>Longest name.</summary>
    public const int Limit = 128;

    private static readonly SearchValues<char> Letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-@:|+=~");

    /// <inheritdoc />
    public static UserId From(string value) => new(value);

    /// <summary>Takes a merchant's name for a user; false where it cannot be one.</summary>
    public static bool TryParse(string? text, out UserId user)
    {
        var isOne = text is { Length: > 0 and <= Limit } && text.AsSpan().IndexOfAnyExcept(Letters) < 0;
        user = isOne ? new UserId(text!) : default;
        return isOne;
    }

    /// <inheritdoc />
    public override string ToString() => Value;
}
