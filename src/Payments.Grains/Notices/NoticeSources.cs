using System.Globalization;
using Payments.Chains;
using Payments.Domain.Audit;
using Payments.Domain.Merchants;
using Payments.Domain.Money;
using Payments.Domain.Notices;
using Payments.Domain.Orders;
using Payments.Domain.Payouts;
using Payments.Grains.Orders;
using Payments.Storage.Queries;

namespace Payments.Grains.Notices;

/// <summary>
/// Finds what a shop is to be told in what is stored. Nothing is reported to it, so that no order, callback or refund waits for notices,
/// and nothing is lost when a process dies: the next look finds it.
/// </summary>
public sealed class NoticeSources(NoticeQueries queries, OrderDays days, UnpaidOrders unpaid, ChainCatalog chains)
{
    /// <summary>How long ago a refund or payout may have been asked for that fails now.</summary>
    private static readonly TimeSpan Asked = TimeSpan.FromDays(60);

    /// <summary>How far back the first look at a shop's audit log goes.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromHours(1);

    /// <summary>Part of the unpaid orders that may be, from which on a shop is told.</summary>
    private const decimal NearlyFull = 0.9m;

    /// <summary>Statuses of orders that were paid.</summary>
    private static readonly OrderStatus[] Paid = [OrderStatus.Completed, OrderStatus.PartiallyRefunded, OrderStatus.Refunded];

    /// <summary>Parts of a merchant's state whose changes are told to everybody, by what the text calls them.</summary>
    private static readonly (string Part, string Word)[] Guarded =
    [
        ("wallets", "wallets"), ("apiKeyHash", "keys"), ("keys", "keys"), ("sealedSecret", "secret"), ("people", "people"),
        ("invitations", "people"), ("endpoints", "endpoints"), ("webhookUrl", "webhookUrl"), ("providers", "providers"),
        ("notices", "notices"),
    ];

    /// <summary>Changes of a shop behind an entry of its audit log, and the number of the last entry that was looked at.</summary>
    public async Task<(IReadOnlyList<FoundNotice> Found, long Number)> ChangesAsync(Merchant merchant, long? behind, DateTimeOffset now)
    {
        var last = merchant.Audit?.Number ?? 0;
        var entries = await queries.ChangesAsync(merchant.Id, behind ?? Math.Max(0, last - NoticeQueries.Limit), last);
        var found = entries.Where(entry => behind is not null || now - entry.At < FirstLook).GroupBy(entry => entry.By)
            .Select(ChangeOf).OfType<FoundNotice>().ToArray();
        return (found, entries.Count == 0 ? behind ?? last : entries[^1].Number);
    }

    /// <summary>Events that a shop's targets take.</summary>
    public async Task<IReadOnlyList<FoundNotice>> EventsAsync(Merchant merchant, DateTimeOffset now)
    {
        var wanted = merchant.Notices.Where(target => target.IsOn).SelectMany(target => target.Events).ToHashSet();
        var since = now - NoticeBookRules.Window;
        var found = new List<FoundNotice>();
        foreach (var one in NoticeTargetRules.Choices.Where(wanted.Contains))
        {
            found.AddRange(one switch
            {
                NoticeEvent.CallbacksGivenUp => await GivenUpAsync(merchant, since),
                NoticeEvent.EndpointOff => EndpointsOff(merchant, now),
                NoticeEvent.Unmatched => await UnmatchedAsync(merchant, since),
                NoticeEvent.Review => await ReviewsAsync(merchant, since),
                NoticeEvent.RefundFailed => await RefundsAsync(merchant, now),
                NoticeEvent.PayoutReview => await PayoutsAsync(
                    merchant, one, PayoutStanding.Review, payout => payout.Risk?.OpenSince ?? payout.CreatedAt, now),
                NoticeEvent.PayoutUnknown => await PayoutsAsync(
                    merchant, one, PayoutStanding.Unknown, payout => payout.DoubtSince ?? payout.CreatedAt, now),
                NoticeEvent.PayoutFailed => await PayoutsAsync(
                    merchant, one, PayoutStanding.Failed, payout => payout.EndedAt ?? payout.CreatedAt, now),
                NoticeEvent.Difference => await DifferencesAsync(merchant, now),
                NoticeEvent.NearlyFull => await FullAsync(merchant, now),
                NoticeEvent.Summary => await SummaryAsync(merchant, now),
                NoticeEvent.Guarded => [],
                _ => throw new InvalidOperationException($"Nothing finds {one}."),
            });
        }
        return [.. found.Where(notice => notice.At >= since)];
    }

    /// <summary>
    /// All that one actor changed since the last look, as one notice: whoever makes many small changes crowds out none of weight.
    /// </summary>
    private static FoundNotice? ChangeOf(IGrouping<AuditActor, AuditEntry> changes)
    {
        // What the gateway does by itself, such as switching an endpoint off, has notices of its own.
        if (changes.Key.Kind == AuditActor.Gateway.Kind) return null;
        var parts = changes.SelectMany(entry => entry.What.Split(", ")).ToHashSet();
        var words = Guarded.Where(guarded => parts.Contains(guarded.Part)).Select(guarded => guarded.Word).Distinct().ToArray();
        if (words.Length == 0) return null;
        var last = changes.MaxBy(entry => entry.Number)!;
        var by = changes.Key.Name.Length > 0 ? $"{changes.Key.Kind} {changes.Key.Name}" : changes.Key.Kind;
        return new FoundNotice(NoticeEvent.Guarded, $"guarded:{Text(last.Number)}", last.At, "/audit", string.Join(',', words), by,
            changes.Key.From ?? "–", last.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
    }

    private async Task<IEnumerable<FoundNotice>> GivenUpAsync(Merchant merchant, DateTimeOffset since) =>
        (await queries.GivenUpAsync(merchant.Id, since)).Select(host =>
        {
            // Once an hour for a host, and only where newer ones were given up.
            var hour = host.Newest.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture);
            return new FoundNotice(NoticeEvent.CallbacksGivenUp, $"callbacks:{host.Host}:{hour}", host.Newest, "/deliveries", host.Host,
                host.Callbacks >= NoticeQueries.CountLimit ? $"{NoticeQueries.CountLimit}+" : Text(host.Callbacks));
        });

    /// <summary>Endpoints that are off; one that the merchant switched off is no news.</summary>
    private static IEnumerable<FoundNotice> EndpointsOff(Merchant merchant, DateTimeOffset now) =>
        from endpoint in merchant.Endpoints
        where endpoint is { OffSince: not null } && endpoint.OffReason != EndpointRules.OffByMerchant
        let off = endpoint.OffSince!.Value
        select new FoundNotice(NoticeEvent.EndpointOff, $"endpoint:{endpoint.Id}:{Text(off.ToUnixTimeSeconds())}", off,
            "/deliveries/endpoints", new Uri(endpoint.UrlAt(now)).Host);

    private async Task<IEnumerable<FoundNotice>> UnmatchedAsync(Merchant merchant, DateTimeOffset since) =>
        (await queries.UnmatchedAsync(merchant.Id, since)).Select(transfer => new FoundNotice(
            NoticeEvent.Unmatched, $"unmatched:{transfer.Id}", transfer.SeenAt, "",
            chains.TryGetToken(transfer.Chain, transfer.Token, out var token)
                ? TokenAmount.Format(transfer.Units, token.Decimals)
                : "?",
            transfer.Token, transfer.Chain.Value));

    private async Task<IEnumerable<FoundNotice>> ReviewsAsync(Merchant merchant, DateTimeOffset since) =>
        (await queries.ReviewsAsync(merchant.Id, since)).Select(review => new FoundNotice(
            NoticeEvent.Review, $"review:{review.Order.Value}:{Text(review.Since.ToUnixTimeSeconds())}", review.Since,
            $"/orders/{review.Order.Value}", review.Order.Value));

    private async Task<IEnumerable<FoundNotice>> RefundsAsync(Merchant merchant, DateTimeOffset now) =>
        (await queries.FailedRefundsAsync(merchant.Id, now - Asked)).Select(refund => new FoundNotice(
            NoticeEvent.RefundFailed, $"refund:{refund.Order.Value}:{Text(refund.Refund.Number)}",
            refund.Refund.EndedAt ?? refund.Refund.CreatedAt, $"/orders/{refund.Order.Value}",
            refund.Refund.AmountText, refund.Refund.Currency, refund.Order.Value));

    private async Task<IEnumerable<FoundNotice>> PayoutsAsync(
        Merchant merchant, NoticeEvent happened, PayoutStanding standing, Func<Payout, DateTimeOffset> since, DateTimeOffset now) =>
        (await queries.PayoutsAsync(merchant.Id, standing, now - Asked)).Select(payout => new FoundNotice(
            happened, KeyOf(payout, happened, since(payout)), since(payout), "/payouts",
            payout.Id, PlainDecimal.Format(payout.Wish.Amount), payout.Wish.Coin));

    /// <summary>A payout fails once. It may be unknown again after the provider was asked again.</summary>
    private static string KeyOf(Payout payout, NoticeEvent happened, DateTimeOffset since) => happened switch
    {
        NoticeEvent.PayoutFailed => $"payout:{Text(payout.Number)}",
        NoticeEvent.PayoutReview => $"payout-review:{Text(payout.Number)}",
        NoticeEvent.PayoutUnknown => $"payout-unknown:{Text(payout.Number)}:{Text(since.ToUnixTimeSeconds())}",
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, null),
    };

    private async Task<IEnumerable<FoundNotice>> DifferencesAsync(Merchant merchant, DateTimeOffset now) =>
        (await queries.DifferencesAsync(merchant.Id, DateOnly.FromDateTime((now - Asked).UtcDateTime))).Select(day => new FoundNotice(
            NoticeEvent.Difference, $"difference:{day.Provider}:{day.Day}", day.At, "/reconciliation", day.Provider, day.Day,
            Text(day.Open)));

    private async Task<IEnumerable<FoundNotice>> FullAsync(Merchant merchant, DateTimeOffset now)
    {
        var waiting = await unpaid.CountAsync(merchant.Id);
        if (waiting < unpaid.Limit * NearlyFull) return [];
        return
        [
            new FoundNotice(NoticeEvent.NearlyFull, $"full:{DayOf(now)}", now, "/orders?status=pending", Text(waiting), Text(unpaid.Limit)),
        ];
    }

    /// <summary>Yesterday's, by UTC. A shop without orders is told nothing.</summary>
    private async Task<IEnumerable<FoundNotice>> SummaryAsync(Merchant merchant, DateTimeOffset now)
    {
        var yesterday = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1);
        var tallies = (await days.ReadAsync(merchant.Id, yesterday, yesterday)).Select(day => day.Tally).ToArray();
        if (tallies.Length == 0) return [];
        var paid = tallies.Where(tally => IsPaid(tally.Facet.Status)).ToArray();
        var money = paid.GroupBy(tally => tally.Facet.Currency)
            .Select(group => $"{PlainDecimal.Format(group.Sum(tally => tally.Money))} {group.Key}");
        var paidText = string.Join(", ", money.Prepend(Text(paid.Sum(tally => tally.Orders))));
        return
        [
            new FoundNotice(NoticeEvent.Summary, $"summary:{DayOf(now)}", now, "/statement",
                yesterday.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Text(tallies.Sum(tally => tally.Orders)), paidText),
        ];
    }

    private static bool IsPaid(string status) =>
        Paid.Any(paid => string.Equals(status, paid.ToString(), StringComparison.OrdinalIgnoreCase));

    private static string DayOf(DateTimeOffset now) => now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
