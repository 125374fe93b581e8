using Payments.Domain.Risk;

namespace Payments.Grains.Merchants;

public sealed partial class MerchantGrain
{
    /// <inheritdoc />
    public async Task<RiskChangeResult> ChangeRiskAsync(RiskChange change, string? keyHash)
    {
        if (committed is null) return new RiskChangeResult { Outcome = RiskChangeOutcome.UnknownMerchant };
        if (IsReplaced(keyHash)) return new RiskChangeResult { Outcome = RiskChangeOutcome.KeyReplaced };
        var (outcome, book) = RiskBookRules.Apply(committed.Risk, change);
        if (outcome == RiskChangeOutcome.Saved)
        {
            await CommitAsync(committed with { Risk = book, UpdatedAt = time.GetUtcNow() });
            LogRiskChanged(logger, Id, book.Rules.Count, book.Lists.Count);
        }
        return new RiskChangeResult { Outcome = outcome, Book = committed.Risk };
    }
}
