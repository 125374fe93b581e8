using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Contracts.Sharing;
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
        routes.MapOwn("POST", "/sharing/payments/{id}/returns/{number}/resolve", KeyScopes.Sharing | KeyScopes.Complete, ResolveAsync);
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

    private static async Task<IResult> OfOrderAsync(ApiCall call) => Answer(call, await call.OwnPaymentAsync());

    /// <summary>A person says how a return ended, of which the provider does not.</summary>
    private static async Task<IResult> ResolveAsync(ApiCall call)
    {
        var body = await call.BodyAsync("status", "reason");
        var order = await call.OwnPaymentAsync();
        var grain = call.Grains.Find<IOrderGrain>(order.Id.GrainKey);
        var outcome = await grain.DecideReturnAsync(new DecideReturn
        {
            Number = int.TryParse(call.Route("number"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0,
            IsReturned = body.Required("status") switch
            {
                "succeeded" => true,
                "failed" => false,
                _ => throw new InputException("status", "expected succeeded or failed"),
            },
            Reason = OrderManualEndpoints.Reason(body),
        });
        return Refusal(outcome) is { } refusal ? throw refusal : Answer(call, (await grain.GetAsync())!);
    }

    /// <summary>The refusal of a person's word; null where it counts.</summary>
    private static InputException? Refusal(ReturnDecision outcome) => outcome switch
    {
        ReturnDecision.Done or ReturnDecision.AlreadyDone => null,
        ReturnDecision.NotFound => new InputException("return", "no such return", StatusCodes.Status404NotFound),
        ReturnDecision.Over => new InputException("status", "the return ended otherwise and stays so", StatusCodes.Status409Conflict),
        ReturnDecision.TooEarly => new InputException(
            "return", $"the provider has {ShareRules.ReturnPatience.TotalDays} days to say how it ended", StatusCodes.Status409Conflict),
        ReturnDecision.EndsWithRefund => new InputException(
            "return", "is a part of its refund at the provider and ends with it", StatusCodes.Status409Conflict),
        ReturnDecision.NotOwnAccount => new InputException(
            "return", "goes by the installation's account, whose balance is not yours", StatusCodes.Status409Conflict),
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };

    private static IResult Answer(ApiCall call, Order order)
    {
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
