using Payments.Domain.Charges;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Domain.Sharing;
using Payments.Providers.Common;

namespace Payments.Grains.Charges;

/// <summary>Refunds at providers.</summary>
public sealed partial class ChargeBook
{
    /// <summary>What a provider can do about refunds; on a chain any part can go back.</summary>
    /// <param name="provider">The provider; null for a chain.</param>
    public RefundTerms RefundTermsOf(string? provider)
    {
        if (provider is null) return new RefundTerms(IsOffered: true, TakesParts: true, NeedsDestination: true);
        var can = catalog.Find(provider)?.Abilities ?? ProviderAbilities.None;
        return new RefundTerms(
            can.HasFlag(ProviderAbilities.Refund), can.HasFlag(ProviderAbilities.PartialRefund),
            can.HasFlag(ProviderAbilities.RefundToAddress));
    }

    /// <summary>
    /// Has a refund made at its provider, or asks where it stands. One that was taken on is asked for, where the provider tells, and asked
    /// for by its number again where the provider does not know it: the same number returns nothing twice.
    /// </summary>
    public async Task<RefundAnswer> RefundAsync(Order order, Refund refund)
    {
        var charge = ChargeOf(order, refund.Charge!);
        var asked = RefundOf(order, charge, refund);
        if (refund.Status == RefundStatus.Processing && TellsOfRefunds(charge.Provider))
        {
            var present = await CallAsync(order, charge, asked, "query-refund", (provider, account, token) =>
                provider.QueryRefundAsync(account, asked, token));
            if (present.Outcome != ProviderOutcome.NotFound) return Heard(present);
        }
        var answer = await CallAsync(order, charge, asked, "refund", (provider, account, token) =>
            provider.RefundAsync(account, asked, token));
        // A refusal of what may have been done before proves nothing.
        if (answer.Outcome is not (ProviderOutcome.Refused or ProviderOutcome.NotFound) || !TellsOfRefunds(charge.Provider))
            return answer;
        var told = await CallAsync(order, charge, asked, "query-refund", (provider, account, token) =>
            provider.QueryRefundAsync(account, asked, token));
        return told.Outcome == ProviderOutcome.NotFound ? answer : Heard(told);
    }

    /// <summary>A refused question (a key that is over, a right that was taken away) does not tell what became of the money.</summary>
    private static RefundAnswer Heard(RefundAnswer told) =>
        told.Outcome == ProviderOutcome.Refused ? told with { Outcome = ProviderOutcome.Unknown } : told;

    /// <summary>Counts the refunds that came to another status by a change of their order.</summary>
    public void NoteRefunds(Order before, Order next)
    {
        foreach (var refund in next.Refunds)
            if (OrderRules.FindRefund(before, refund.Number)?.Status != refund.Status) metrics.Came(refund);
    }

    private bool TellsOfRefunds(string provider) => catalog.Find(provider)?.Abilities.HasFlag(ProviderAbilities.QueryRefund) == true;

    private RefundOrder RefundOf(Order order, Charge charge, Refund refund)
    {
        // Where whole payments go back alone, whole is what was asked for, whatever came.
        var amount = RefundTermsOf(charge.Provider).TakesParts ? refund.Amount : charge.Amount;
        var number = new RefundReference(order.Id, refund.Number).ToString();
        return new RefundOrder(number, QueryOf(charge), amount, refund.Wish.Reason, refund.NotifyUrl, refund.To)
        {
            Backs = ShareTermsOf(charge.Provider) is { ReturnsWithRefund: true }
                ? [.. OrderRules.ReturnsOf(order, refund).Select(back => PartOf(order, back))]
                : [],
        };
    }

    private static SharePart PartOf(Order order, ReturnedShare back) =>
        new(ReceiverOf(OrderRules.FindShare(order, back.Share)!), back.Amount, "");

    private Task<RefundAnswer> CallAsync(
        Order order, Charge charge, RefundOrder refund, string call,
        Func<IPaymentProvider, ProviderAccount, CancellationToken, Task<RefundAnswer>> act) =>
        CallAsync(order, charge.Provider, refund.Number, call, act,
            reason => new RefundAnswer(ProviderOutcome.Unknown, null, null, reason), answer => (answer.Outcome, answer.Reason));
}
