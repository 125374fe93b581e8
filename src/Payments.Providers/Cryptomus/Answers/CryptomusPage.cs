using System.Text.Json;
using Payments.Providers.Common;

namespace Payments.Providers.Cryptomus.Answers;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">At most fifteen.</param>
/// <param name="NextCursor">Asks for the next page; null behind the last one.</param>
public sealed record CryptomusPage<T>(IReadOnlyList<T> Items, string? NextCursor)
{
    internal static CryptomusPage<T> Read(JsonElement element, Func<JsonElement, T> read)
    {
        var fields = new JsonFields(element);
        var paginate = fields.Object("paginate");
        var next = paginate is { } pages && pages.Flag("hasPages") ? pages.Text("nextCursor") : null;
        return new CryptomusPage<T>([.. fields.List("items").Select(read)], next);
    }
}
