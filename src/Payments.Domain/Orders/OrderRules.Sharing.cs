using Payments.Domain.Charges;
using Payments.Domain.Money;
using Payments.Domain.Refunds;
using Payments.Domain.Sharing;

namespace Payments.Domain.Orders;

public static partial class OrderRules
{
    /// <summary>Charges whose sharing something is to be done about now.</summary>
    public static IEnumerable<Charge> ChargesToShare(Order order, DateTimeOffset now) =>
        order.Charges.Where(charge => charge.Sharing?.AskAt <= now);

    /// <summary>The order's share of this number, or null.</summary>
    public static Share? FindShare(Order order, int number) =>
        number >= 1 && number <= order.Shares.Count ? order.Shares[number - 1] : null;

    /// <summary>The order's return of this number, or null.</summary>
    public static ReturnedShare? FindReturn(Order order, int number) =>
        number >= 1 && number <= order.ShareReturns.Count ? order.ShareReturns[number - 1] : null;

    /// <summary>The shares of a charge.</summary>
    public static IEnumerable<Share> SharesOf(Order order, string charge) => order.Shares.Where(share => share.Charge == charge);

    /// <summary>
    /// Decides what is shared of a paid charge, and stores it before the provider is asked. Rules count in their order; one that does not
    /// fit is a share that failed and says why. Of money that did not complete the order nothing is shared. While what was paid may still
    /// be refunded or refused, nothing is decided.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="reference">The charge, whose sharing waits.</param>
    /// <param name="rules">The merchant's rules for its provider that count.</param>
    /// <param name="terms">What the provider allows.</param>
    /// <param name="now">The present.</param>
    public static Order PlanShares(
        Order order, string reference, IEnumerable<ShareRule> rules, ShareTerms terms, DateTimeOffset now)
    {
        var charge = order.Charges.First(candidate => candidate.Reference == reference);
        if (charge is not { State: ChargeState.Paid, Sharing.Stage: SharingStage.Waiting }) return order;
        if (IsOpen(order)) return SharingAsked(order, reference, "the order is not over", now);
        Refund[] refunds = [.. order.Refunds.Where(refund => refund.Charge == reference && refund.TakesMoney)];
        if (refunds.Any(refund => refund.IsOpen)) return SharingAsked(order, reference, "a refund is under way", now);

        var money = (charge.Paid ?? charge.Amount) - refunds.Sum(refund => refund.Amount);
        if (money <= 0) return SharingAt(order, reference, SharingStage.Over, "all of it was refunded", now);
        var isOwn = order.Status == OrderStatus.Completed && ShownCharge.PaidOf(order)?.Reference == reference;
        Share[] shares = isOwn ? [.. Planned(order, charge, money, rules, terms, now)] : [];
        var isShared = shares.Any(share => share.IsOpen);
        var next = shares.Length == 0 ? order : order with { Shares = [.. order.Shares, .. shares] };
        return SharingAt(next, reference, isShared ? SharingStage.Sharing : SharingStage.Releasing, null, now);
    }

    /// <summary>Takes what the provider says of a charge's shares. Once all ended the rest is released.</summary>
    /// <returns>The same instance where nothing changes.</returns>
    public static Order ApplyShares(Order order, string reference, ShareNews news, DateTimeOffset now)
    {
        if (SharingOf(order, reference) is not { Stage: SharingStage.Sharing }) return order;
        var next = WithShares(order, reference, share => news switch
        {
            _ when news.Parts.FirstOrDefault(part => part.Account == share.Account) is { } part => ShareRules.Apply(share, part, now),
            { Status: ShareStatus.Failed, Parts.Count: 0 } => ShareRules.Failed(share, news.Word, now),
            _ => share.IsOpen ? share with { Status = ShareStatus.Processing } : share,
        });
        return AfterShares(next, reference, news.Word, now);
    }

    /// <summary>That the provider refused to share a charge, and knows nothing of an earlier request.</summary>
    public static Order SharesRefused(Order order, string reference, string? word, DateTimeOffset now) =>
        SharingOf(order, reference) is { Stage: SharingStage.Sharing }
            ? AfterShares(WithShares(order, reference, share => ShareRules.Failed(share, word, now)), reference, word, now)
            : order;

    /// <summary>That what became of a charge's sharing is as it was, or is not known: it is looked after again, later each time.</summary>
    public static Order SharingAsked(Order order, string reference, string? word, DateTimeOffset now) => Changed(order, reference,
        charge => charge.Sharing is { IsOpen: true } sharing
            ? charge with { Sharing = ShareRules.Asked(sharing, word, now) }
            : charge, now);

    /// <summary>That the rest of a charge is the merchant's, or that the provider does not release it.</summary>
    public static Order SharingOver(Order order, string reference, string? word, DateTimeOffset now) =>
        SharingOf(order, reference) is { Stage: SharingStage.Releasing }
            ? SharingAt(order, reference, SharingStage.Over, word, now)
            : order;

    /// <summary>The charge with its sharing begun, where it was made to be shared and is paid now.</summary>
    private static Charge SharingBegun(Charge charge, DateTimeOffset now) =>
        charge is { State: ChargeState.Paid, Sharing: { Stage: SharingStage.Unpaid } sharing }
            ? charge with { Sharing = sharing with { Stage = SharingStage.Waiting, AskAt = (charge.PaidAt ?? now) + sharing.Wait } }
            : charge;

    private static IEnumerable<Share> Planned(
        Order order, Charge charge, decimal money, IEnumerable<ShareRule> rules, ShareTerms terms, DateTimeOffset now)
    {
        var (left, number, receivers) = (ShareRules.MostOf(terms, money, charge.Currency), order.Shares.Count, 0);
        foreach (var rule in rules)
        {
            var amount = ShareRules.AmountOf(rule, money, charge.Currency);
            var why = WhyNotShared(amount, left, receivers, money, charge.Currency, terms);
            if (why is null) (left, receivers) = (left - amount, receivers + 1);
            yield return new Share
            {
                Number = ++number,
                Charge = charge.Reference,
                Provider = charge.Provider,
                Rule = rule.Id,
                Kind = rule.Kind,
                Account = rule.Account,
                Description = rule.Description,
                Currency = charge.Currency,
                Amount = amount,
                Of = money,
                AfterRefunds = order.Refunds.Count,
                GivesBack = terms.FindKind(rule.Kind)?.GivesBack == true,
                Status = why is null ? ShareStatus.Requested : ShareStatus.Failed,
                CreatedAt = now,
                EndedAt = why is null ? null : now,
                Word = why,
            };
        }
    }

    private static string? WhyNotShared(
        decimal amount, decimal left, int receivers, decimal money, string currency, ShareTerms terms)
    {
        var decimals = MoneyBounds.Of(currency).Decimals;
        if (amount <= 0) return $"the part of {PlainDecimal.Format(money)} {currency} is less than the smallest unit";
        if (decimal.Round(amount, decimals, MidpointRounding.ToZero) != amount) return $"{currency} has {decimals} decimals";
        if (receivers >= terms.MostReceivers) return $"the provider takes {terms.MostReceivers} receivers of one payment";
        var most = $"at most {PlainDecimal.Format(terms.MostPercent)} % of {PlainDecimal.Format(money)} {currency} may be shared";
        return amount <= left ? null : $"{most}, and {PlainDecimal.Format(left)} is left";
    }

    private static Order WithShares(Order order, string reference, Func<Share, Share> change)
    {
        Share[] shares = [.. order.Shares.Select(share => share.Charge == reference ? change(share) : share)];
        return shares.SequenceEqual(order.Shares) ? order : order with { Shares = shares };
    }

    private static Order AfterShares(Order order, string reference, string? word, DateTimeOffset now) =>
        SharesOf(order, reference).Any(share => share.IsOpen)
            ? SharingAsked(order, reference, word, now)
            : SharingAt(order, reference, SharingStage.Releasing, word, now);

    private static ChargeSharing? SharingOf(Order order, string reference) =>
        order.Charges.FirstOrDefault(charge => charge.Reference == reference)?.Sharing;

    private static Order SharingAt(Order order, string reference, SharingStage stage, string? word, DateTimeOffset now)
    {
        var next = Changed(order, reference, charge => charge with
        {
            Sharing = charge.Sharing! with { Stage = stage, AskAt = stage == SharingStage.Over ? null : now, Asked = 0, Word = word },
        }, now);
        return Noted(next, now, EventOf(stage), word);
    }

    private static string EventOf(SharingStage stage) => stage switch
    {
        SharingStage.Sharing => "sharing-begun",
        SharingStage.Releasing => "sharing-ended",
        SharingStage.Over => "sharing-released",
        _ => throw new InvalidOperationException($"No sharing comes back to {stage}."),
    };
}
