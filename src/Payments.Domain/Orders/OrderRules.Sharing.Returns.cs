using Payments.Domain.Money;
using Payments.Domain.Refunds;
using Payments.Domain.Sharing;

namespace Payments.Domain.Orders;

public static partial class OrderRules
{
    /// <summary>The shares that receivers give back for a refund.</summary>
    public static IEnumerable<ReturnedShare> ReturnsOf(Order order, Refund refund) =>
        order.ShareReturns.Where(back => back.Refund == refund.Number);

    /// <summary>
    /// Decides what receivers give back before a refund, and stores it before the provider is asked: of each share the same part as is
    /// refunded of the money that was shared, what they gave back before taken off. While the shares are under way, or others go back for
    /// another refund, it waits.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="refund">One of its refunds at a provider, whose shares are due.</param>
    /// <param name="terms">What the provider allows.</param>
    /// <param name="now">The present.</param>
    public static Order PlanReturns(Order order, Refund refund, ShareTerms terms, DateTimeOffset now)
    {
        if (refund is not { IsOpen: true, Shares: RefundShares.Due, Charge: { } charge }) return order;
        if (SharesOf(order, charge).Any(share => share.IsOpen))
            return WithRefund(order, RefundRules.Asked(refund, "waits for what becomes of the payment's shares", now), now);
        // What another refund waits for may fail with it, and then would be missing here.
        if (order.Refunds.Any(other => other.Charge == charge && other is { IsOpen: true, Shares: RefundShares.Asked }) ||
            order.ShareReturns.Any(back => back.Charge == charge && back.IsOpen))
            return WithRefund(order, RefundRules.Asked(refund, "waits for shares that go back for another refund", now), now);

        ReturnedShare[] backs = [.. NewReturns(order, refund, charge, now)];
        var isDone = backs.Length == 0 || terms.ReturnsWithRefund;
        var next = backs.Length == 0 ? order : order with { ShareReturns = [.. order.ShareReturns, .. backs] };
        return WithRefund(next, refund with { Shares = isDone ? RefundShares.Done : RefundShares.Asked }, now);
    }

    /// <summary>Takes what the provider says of a return.</summary>
    /// <returns>The same instance where nothing changes.</returns>
    public static Order ApplyReturn(Order order, int number, ShareNews news, DateTimeOffset now) =>
        FindReturn(order, number) is { } back ? WithReturns(order, [ShareRules.Apply(back, news, now)]) : order;

    /// <summary>
    /// Goes on with a refund whose returns were asked for: it is made once all of them succeeded, fails once one of them did and none is
    /// open, and else waits. What was given back for a refund that fails counts for the next one.
    /// </summary>
    public static Order AfterReturns(Order order, Refund refund, DateTimeOffset now)
    {
        if (refund is not { IsOpen: true, Shares: RefundShares.Asked }) return order;
        ReturnedShare[] backs = [.. ReturnsOf(order, refund)];
        if (backs.FirstOrDefault(back => back.IsOpen) is { } open)
            return WithRefund(order, RefundRules.Asked(refund, open.Word ?? "waits for a share to be given back", now), now);
        if (backs.FirstOrDefault(back => back.Status == ShareStatus.Failed) is { } failed)
            return WithRefund(order, RefundRules.Failed(refund, WhyNotReturned(order, failed), now), now);
        return WithRefund(order, refund with { Shares = RefundShares.Done, AskAt = now }, now);
    }

    /// <summary>
    /// Ends a return whose provider never says how it ended, as a person says. Its refund goes on or fails by that; what the provider says
    /// afterwards changes nothing.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="number">The return.</param>
    /// <param name="end"><see cref="ShareStatus.Succeeded"/> or <see cref="ShareStatus.Failed"/>.</param>
    /// <param name="reason">How the person knows.</param>
    /// <param name="now">The present.</param>
    /// <returns>The outcome, and the order: the same instance unless the outcome is <see cref="ReturnDecision.Done"/>.</returns>
    public static (ReturnDecision Outcome, Order Order) DecideReturn(
        Order order, int number, ShareStatus end, string reason, DateTimeOffset now)
    {
        if (FindReturn(order, number) is not { } back) return (ReturnDecision.NotFound, order);
        if (!back.IsOpen) return (back.Status == end ? ReturnDecision.AlreadyDone : ReturnDecision.Over, order);
        if (order.Charges.First(charge => charge.Reference == back.Charge).Account is null) return (ReturnDecision.NotOwnAccount, order);
        if (FindRefund(order, back.Refund) is not { Shares: RefundShares.Asked } refund) return (ReturnDecision.EndsWithRefund, order);
        if (now < back.CreatedAt + ShareRules.ReturnPatience) return (ReturnDecision.TooEarly, order);

        var next = ApplyReturn(order, number, new ShareNews(end, null, $"said by a person: {reason}"), now);
        return (ReturnDecision.Done, AfterReturns(next, refund, now));
    }

    /// <summary>
    /// Why a charge cannot be refunded without the merchant paying what receivers keep; null where it can, or the merchant wants that.
    /// </summary>
    private static string? WhyKept(Order order, RefundSource source, RefundWish wish)
    {
        if (source.Charge is not { Sharing: not null } charge) return null;
        if (wish.KeepsShares)
        {
            return charge.Account is null && SharesOf(order, charge.Reference).Any(share => share.Status != ShareStatus.Failed)
                ? "the payment went by the installation's account, whose balance is not yours"
                : null;
        }
        return SharesOf(order, charge.Reference).FirstOrDefault(share => share is { GivesBack: false, Status: not ShareStatus.Failed })
            is { } kept
            ? $"{PlainDecimal.Format(kept.Amount)} {kept.Currency} were shared with a {kept.Kind}, who cannot give it back; " +
                "true refunds from your own balance"
            : null;
    }

    private static IEnumerable<ReturnedShare> NewReturns(Order order, Refund refund, string charge, DateTimeOffset now)
    {
        var number = order.ShareReturns.Count;
        foreach (var share in SharesOf(order, charge).Where(share => share.Status == ShareStatus.Succeeded))
        {
            var refunded = refund.Amount + order.Refunds
                .Where(other => other.Number > share.AfterRefunds && other.Charge == charge && other is
                {
                    TakesMoney: true,
                    Shares: RefundShares.Done,
                })
                .Sum(other => other.Amount);
            var given = order.ShareReturns.Where(back => back.Share == share.Number && back.Status != ShareStatus.Failed)
                .Sum(back => back.Amount);
            if (ShareRules.GoneOf(share, refunded) - given is not (> 0 and var amount)) continue;
            yield return new ReturnedShare
            {
                Number = ++number,
                Share = share.Number,
                Refund = refund.Number,
                Provider = share.Provider,
                Charge = charge,
                Currency = share.Currency,
                Amount = amount,
                Status = ShareStatus.Requested,
                CreatedAt = now,
            };
        }
    }

    /// <summary>With returns as they are now, and what each receiver has given back of its share.</summary>
    private static Order WithReturns(Order order, IReadOnlyList<ReturnedShare> changed)
    {
        if (changed.All(back => order.ShareReturns[back.Number - 1] == back)) return order;
        var returns = order.ShareReturns.ToArray();
        foreach (var back in changed) returns[back.Number - 1] = back;
        var next = order with { ShareReturns = returns };
        return next with { Shares = [.. next.Shares.Select(share => share with { Returned = ReturnedOf(next, share) })] };
    }

    private static decimal ReturnedOf(Order order, Share share) => order.ShareReturns
        .Where(back => back.Share == share.Number && back.Status == ShareStatus.Succeeded).Sum(back => back.Amount);

    /// <summary>What goes back with the refund that names it ends with that refund.</summary>
    private static Order WithReturnsEnded(Order order, Refund refund, DateTimeOffset now)
    {
        if (refund.IsOpen || !ReturnsOf(order, refund).Any(back => back.IsOpen)) return order;
        var news = new ShareNews(refund.Status == RefundStatus.Succeeded ? ShareStatus.Succeeded : ShareStatus.Failed, null, refund.Word);
        return WithReturns(order, [.. ReturnsOf(order, refund).Select(back => ShareRules.Apply(back, news, now))]);
    }

    private static string WhyNotReturned(Order order, ReturnedShare failed)
    {
        var share = FindShare(order, failed.Share)!;
        return $"{share.Account} did not give {PlainDecimal.Format(failed.Amount)} {failed.Currency} of its share back: {failed.Word}";
    }
}
