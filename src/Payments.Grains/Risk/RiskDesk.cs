using System.Security.Cryptography;
using System.Text;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Risk;
using Payments.Domain.Risk;
using Payments.Storage.Risk;

namespace Payments.Grains.Risk;

/// <summary>Judges orders by the installation's rules and their merchant's own. Without rules it costs a look at two lists.</summary>
public sealed class RiskDesk(
    InstallationRisk installation, RiskSets sets, CountryFile countries, RiskDecisions decisions, RiskMetrics metrics, IGrainFactory grains)
{
    /// <summary>Where decisions about orders that were not made are put on record.</summary>
    public RiskDecisions Decisions => decisions;

    /// <summary>The instruments.</summary>
    public RiskMetrics Metrics => metrics;

    /// <summary>The installation's rules; null where there are none.</summary>
    public ValueTask<RiskBook?> InstallationAsync() => installation.FindAsync();

    /// <summary>The country of an address, or null.</summary>
    public string? CountryOf(System.Net.IPAddress? address) => countries.Find(address);

    /// <summary>Judges an order at a stage, and counts it for the rules that count.</summary>
    /// <param name="stage">When in its life.</param>
    /// <param name="common">The installation's rules, or null.</param>
    /// <param name="own">The merchant's own, or null.</param>
    /// <param name="facts">What is known of it.</param>
    public async Task<Judgement> JudgeAsync(RiskStage stage, RiskBook? common, RiskBook? own, RiskFacts facts)
    {
        var asked = new List<Asked>();
        await AskAsync(asked, common, isInstallation: true, stage, facts);
        await AskAsync(asked, own, isInstallation: false, stage, facts);
        if (asked.Count == 0) return Judgement.Passed;

        // What is not made is not counted, so counting comes last.
        var taken = asked.Where(one => !one.Rule.IsVelocity).Select(one => one.Finding(facts, null)).OfType<RiskFinding>().ToList();
        if (RiskRules.Decide(taken) is { Outcome: RiskOutcome.Block } blocked) return new Judgement(blocked, []);
        var counted = asked.Where(one => one.Rule.IsVelocity).ToArray();
        if (counted.Length == 0) return new Judgement(RiskRules.Decide(taken), []);
        var groups = Groups(counted, facts).ToArray();
        foreach (var (one, held) in await CountAsync(groups))
            if (one.Finding(facts, held) is { } finding) taken.Add(finding);
        return new Judgement(RiskRules.Decide(taken), groups);
    }

    /// <summary>Takes back what was counted for an order that was not made.</summary>
    public Task WithdrawAsync(Judgement judgement) => Task.WhenAll(judgement.Counted.Select(group =>
        grains.Find<IVelocityGrain>(group.Key).AddAsync([.. group.Asks.Select(ask => ask with { Amount = -ask.Amount })])));

    private async ValueTask AskAsync(List<Asked> asked, RiskBook? book, bool isInstallation, RiskStage stage, RiskFacts facts)
    {
        if (book is null) return;
        foreach (var rule in book.Rules)
        {
            if (rule.State != RiskRuleState.Active || !RiskRules.IsJudgedAt(rule, stage, facts.Coin is not null)) continue;
            var set = book.FindList(rule.List) is { } list ? await sets.FindAsync(list) : null;
            if (RiskRules.IsAbout(rule, facts, set)) asked.Add(new Asked(rule, isInstallation));
        }
    }

    private async Task<IEnumerable<(Asked One, decimal Held)>> CountAsync(CountedGroup[] groups)
    {
        var answers = await Task.WhenAll(groups.Select(group => grains.Find<IVelocityGrain>(group.Key).AddAsync(group.Asks)));
        return groups.Zip(answers).SelectMany(pair => pair.First.Rules.Zip(pair.Second));
    }

    /// <summary>The counters of an order: one for each scope and subject, whatever number of rules counts there.</summary>
    private static IEnumerable<CountedGroup> Groups(IReadOnlyList<Asked> counted, RiskFacts facts) =>
        counted.GroupBy(one => (one.IsInstallation, one.Rule.Subject)).Select(group => new CountedGroup(
            KeyOf(group.Key.IsInstallation ? "" : facts.Merchant, group.Key.Subject, facts.ValueOf(group.Key.Subject)!),
            [.. group],
            [.. group.Select(one => Ask(one.Rule, facts))]));

    private static VelocityAsk Ask(RiskRule rule, RiskFacts facts) =>
        new() { Rule = rule.Id, Window = rule.Window, Amount = RiskRules.Added(rule, facts) };

    private static string KeyOf(string scope, RiskSubject subject, string value)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{scope}\n{(int)subject}\n{value}"), digest);
        return $"vel-{Convert.ToHexStringLower(digest[..16])}";
    }
}

/// <summary>What the rules said of an order, and where it was counted.</summary>
/// <param name="Verdict">What they said.</param>
/// <param name="Counted">The counters that counted it.</param>
public sealed record Judgement(RiskVerdict Verdict, IReadOnlyList<CountedGroup> Counted)
{
    /// <summary>No rule is about it.</summary>
    public static readonly Judgement Passed = new(RiskVerdict.Passed, []);
}

/// <summary>What one counter is asked.</summary>
/// <param name="Key">The counter's key.</param>
/// <param name="Rules">The rules, in the order asked.</param>
/// <param name="Asks">What each counts.</param>
public sealed record CountedGroup(string Key, IReadOnlyList<Asked> Rules, IReadOnlyList<VelocityAsk> Asks);

/// <summary>A rule that is about an order.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="IsInstallation">Whether it is the installation's.</param>
public sealed record Asked(RiskRule Rule, bool IsInstallation)
{
    /// <summary>That it takes the order, or null.</summary>
    public RiskFinding? Finding(RiskFacts facts, decimal? held) =>
        RiskRules.Measured(Rule, facts, held) is { } measured ? new RiskFinding(Rule, IsInstallation, measured) : null;
}
