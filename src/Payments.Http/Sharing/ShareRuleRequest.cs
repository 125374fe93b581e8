using Payments.Domain.Money;
using Payments.Domain.Sharing;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Providers.Common;

namespace Payments.Http.Sharing;

/// <summary>Reads a rule of profit sharing.</summary>
internal static class ShareRuleRequest
{
    /// <summary>The fields of a rule.</summary>
    public static readonly string[] Fields =
        ["name", "provider", "receiver_type", "receiver", "receiver_name", "relation", "percent", "amount", "description", "enabled"];

    private const string NameField = "receiver_name";
    private const int NameLimit = 128, WordLimit = 32, MoneyDecimals = 2;

    /// <summary>
    /// The rule that a body describes whole, what its provider allows, and the receiver to be made known; null where the provider knows it
    /// by an earlier request that said the same.
    /// </summary>
    /// <param name="body">The body.</param>
    /// <param name="known">The rule that it replaces; null for a new one.</param>
    /// <param name="id">The rule's id.</param>
    /// <param name="catalog">The providers.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="InputException">It is none.</exception>
    public static (ShareRule Rule, ShareTerms Terms, string? ReceiverName, bool IsNews) Read(
        JsonFields body, ShareRule? known, string id, ProviderCatalog catalog, DateTimeOffset now)
    {
        var provider = body.Required("provider");
        if (catalog.Find(provider) is not ISharesProfit { Terms: var terms })
        {
            var names = catalog.All.Where(candidate => candidate is ISharesProfit).Select(candidate => candidate.Name);
            throw new InputException("provider", $"expected one of {string.Join(", ", names.Order(StringComparer.Ordinal))}");
        }
        var name = ApiRules.Name(body.Required("name"));
        var rule = new ShareRule
        {
            Id = id,
            Name = name,
            Provider = provider,
            Kind = Plain(body.Required("receiver_type"), "receiver_type", WordLimit),
            Account = Plain(body.Required("receiver"), "receiver", ShareRuleCheck.AccountLimit),
            Relation = body.Text("relation") is { Length: > 0 } relation ? Plain(relation, "relation", WordLimit) : null,
            Percent = body.Number("percent") is { } percent
                ? InputRules.Positive(percent, "percent", "5 or 2.5", ShareRuleCheck.PercentDecimals, 100)
                : null,
            Amount = body.Number("amount") is { } amount
                ? InputRules.Positive(amount, "amount", "1 or 0.50", MoneyDecimals, MoneyBounds.Of("CNY").Most)
                : null,
            Description = Plain(
                body.Text("description") is { Length: > 0 } text ? text : name, "description", ShareRuleCheck.DescriptionLimit),
            IsEnabled = !body.Has("enabled") || body.Flag("enabled"),
            CreatedAt = known?.CreatedAt ?? now,
            UpdatedAt = now,
            Unknown = known?.Unknown,
        };
        if (ShareRuleCheck.Fault(rule, terms) is { } fault) throw new InputException(fault.Field, fault.Expected);
        var receiverName = body.Text(NameField) is { Length: > 0 } owner ? Plain(owner, NameField, NameLimit) : null;
        var isNews = known is null || receiverName is not null || rule.Relation != known.Relation;
        if (isNews && receiverName is null && terms.FindKind(rule.Kind)!.NeedsName)
            throw new InputException(NameField, $"is required for a {rule.Kind}: {provider} compares it");
        return (rule, terms, receiverName, isNews);
    }

    private static string Plain(string text, string field, int limit)
    {
        var plain = InputRules.Text(text.Trim(), field, limit) ?? throw InputException.Missing(field);
        return plain.Any(char.IsControl) ? throw new InputException(field, "must not contain control characters") : plain;
    }
}
