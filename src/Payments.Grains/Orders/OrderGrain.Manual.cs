using Payments.Domain.Orders;

namespace Payments.Grains.Orders;

public sealed partial class OrderGrain
{
    /// <inheritdoc />
    public Task<ManualOutcome> CompleteByHandAsync(string reason) =>
        DecideAsync(order => OrderRules.CompleteByHand(order, reason, Now), "completed-by-hand", reason);

    /// <inheritdoc />
    public Task<ManualOutcome> RefuseAsync(string reason) =>
        DecideAsync(order => OrderRules.Refuse(order, reason, Now), "refused", reason);

    /// <inheritdoc />
    public async Task<ManualOutcome> ExtendAsync(DateTimeOffset until, string reason)
    {
        if (await FindAsync() is not { } order) return ManualOutcome.NotFound;
        var (outcome, next) = OrderRules.Extend(order, until, options.Value.Grace, reason, Now);
        if (outcome != ManualOutcome.Done) return outcome;
        // The address goes by the time that it knows, so it is told first.
        var wallets = (await merchants.FindAsync(order.Merchant))?.Merchant.Wallets ?? [];
        if (!await quotes.ExtendAsync(next, wallets)) return ManualOutcome.AmountReleased;
        await SaveAsync(Audited(order, next, "extended", reason));
        await HandOverAsync();
        return outcome;
    }

    private async Task<ManualOutcome> DecideAsync(Func<Order, (ManualOutcome Outcome, Order Order)> decide, string what, string reason)
    {
        if (await FindAsync() is not { } order) return ManualOutcome.NotFound;
        var (outcome, next) = decide(order);
        if (outcome != ManualOutcome.Done) return outcome;
        await SaveAsync(Audited(order, next, what, reason));
        LogNews(order, next);
        await HandOverAsync();
        return outcome;
    }
}
