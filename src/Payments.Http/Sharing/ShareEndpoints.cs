using Microsoft.AspNetCore.Http;
using Payments.Domain.Charges;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Domain.Sharing;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Merchants;
using Payments.Storage.Queries;

namespace Payments.Http.Sharing;

/// <summary>What was shared of a merchant's payments.</summary>
internal sealed class ShareEndpoints(ShareQueries shares) : IApiEndpoints
{
    private const int DefaultLimit = 20;
    private const int MostLimit = 100;

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("GET", "/sharing/shares", KeyScopes.Read, ListAsync);
        routes.MapOwn("GET", "/sharing/payments/{id}", KeyScopes.Read, OfOrderAsync);
    }

    private async Task<IResult> ListAsync(ApiCall call)
    {
        var (merchant, status) = (call.Access.Merchant.Id, StatusOf(call.Query("status")));
        switch (call.Query("format"))
        {
            case null or "":
                var limit = ApiRules.Limit(call.Query("limit"), DefaultLimit, MostLimit);
                var page = await shares.ListAsync(merchant, status, ApiRules.After(call.Query("after")), limit);
                return call.Answer(
                    new SharesView([.. page.Items.Select(View)], page.Next?.ToString()), ApiJson.Relaxed.EnvelopeSharesView);
            case "csv":
                return new CsvExport<OrderShare, ShareView>(
                    "shares", ShareCsv.Columns, shares.AllAsync(merchant, status, call.Http.RequestAborted), View);
            default:
                throw new InputException("format", "expected csv, or nothing for JSON");
        }
    }

    private static async Task<IResult> OfOrderAsync(ApiCall call)
    {
        var order = await call.OwnOrderAsync(call.Route("id")) ??
            throw new InputException("payment_id", "no such payment", StatusCodes.Status404NotFound);
        var sharing = SharingOf(order);
        var view = new PaymentSharesView(
            order.Id.ToUuid(),
            sharing?.Stage.ToString().ToLowerInvariant() ?? "none",
            sharing?.Word,
            ApiTime.Format(sharing?.AskAt),
            [.. order.Shares.Select(share => ShareView.From(order.Id, share))],
            [
                .. order.ShareReturns.Select(back =>
                    ReturnedShareView.Of(back, OrderRules.FindRefund(order, back.Refund)!.Id)),
            ]);
        return call.Answer(view, ApiJson.Relaxed.EnvelopePaymentSharesView);
    }

    /// <summary>The sharing of the charge by which an order was paid, else of the newest that was made to be shared.</summary>
    private static ChargeSharing? SharingOf(Order order) => ShownCharge.PaidOf(order) is { } paid
        ? paid.Sharing
        : order.Charges.LastOrDefault(charge => charge.Sharing is not null)?.Sharing;

    private static ShareView View(OrderShare row) => ShareView.From(row.Order, row.Share);

    private static ShareStatus? StatusOf(string? text)
    {
        if (text is not { Length: > 0 }) return null;
        foreach (var status in Enum.GetValues<ShareStatus>())
            if (text == status.ToString().ToLowerInvariant()) return status;
        throw new InputException("status", "expected requested, processing, succeeded or failed");
    }
}
