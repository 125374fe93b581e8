using System.Globalization;
using System.Text.Json;
using Payments.Domain.Secrets;

namespace Payments.Domain.Audit;

/// <summary>
/// The fields of a stored state as paths with texts, for comparing two of them: whatever is added to a state is in it, with no list that
/// could forget one. What is sealed is shown as a fingerprint, so that a new secret shows and none is told.
/// </summary>
public static class AuditFacts
{
    /// <summary>Most fields of one entry; the rest is counted.</summary>
    public const int ChangeLimit = 60;

    /// <summary>Longest text of a field.</summary>
    public const int TextLimit = 200;

    private const int FingerprintLength = 8;
    private const string Rest = "…";

    /// <summary>Letters before the first difference that are shown of long texts.</summary>
    private const int Context = 20;

    /// <summary>What the gateway itself notes while it works.</summary>
    private static readonly string[] Unheeded =
    [
        "v", "updatedAt", "audit", "learnedMethods", "lastUsedAt", "lastUsedFrom", "firstWalletAt", "secretChangedAt", "movedAt",
        "formerPeople",
    ];

    private static readonly string[] TimeEndings = ["At", "Until", "Since"];

    /// <summary>By what items of lists are told apart.</summary>
    private static readonly string[] Names = ["id", "email", "name"];

    /// <summary>Reads a state.</summary>
    /// <param name="state">The state as it is stored.</param>
    /// <param name="open">Opens what is sealed: the same secret is the same under every master key.</param>
    public static IReadOnlyDictionary<string, string> Of(JsonElement state, Func<string, string> open)
    {
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in state.EnumerateObject()) Add(facts, "", field, open);
        return facts;
    }

    /// <summary>The fields that differ.</summary>
    public static IReadOnlyList<AuditChange> Compare(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        var changes = before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
            .Where(field => before.GetValueOrDefault(field) != after.GetValueOrDefault(field))
            .Select(field => ChangeOf(field, before.GetValueOrDefault(field), after.GetValueOrDefault(field))).ToArray();
        if (changes.Length <= ChangeLimit) return changes;
        var rest = FormattableString.Invariant($"{changes.Length - ChangeLimit} more");
        return [.. changes.Take(ChangeLimit), new AuditChange(Rest, null, rest)];
    }

    /// <summary>The parts of a state that changes are of: <c>wallets</c> of <c>wallets[…].rate</c>.</summary>
    public static string PartsOf(IReadOnlyList<AuditChange> changes) =>
        string.Join(", ", changes.Select(change => change.Field.Split('.', '[')[0]).Where(part => part != Rest).Distinct());

    private static void Add(SortedDictionary<string, string> facts, string path, JsonProperty field, Func<string, string> open)
    {
        if (Unheeded.Contains(field.Name)) return;
        var name = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
        if (field.Value.ValueKind is JsonValueKind.Object)
        {
            foreach (var inner in field.Value.EnumerateObject()) Add(facts, name, inner, open);
            return;
        }
        var isList = field.Value.ValueKind is JsonValueKind.Array &&
            field.Value.EnumerateArray().Any(item => item.ValueKind is JsonValueKind.Object);
        if (!isList)
        {
            facts[name] = TextOf(field.Name, field.Value, open);
            return;
        }
        var place = 0;
        foreach (var item in field.Value.EnumerateArray())
        {
            place++;
            if (item.ValueKind is not JsonValueKind.Object) continue;
            var own = $"{name}[{NameOf(item) ?? place.ToString(CultureInfo.InvariantCulture)}]";
            foreach (var inner in item.EnumerateObject()) Add(facts, own, inner, open);
        }
    }

    private static string? NameOf(JsonElement item) => Names
        .Select(name => item.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null)
        .FirstOrDefault(name => name is not null);

    private static string TextOf(string name, JsonElement value, Func<string, string> open)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number when IsTime(name) && value.TryGetInt64(out var time) => Time(time),
            JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(item => item.ToString())),
            _ => value.GetRawText(),
        };
        if (name.StartsWith("sealed", StringComparison.Ordinal)) return Masked(ApiKeys.Hash(open(text)));
        if (name.EndsWith("hash", StringComparison.OrdinalIgnoreCase)) return Masked(text);
        return text;
    }

    /// <summary>Long texts are shown from where they differ on: whatever was changed can be seen.</summary>
    private static AuditChange ChangeOf(string field, string? before, string? after)
    {
        if (Math.Max(before?.Length ?? 0, after?.Length ?? 0) <= TextLimit) return new AuditChange(field, before, after);
        var same = before is null || after is null ? 0 : before.AsSpan().CommonPrefixLength(after);
        var from = Math.Max(0, same - Context);
        return new AuditChange(field, Cut(before, from), Cut(after, from));
    }

    private static string? Cut(string? text, int from)
    {
        if (text is null) return null;
        var shown = text[Math.Min(from, text.Length)..];
        return (from > 0 ? Rest : "") + (shown.Length <= TextLimit ? shown : shown[..TextLimit] + Rest);
    }

    private static string Masked(string hash) => "•••" + hash[..Math.Min(FingerprintLength, hash.Length)];

    private static bool IsTime(string name) =>
        name is "until" or "since" || TimeEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal));

    private static string Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
        .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
