using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payments.Domain.Orders;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Merchants;
using Payments.Storage.Queries;

namespace Payments.Http.Faces.WoPay;

/// <summary>A merchant's payments of the WoPay document, page by page, and what they come to.</summary>
internal sealed class PaymentLists(OrderLists orders)
{
    private const int UsualLimit = 20;
    private const int MostLimit = 100;
    private const int CurrencyLimit = 32;

    /// <summary>The statuses of stored orders that a word of the document means; see <see cref="OrderFacet.Status"/>.</summary>
    private static readonly IReadOnlyDictionary<string, string[]> Statuses = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [PaymentStatus.Pending] = ["pending", OrderFacet.Sighted],
        [PaymentStatus.Confirmed] = ["detected"],
        [PaymentStatus.Completed] = ["completed", "partiallyRefunded", "refunded"],
        [PaymentStatus.Failed] = ["closed", "failed"],
        [PaymentStatus.Expired] = ["expired"],
    };

    /// <summary>A page of the caller's payments by the query's <c>status</c>, <c>currency</c>, <c>page</c> and <c>limit</c>.</summary>
    /// <exception cref="InputException">One of them is wrong.</exception>
    public async Task<PaymentsView> ReadAsync(ApiCall call)
    {
        var filter = new OrderFilter { Statuses = StatusesOf(call.Query("status")), Currency = CurrencyOf(call.Query("currency")) };
        var limit = ApiRules.Limit(call.Query("limit"), UsualLimit, MostLimit);
        var page = ApiRules.Limit(call.Query("page"), 1, int.MaxValue, "page");
        var found = await orders.PageAsync(call.Access.Merchant.Id, filter, page, limit);
        return new PaymentsView(
            [.. found.Items.Select(listed => ListedPaymentView.Of(listed.Order))],
            new PaginationView(page, limit, found.Total, found.Pages(limit)));
    }

    /// <summary>What the caller's payments come to.</summary>
    public async Task<StatsView> CountAsync(ApiCall call) => StatsView.Of(await orders.TalliesAsync(call.Access.Merchant.Id), WordOf);

    private static string WordOf(OrderFacet facet) => Statuses.First(word => word.Value.Contains(facet.Status, StringComparer.Ordinal)).Key;

    private static string[]? StatusesOf(string? word)
    {
        if (string.IsNullOrEmpty(word)) return null;
        return Statuses.TryGetValue(word, out var statuses)
            ? statuses
            : throw new InputException("status", $"expected one of {string.Join(", ", Statuses.Keys)}");
    }

    private static string? CurrencyOf(string? text) => InputRules.Text(text, "currency", CurrencyLimit)?.ToUpperInvariant();
}

/// <summary>
/// What a merchant's payments come to, on every face. The first six fields are the document's, whose numbers add up: pending ones are also
/// those that are confirmed, failed ones also those that expired.
/// </summary>
/// <param name="TotalVolume">The money of completed payments in <paramref name="VolumeCurrency"/>.</param>
/// <param name="SuccessRate">Completed of all, in percent.</param>
/// <param name="VolumeCurrency">The currency in which most payments were completed; null while none was.</param>
/// <param name="Volumes">The money of completed payments by currency.</param>
/// <param name="ConfirmedPayments">Those of the pending ones of which a block holds money.</param>
/// <param name="ExpiredPayments">Those of the failed ones that expired.</param>
internal sealed record StatsView(
    long TotalPayments,
    long CompletedPayments,
    long PendingPayments,
    long FailedPayments,
    string TotalVolume,
    decimal SuccessRate,
    string? VolumeCurrency,
    IReadOnlyDictionary<string, string> Volumes,
    long ConfirmedPayments,
    long ExpiredPayments)
{
    public static StatsView Of(IReadOnlyList<OrderTally> tallies, Func<OrderFacet, string> wordOf)
    {
        var words = tallies.ToLookup(tally => wordOf(tally.Facet));
        long Count(string word) => words[word].Sum(tally => tally.Orders);
        var (total, completed) = (tallies.Sum(tally => tally.Orders), Count(PaymentStatus.Completed));
        var currencies = words[PaymentStatus.Completed].GroupBy(tally => tally.Facet.Currency, StringComparer.Ordinal)
            .OrderByDescending(currency => currency.Sum(tally => tally.Orders)).ThenBy(currency => currency.Key, StringComparer.Ordinal)
            .Select(currency => (Currency: currency.Key, Money: Money(currency.Sum(tally => tally.Money)))).ToArray();
        return new StatsView(
            total,
            completed,
            Count(PaymentStatus.Pending) + Count(PaymentStatus.Confirmed),
            Count(PaymentStatus.Failed) + Count(PaymentStatus.Expired),
            currencies.Length == 0 ? Money(0) : currencies[0].Money,
            total == 0 ? 0 : Math.Round(100m * completed / total, 2, MidpointRounding.AwayFromZero),
            currencies.Length == 0 ? null : currencies[0].Currency,
            currencies.ToDictionary(currency => currency.Currency, currency => currency.Money),
            Count(PaymentStatus.Confirmed),
            Count(PaymentStatus.Expired));
    }

    /// <summary>As the document writes it, with two decimals at least.</summary>
    private static string Money(decimal money) => money.ToString("0.00################", CultureInfo.InvariantCulture);
}
