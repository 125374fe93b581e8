using System.Text.Json.Nodes;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Audit;
using Payments.Contracts.Orders;
using Payments.Domain.Audit;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Http.Common;
using Payments.Http.Refunds;

namespace Payments.Http.Faces.Epay;

/// <summary><c>api.php?act=refund</c>: money of an order goes back by the provider that took it.</summary>
/// <remarks>
/// The protocol's older form has no number of a refund, and shops repeat a request whose answer they lost. Without <c>out_refund_no</c> an
/// order therefore has one refund: the same money again is the same refund, other money is refused.
/// </remarks>
internal sealed class EpayRefunds(IGrainFactory grains, PublicAddress address)
{
    private const string Face = "epay";

    /// <summary>Refunds, or says why not.</summary>
    /// <param name="order">The caller's own order.</param>
    /// <param name="form">What was sent.</param>
    /// <param name="by">Who asks, for the audit log.</param>
    public async Task<JsonObject> RefundAsync(Order order, FormParameters form, AuditActor by)
    {
        var number = InputRules.Text(form["out_refund_no"], "out_refund_no", InputRules.OrderNumberLimit);
        var request = new RefundRequest
        {
            Id = number is null ? OnlyIdOf(order) : InputRules.OrderNumber(number, "out_refund_no"),
            Wish = new RefundWish { Amount = RefundForm.Amount(form["money"], "money") ?? throw InputException.Missing("money") },
            By = Face,
            PublicUrl = address.Root,
        };
        AuditContext.Set(by);
        var result = await grains.Find<IOrderGrain>(order.Id.GrainKey).RequestRefundAsync(request);
        if (result is { Outcome: RefundOutcome.Conflict, Refund: { } other })
            return EpayJson.Error(-1, number is null
                ? $"money: {other.AmountText} of this order is refunded already; " +
                    "send out_refund_no with a number of your own for another part"
                : $"out_refund_no: is taken by a refund of {other.AmountText}");
        if (RefundErrors.Of(result) is { } refusal) return EpayJson.Error(-1, TextOf(result.Outcome, refusal));
        if (result.Refund is not { TakesMoney: true } refund) return EpayJson.Error(-1, $"the refund failed: {result.Refund!.Word}");
        return new JsonObject
        {
            ["code"] = 1,
            ["msg"] = refund.Status == RefundStatus.Succeeded ? "success" : "the refund is under way",
            ["trade_no"] = order.Id.Value,
            ["out_trade_no"] = order.Number,
            ["money"] = refund.AmountText,
            ["refund_no"] = refund.Id,
            ["status"] = refund.Status.ToString().ToLowerInvariant(),
        };
    }

    /// <summary>One after each that failed: a shop may try again what did not happen.</summary>
    private static string OnlyIdOf(Order order)
    {
        var failed = order.Refunds.Count(refund =>
            refund.By == Face && !refund.TakesMoney && refund.Id.StartsWith($"{Face}-", StringComparison.Ordinal));
        return $"{Face}-{failed + 1}";
    }

    private static string TextOf(RefundOutcome outcome, InputException refusal) => outcome == RefundOutcome.DestinationMissing
        ? "trade_no: its money goes back to an address, and the protocol has no field for one; use POST /api/v1/payments/{id}/refunds"
        : refusal.Message;
}
