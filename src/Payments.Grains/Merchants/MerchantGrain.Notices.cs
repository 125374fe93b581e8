using Payments.Domain.Notices;

namespace Payments.Grains.Merchants;

public sealed partial class MerchantGrain
{
    /// <inheritdoc />
    public Task<NoticeOutcome> AddNoticeTargetAsync(NoticeTarget target) =>
        ChangeNoticesAsync((merchant, now) => NoticeTargetRules.Add(merchant, target, now));

    /// <inheritdoc />
    public Task<NoticeOutcome> RenewNoticeTargetAsync(string targetId, string confirmHash) =>
        ChangeNoticesAsync((merchant, now) => NoticeTargetRules.Renew(merchant, targetId, confirmHash, now));

    /// <inheritdoc />
    public Task<NoticeOutcome> ConfirmNoticeTargetAsync(string confirmHash) =>
        ChangeNoticesAsync((merchant, now) => NoticeTargetRules.Confirm(merchant, confirmHash, now));

    /// <inheritdoc />
    public Task<NoticeOutcome> SetNoticeTargetAsync(string targetId, IReadOnlyList<NoticeEvent> events, bool isPaused) =>
        ChangeNoticesAsync((merchant, now) => NoticeTargetRules.Set(merchant, targetId, events, isPaused, now));

    /// <inheritdoc />
    public Task<NoticeOutcome> RemoveNoticeTargetAsync(string targetId) =>
        ChangeNoticesAsync((merchant, now) => NoticeTargetRules.Remove(merchant, targetId, now));

    private async Task<NoticeOutcome> ChangeNoticesAsync(
        Func<Domain.Merchants.Merchant, DateTimeOffset, (NoticeOutcome Outcome, Domain.Merchants.Merchant Merchant)> change)
    {
        if (committed is null) return NoticeOutcome.UnknownMerchant;
        var (outcome, merchant) = change(committed, time.GetUtcNow());
        if (outcome != NoticeOutcome.Done) return outcome;
        await CommitAsync(merchant);
        LogNoticesChanged(logger, Id, merchant.Notices.Count);
        return outcome;
    }
}
