using System.Globalization;
using Payments.Domain.Identity;
using Payments.Domain.Reconciliation;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Storage.Reconciliation;

namespace Payments.Http.Reconciliation;

/// <summary>What requests about reconciliations say.</summary>
internal static class ReconciliationRequest
{
    private const int DefaultLimit = 50;
    private const int MostLimit = 500;
    private const int ProviderLimit = 64;

    /// <summary>The filters of an operator, who may name an account.</summary>
    public static ReconciliationFilter OfOperator(ApiCall call) =>
        Common(call) with { Account = call.Query("account") is { Length: > 0 } account ? Account(account, "account").Account : null };

    /// <summary>The filters of a merchant, who sees the days of the own accounts.</summary>
    public static ReconciliationFilter OfMerchant(ApiCall call) => Common(call) with { Account = call.Access.Merchant.Id.Value };

    /// <summary>The filters of a merchant, who sees what differs at the own accounts and of the own transfers on chains.</summary>
    public static ReconciliationFilter OfMerchantsDifferences(ApiCall call) =>
        Common(call) with { Concerned = call.Access.Merchant.Id };

    /// <summary>The filters of a merchant, who sees what the own orders brought, by whichever account.</summary>
    public static ReconciliationFilter OfMerchantsOrders(ApiCall call) => Common(call) with { Merchant = call.Access.Merchant.Id };

    /// <summary>How many rows a page has.</summary>
    public static int Limit(ApiCall call) => ApiRules.Limit(call.Query("limit"), DefaultLimit, MostLimit);

    /// <summary>The place where the page begins, of so many values.</summary>
    public static ReconciliationPlace? After(ApiCall call, int values)
    {
        if (call.Query("after") is not { Length: > 0 } text) return null;
        return ReconciliationPlace.TryParse(text, values, out var place)
            ? place
            : throw new InputException("after", "expected what an earlier page named as next");
    }

    /// <summary>A day.</summary>
    public static DateOnly Day(string text, string field)
    {
        var isDay = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        // Days at either end of the calendar have no neighbours, or no moment in UTC.
        return isDay && day.Year is > 1 and < 9999 ? day : throw new InputException(field, "expected a day such as 2026-01-31");
    }

    /// <summary>An account: the installation's, or a merchant's own by its id. The provider is left open.</summary>
    public static ReconciliationKey Account(string text, string field)
    {
        if (text == ReconciliationKey.Installation) return new ReconciliationKey("", null);
        return MerchantId.TryParse(text, out var merchant)
            ? new ReconciliationKey("", merchant)
            : throw new InputException(field, $"expected {ReconciliationKey.Installation} or a merchant_id");
    }

    private static ReconciliationFilter Common(ApiCall call) => new()
    {
        Provider = InputRules.Text(call.Query("provider"), "provider", ProviderLimit),
        From = call.Query("from") is { Length: > 0 } from ? Day(from, "from") : null,
        To = call.Query("to") is { Length: > 0 } to ? Day(to, "to") : null,
        IsOpenOnly = IsOpenOnly(call.Query("open")),
    };

    private static bool IsOpenOnly(string? text) => text switch
    {
        null or "" or "false" => false,
        "true" => true,
        _ => throw new InputException("open", "expected true or false"),
    };
}
