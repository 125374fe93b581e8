using Payments.Contracts;
using Payments.Contracts.Refunds;
using Payments.Contracts.Users;
using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Domain.Users;
using Payments.Grains.Persistence;
using Payments.Providers.Common;

namespace Payments.Grains.Orders;

public sealed partial class OrderGrain
{
    /// <inheritdoc />
    public async Task<RefundResult> RequestRefundAsync(RefundRequest request)
    {
        if (await FindAsync() is not { } order) return new RefundResult { Outcome = RefundOutcome.NotFound, Detail = "no such order" };
        var decision = Decide(order, request);
        if (decision.Outcome == RefundOutcome.Created)
        {
            await CommitRefundAsync(
                order, Audited(order, decision.Order, "refund", further: Asked(decision.Refund!)), decision.Refund!, "asked for");
            await AdvanceRefundAsync(decision.Refund!.Number);
            await HandOverAsync();
        }
        var after = stored.State.Value!;
        return new RefundResult
        {
            Outcome = decision.Outcome,
            Order = after,
            Refund = decision.Refund is { } refund ? OrderRules.FindRefund(after, refund.Number) : null,
            Detail = decision.Detail,
        };
    }

    /// <inheritdoc />
    public async Task<CancelRefundOutcome> CancelRefundAsync(string refundId)
    {
        if (await FindAsync() is not { } order || order.Refunds.FirstOrDefault(refund => refund.Id == refundId) is not { } known)
            return CancelRefundOutcome.NotFound;
        if (known.Status == RefundStatus.Cancelled) return CancelRefundOutcome.AlreadyCancelled;
        if (!RefundRules.IsWithdrawable(known) || order.ArchivedAt is not null) return CancelRefundOutcome.UnderWay;
        var cancelled = RefundRules.Cancelled(known, Now);
        await CommitRefundAsync(
            order, Audited(order, OrderRules.WithRefund(order, cancelled, Now), "refund-withdrawn", further: Asked(cancelled)),
            cancelled, "withdrawn");
        await AdvanceRefundAsync(known.Number);
        await HandOverAsync();
        return CancelRefundOutcome.Cancelled;
    }

    /// <inheritdoc />
    public async Task<RefundNewsOutcome> AcceptRefundAsync(string provider, MerchantId? owner, RefundNews news)
    {
        if (await stored.FindAsync() is not { } order) return RefundNewsOutcome.NotFound;
        // A right signature by somebody else's account says nothing of this order.
        if (!await charges.GoesByAsync(order.Merchant, provider, owner)) return RefundNewsOutcome.NotFound;
        var (outcome, next) = OrderRules.ApplyRefund(order, provider, news, Now);
        if (outcome == RefundNewsOutcome.Mismatch) LogRefundMismatch(logger, order.Id, provider, news.Reference, news.Status);
        if (ReferenceEquals(next, order)) return outcome;
        RefundReference.TryParse(news.Reference, out var reference);
        await CommitRefundAsync(order, next, OrderRules.FindRefund(next, reference.Number)!, $"{news.Status} ({news.Word}), says a notice");
        // What the notice says is not asked for again within its answer; what is due at once, a credit to give back, is.
        await AdvanceDueRefundsAsync(next);
        await HandOverAsync();
        return outcome;
    }

    /// <summary>Looks after all refunds that are due.</summary>
    private async Task<Order> AdvanceDueRefundsAsync(Order order)
    {
        foreach (var refund in OrderRules.RefundsToAsk(order, Now).ToArray()) await AdvanceRefundAsync(refund.Number);
        return stored.State.Value!;
    }

    private RefundDecision Decide(Order order, RefundRequest request)
    {
        if (OrderRules.KnownRefund(order, request) is { } known) return known;
        var (source, refusal) = OrderRules.RefundSourceOf(order, request.Wish);
        if (source is null) return refusal!;
        var destination = request.Wish.Destination;
        if (source.Chain is { } chain && destination is not null &&
            !chains.TryParseAddress(chain, destination, out destination, out var error))
            return new RefundDecision(RefundOutcome.DestinationWrong, order, null, error);
        return OrderRules.RequestRefund(order, request, source, destination, charges.RefundTermsOf(source.Charge?.Provider), Now);
    }

    /// <summary>
    /// Does what is next about a refund: the user's credit is reversed before anybody is asked for money, then receivers give their shares
    /// back, then the provider is asked, and a credit that was reversed for nothing is returned. Each step is written by itself, so that a
    /// crash repeats one that repeats harmlessly.
    /// </summary>
    private async Task AdvanceRefundAsync(int number)
    {
        if (RefundAt(number) is { Reversal: RefundReversal.Due }) await ReverseCreditAsync(stored.State.Value!, RefundAt(number));
        if (RefundAt(number) is { IsOpen: true, Reversal: not RefundReversal.Due, Shares: RefundShares.Due or RefundShares.Asked })
            await ReturnSharesAsync(stored.State.Value!, RefundAt(number));
        if (RefundAt(number) is
            {
                Kind: RefundKind.Provider,
                IsOpen: true,
                Reversal: not RefundReversal.Due,
                Shares: RefundShares.None or RefundShares.Done,
            })
            await AskRefundAsync(stored.State.Value!, RefundAt(number));
        if (RefundAt(number) is { Reversal: RefundReversal.ReturnDue }) await ReturnCreditAsync(stored.State.Value!, RefundAt(number));
    }

    private Refund RefundAt(int number) => OrderRules.FindRefund(stored.State.Value!, number)!;

    private async Task AskRefundAsync(Order order, Refund refund)
    {
        var answer = await charges.RefundAsync(order, refund);
        var next = answer switch
        {
            { Outcome: ProviderOutcome.Done, State: { } state } => OrderRules.ApplyRefund(order, refund.Provider!, new RefundNews
            {
                Reference = new RefundReference(order.Id, refund.Number).ToString(),
                Status = ProviderAnswers.StatusOf(state),
                ProviderId = answer.ProviderId,
                Word = answer.Reason,
            }, Now).Order,
            { Outcome: ProviderOutcome.Refused or ProviderOutcome.NotFound } =>
                OrderRules.WithRefund(order, RefundRules.Failed(refund, answer.Reason, Now), Now),
            _ => order,
        };
        var after = OrderRules.FindRefund(next, refund.Number)!;
        // What is as it was, or is not known, is asked again later each time.
        if (after.Status == refund.Status) next = OrderRules.WithRefund(next, after = RefundRules.Asked(after, answer.Reason, Now), Now);
        await CommitRefundAsync(order, next, after, $"{answer.Outcome}: {after.Status} {answer.Reason}");
    }

    /// <summary>
    /// Takes the user's credit back, by the refund's own key, so that it is taken once however often it is tried. What the user has spent
    /// cannot be taken, and then nothing goes back.
    /// </summary>
    private async Task ReverseCreditAsync(Order order, Refund refund)
    {
        var outcome = await ReverseAsync(order, refund);
        var next = outcome switch
        {
            UserOutcome.Done or UserOutcome.Repeated => RefundRules.Reversed(refund, Now),
            // The credit itself is still on its way.
            null or UserOutcome.NoEntry when outcome is null || order.CreditDue is not null => RefundRules.Asked(refund, null, Now),
            _ => RefundRules.Failed(refund, WhyNotReversed(outcome.Value), Now),
        };
        var what = $"the user's credit: {outcome?.ToString() ?? "not known"}";
        await CommitRefundAsync(order, OrderRules.WithRefund(order, next, Now), next, what);
    }

    private async Task<UserOutcome?> ReverseAsync(Order order, Refund refund)
    {
        try
        {
            return (await UserWallet(order).ReverseAsync(new UserChange
            {
                Key = $"refund:{new RefundReference(order.Id, refund.Number)}",
                About = order.Id.Value,
                Amount = refund.Reversed,
                Text = refund.Wish.Reason,
            })).Outcome;
        }
        catch (Exception exception)
        {
            LogReversalFailed(logger, order.Id, refund.Id, exception);
            return null;
        }
    }

    private async Task ReturnCreditAsync(Order order, Refund refund)
    {
        Refund next;
        try
        {
            var result = await UserWallet(order).CreditAsync(new UserCredit
            {
                Key = $"refund-back:{new RefundReference(order.Id, refund.Number)}",
                Currency = order.Currency,
                Amount = refund.Reversed!.Value,
                Text = refund.Wish.Reason,
            });
            var isReturned = result.Outcome is UserOutcome.Done or UserOutcome.Repeated;
            next = isReturned ? RefundRules.Returned(refund) : refund with { AskAt = Now + OrderRules.ReleaseRetry };
        }
        catch (Exception exception)
        {
            LogReversalFailed(logger, order.Id, refund.Id, exception);
            next = refund with { AskAt = Now + OrderRules.ReleaseRetry };
        }
        await CommitRefundAsync(order, OrderRules.WithRefund(order, next, Now), next, "the user's credit is returned");
    }

    private IUserWalletGrain UserWallet(Order order) =>
        GrainFactory.Find<IUserWalletGrain>(UserWalletKey.Of(order.Merchant, new UserId(order.Terms.User!)));

    /// <summary>Writes what became of a refund, with a line about it in the log of the order's payments.</summary>
    private async Task CommitRefundAsync(Order before, Order next, Refund refund, string what)
    {
        if (ReferenceEquals(next, before)) return;
        var known = OrderRules.FindRefund(before, refund.Number);
        var isNews = known is null || known.Status != refund.Status || known.Word != refund.Word;
        var kind = refund.Status == RefundStatus.Failed ? PaymentLogKind.Error : PaymentLogKind.Request;
        var line = $"refund {refund.Id} of {refund.AmountText} {refund.Currency}: {what}";
        if (isNews) next = OrderRules.Logged(next, refund.Charge, kind, line, Now);
        await SaveAsync(next);
        charges.NoteRefunds(before, next);
        if (isNews) LogRefund(logger, next.Id, refund.Id, refund.AmountText, refund.Currency, refund.Status);
    }

    private static string WhyNotReversed(UserOutcome outcome) => outcome switch
    {
        UserOutcome.Insufficient => "the user has spent the credit: the balance is too small to reverse it",
        UserOutcome.TooMuch => "so much of the user's credit was reversed by hand before",
        _ => $"the user's credit cannot be reversed: {outcome}",
    };
}
