using System.Text.Json;
using Payments.Domain.Merchants;
using Payments.Http.Common;

namespace Payments.Http.Merchants;

/// <summary>How the recharge face serves the merchant's end users: <c>source</c> is <c>cryptomus</c> or <c>wallets</c>.</summary>
internal sealed record RechargeSettingsView(string Source, IReadOnlyList<string> ReturnOrigins)
{
    public static RechargeSettingsView Of(RechargeSettings? settings) => new(
        JsonNamingPolicy.CamelCase.ConvertName($"{settings?.Source ?? RechargeSource.Cryptomus}"), settings?.ReturnOrigins ?? []);
}

/// <summary>Reads a merchant's <c>recharge</c>: <c>{"source": "wallets", "return_origins": ["https://shop.example"]}</c>.</summary>
internal static class RechargeSettingsRequest
{
    private static readonly string[] Known = ["source", "return_origins"];

    /// <summary>The setting; what is left out is as usual.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static RechargeSettings Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var sent = document.RootElement;
        foreach (var field in sent.EnumerateObject())
            if (!Known.Contains(field.Name, StringComparer.Ordinal))
                throw Wrong(field.Name, $"is not known here; known are {string.Join(", ", Known)}");
        return new RechargeSettings { Source = Source(sent), ReturnOrigins = Origins(sent) };
    }

    private static RechargeSource Source(JsonElement sent) => !sent.TryGetProperty("source", out var source)
        ? RechargeSource.Cryptomus
        : (source.ValueKind == JsonValueKind.String ? source.GetString() : null) switch
        {
            "cryptomus" => RechargeSource.Cryptomus,
            "wallets" => RechargeSource.Wallets,
            _ => throw Wrong("source", "expected cryptomus or wallets"),
        };

    private static IReadOnlyList<string> Origins(JsonElement sent)
    {
        if (!sent.TryGetProperty("return_origins", out var list)) return [];
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > RechargeSettings.MaxOrigins)
            throw Wrong("return_origins", $"expected a list of at most {RechargeSettings.MaxOrigins}");
        return [.. list.EnumerateArray().Select(Origin).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Scheme, host and port as browsers write them.</summary>
    private static string Origin(JsonElement one)
    {
        var text = one.ValueKind == JsonValueKind.String ? one.GetString()! : "";
        var isOrigin = text.Length <= InputRules.UrlLimit && Uri.TryCreate(text, UriKind.Absolute, out var url) &&
            url.Scheme is "http" or "https" && url.UserInfo.Length == 0 &&
            url.GetLeftPart(UriPartial.Authority) == text.ToLowerInvariant();
        return isOrigin ? text.ToLowerInvariant() : throw Wrong("return_origins", "expected origins such as https://shop.example");
    }

    private static InputException Wrong(string field, string what) => new($"recharge.{field}", what);
}
