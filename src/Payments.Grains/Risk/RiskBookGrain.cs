using System.Text.Json;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts.Audit;
using Payments.Contracts.Risk;
using Payments.Domain.Audit;
using Payments.Domain.Risk;
using Payments.Grains.Persistence;
using Payments.Storage.States;

namespace Payments.Grains.Risk;

/// <summary>The installation's rules: stores them, and tells this silo at once.</summary>
[GrainType("risk-book")]
public sealed partial class RiskBookGrain(
    [PersistentState(StateNames.RiskBook, StorageNames.Default)] IPersistentState<Stored<RiskBook>> stored,
    InstallationRisk installation,
    JsonStateSerializer serializer,
    TimeProvider time,
    ILogger<RiskBookGrain> logger) : Grain, IRiskBookGrain
{
    private RiskBook? committed;

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        committed = stored.State.Value;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<RiskBook?> GetAsync() => Task.FromResult(committed);

    /// <inheritdoc />
    public async Task<RiskChangeResult> ChangeAsync(RiskChange change)
    {
        var (outcome, book) = RiskBookRules.Apply(committed, change);
        if (outcome == RiskChangeOutcome.Saved)
        {
            book = Audited(book);
            await stored.SaveAsync(book, GrainContext);
            committed = book;
            installation.Publish(book);
            LogChanged(logger, book.Rules.Count, book.Lists.Count);
        }
        return new RiskChangeResult { Outcome = outcome, Book = committed };
    }

    /// <summary>With an entry of the audit log that says what differs from what is stored.</summary>
    private RiskBook Audited(RiskBook next)
    {
        var changes = AuditFacts.Compare(FactsOf(committed ?? new RiskBook()), FactsOf(next));
        if (changes.Count == 0) return next;
        var mark = AuditChain.Append(committed?.Audit, IRiskBookGrain.Key, AuditContext.Actor, AuditFacts.PartsOf(changes), null, changes,
            time.GetUtcNow());
        return next with { Audit = mark };
    }

    private IReadOnlyDictionary<string, string> FactsOf(RiskBook book)
    {
        using var json = JsonDocument.Parse(serializer.Serialize(book));
        // Nothing of the rules is sealed.
        return AuditFacts.Of(json.RootElement, text => text);
    }

    [LoggerMessage(LogLevel.Information, "The installation's risk control was changed: {Rules} rules, {Lists} lists")]
    private static partial void LogChanged(ILogger logger, int rules, int lists);
}
