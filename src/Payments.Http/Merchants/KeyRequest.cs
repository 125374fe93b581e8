using Payments.Contracts.Merchants;
using Payments.Domain.Merchants;
using Payments.Domain.Settings;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Merchants;

/// <summary>Reads requests about API keys, those of the API and the console's forms.</summary>
internal static class KeyRequest
{
    /// <summary>The fields of a new key.</summary>
    public static readonly string[] Fields = ["name", "scopes", "networks"];

    private const int NetworkLimit = 20;

    /// <summary>A new key.</summary>
    /// <exception cref="InputException">A field is missing or wrong.</exception>
    public static AddKey New(JsonFields body) => new()
    {
        Name = ApiRules.Name(body.Required("name")),
        Scopes = Scopes(body.Texts("scopes") ?? throw InputException.Missing("scopes")),
        Network = Networks(body.Texts("networks") ?? []),
    };

    /// <summary>For how many seconds a replaced key goes on working; a day where nothing is said.</summary>
    /// <exception cref="InputException">It is no number, or too many.</exception>
    public static TimeSpan Overlap(string? text) => text is null
        ? ApiKeyRules.UsualOverlap
        : TimeSpan.FromSeconds(ApiRules.Whole(text, "overlap_seconds", (int)ApiKeyRules.MaxOverlap.TotalSeconds));

    private static KeyScopes Scopes(IReadOnlyList<string> names)
    {
        var scopes = names.Aggregate(KeyScopes.None, (all, name) => all | (ApiKeyRules.Named(name) ?? throw NoScope()));
        return scopes is KeyScopes.None ? throw NoScope() : scopes;
    }

    private static InputException NoScope() =>
        new("scopes", $"expected a list of one or more of {string.Join(", ", ApiKeyRules.Names(ApiKeyRules.AllScopes))}");

    private static string? Networks(IReadOnlyList<string> texts)
    {
        if (texts.Count == 0) return null;
        if (texts.Count > NetworkLimit) throw new InputException("networks", $"at most {NetworkLimit}");
        return NetworkList.TryParse(string.Join(',', texts), out var networks) && texts.All(text => !text.Contains(','))
            ? networks.ToString()
            : throw new InputException("networks", "expected a list of networks such as 203.0.113.7/32 or 2001:db8:1:2::/64");
    }
}
