using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Risk;

/// <summary>A decision about an order, with its reason: a line of the log that the database keeps of them (schema script 0057).</summary>
[GenerateSerializer, Immutable, Alias("risk-decision")]
public sealed record RiskDecision
{
    /// <summary>Longest text of a line.</summary>
    public const int TextLimit = 500;

    /// <summary>Counts from 1 within the order; 0 for an order that was not made.</summary>
    [Id(0)] public required long Number { get; init; }

    /// <summary>When.</summary>
    [Id(1)] public required DateTimeOffset At { get; init; }

    /// <summary>When in the order's life.</summary>
    [Id(2)] public required RiskStage Stage { get; init; }

    /// <summary>
    /// What was decided. Of a person's decision, approval is <see cref="RiskOutcome.Allow"/> and refusal <see cref="RiskOutcome.Block"/>.
    /// </summary>
    [Id(3)] public required RiskOutcome Outcome { get; init; }

    /// <summary>The rule; null where a person decided.</summary>
    [Id(4)] public string? Rule { get; init; }

    /// <summary>The rule's name at that time.</summary>
    [Id(5)] public string? RuleName { get; init; }

    /// <summary>Whether it was a rule, or an operator, of the installation.</summary>
    [Id(6)] public bool IsInstallation { get; init; }

    /// <summary>What the rule measured.</summary>
    [Id(7)] public string? Measured { get; init; }

    /// <summary>What it allowed, or the name of the list.</summary>
    [Id(8)] public string? Limit { get; init; }

    /// <summary>A person's reason; of an allow rule, the name of the rule that would have decided otherwise.</summary>
    [Id(9)] public string? Text { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>A rule's decision.</summary>
    /// <param name="verdict">What the rules said; some rule took the order.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="stage">When.</param>
    /// <param name="now">The present.</param>
    public static RiskDecision Of(RiskVerdict verdict, RiskOutcome outcome, RiskStage stage, DateTimeOffset now) => new()
    {
        Number = 0,
        At = now,
        Stage = stage,
        Outcome = outcome,
        Rule = verdict.Reason!.Rule.Id,
        RuleName = verdict.Reason.Rule.Name,
        IsInstallation = verdict.Reason.IsInstallation,
        Measured = Cut(verdict.Reason.Measured),
        Limit = verdict.Reason.Rule.Limit is { } limit ? Money.PlainDecimal.Format(limit) : null,
        Text = verdict.Exempted is { } exempted ? $"instead of {exempted.Rule.Name}" : null,
    };

    private static string Cut(string text) => text.Length <= TextLimit ? text : text[..TextLimit];
}
