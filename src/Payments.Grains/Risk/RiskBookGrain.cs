using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts.Risk;
using Payments.Domain.Risk;
using Payments.Grains.Persistence;
using Payments.Storage.States;

namespace Payments.Grains.Risk;

/// <summary>The installation's rules: stores them, and tells this silo at once.</summary>
[GrainType("risk-book")]
public sealed partial class RiskBookGrain(
    [PersistentState(StateNames.RiskBook, StorageNames.Default)] IPersistentState<Stored<RiskBook>> stored,
    InstallationRisk installation,
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
            await stored.SaveAsync(book, GrainContext);
            committed = book;
            installation.Publish(book);
            LogChanged(logger, book.Rules.Count, book.Lists.Count);
        }
        return new RiskChangeResult { Outcome = outcome, Book = committed };
    }

    [LoggerMessage(LogLevel.Information, "The installation's risk control was changed: {Rules} rules, {Lists} lists")]
    private static partial void LogChanged(ILogger logger, int rules, int lists);
}
