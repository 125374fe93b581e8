using System.Globalization;
using Payments.Domain.Money;
using Payments.Domain.Risk;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Risk;

/// <summary>Reads a rule.</summary>
internal static class RiskRuleRequest
{
    /// <summary>The fields of a rule.</summary>
    public static readonly string[] Fields =
        ["name", "subject", "measure", "outcome", "priority", "state", "list", "currency", "limit", "window"];

    private const int CurrencyLimit = 16;
    private const int MoneyDecimals = 18;

    /// <summary>The rule that a body describes whole; what it leaves out is not set.</summary>
    /// <param name="body">The body.</param>
    /// <param name="known">The rule that it replaces; null for a new one.</param>
    /// <param name="id">The rule's id.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="InputException">It is none.</exception>
    public static RiskRule Read(JsonFields body, RiskRule? known, string id, DateTimeOffset now)
    {
        var measure = Word<RiskMeasure>(body.Required("measure"), "measure");
        var currency = body.Text("currency") is { Length: > 0 } text ? Currency(text) : null;
        var rule = new RiskRule
        {
            Id = id,
            Name = ApiRules.Name(body.Required("name")),
            Subject = Word<RiskSubject>(body.Required("subject"), "subject"),
            Measure = measure,
            Outcome = Word<RiskOutcome>(body.Required("outcome"), "outcome"),
            Priority = body.Number("priority") is { } priority ? ApiRules.Whole(priority, "priority", RiskRuleCheck.MostOrders) : 0,
            State = body.Text("state") is { Length: > 0 } state ? Word<RiskRuleState>(state, "state") : RiskRuleState.Draft,
            List = body.Text("list") is { Length: > 0 } list ? list : null,
            Currency = currency,
            Limit = body.Number("limit") is { } limit ? Limit(limit, measure, currency) : null,
            WindowSeconds = body.Number("window") is { } window
                ? ApiRules.Whole(window, "window", (int)RiskRuleCheck.MostWindow.TotalSeconds)
                : null,
            CreatedAt = known?.CreatedAt ?? now,
            UpdatedAt = now,
            Unknown = known?.Unknown,
        };
        return RiskRuleCheck.Fault(rule) is { } fault ? throw new InputException(fault.Field, fault.Expected) : rule;
    }

    /// <summary>An enum's value by its name in lower case.</summary>
    /// <exception cref="InputException">It is none.</exception>
    internal static T Word<T>(string text, string field) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (value.ToString().ToLowerInvariant() == text) return value;
        throw new InputException(field, $"expected one of {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}");
    }

    private static decimal Limit(string text, RiskMeasure measure, string? currency) => measure is RiskMeasure.Count
        ? ApiRules.Whole(text, "limit", RiskRuleCheck.MostOrders)
        : InputRules.Positive(text, "limit", "1000 or 99.99", MoneyDecimals, MoneyBounds.Of(currency ?? "").Most);

    private static string Currency(string text) => text.Length <= CurrencyLimit && text.All(char.IsAsciiLetterOrDigit)
        ? text.ToUpper(CultureInfo.InvariantCulture)
        : throw new InputException("currency", "expected a currency such as CNY, or a token's symbol");
}
