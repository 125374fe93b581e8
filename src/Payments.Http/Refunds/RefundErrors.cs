using Microsoft.AspNetCore.Http;
using Payments.Contracts.Refunds;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Http.Common;

namespace Payments.Http.Refunds;

/// <summary>From a refusal to the field that is at fault and a status: 400 for the request, 409 for what stands in the way.</summary>
internal static class RefundErrors
{
    /// <summary>The refusal; null where the refund is there.</summary>
    public static InputException? Of(RefundResult result)
    {
        if (FieldOf(result.Outcome) is not var (field, status)) return null;
        return new InputException(field, TextOf(result), status);
    }

    /// <summary>The refusal of a withdrawal; null where the refund is withdrawn.</summary>
    public static InputException? Of(CancelRefundOutcome outcome) => outcome switch
    {
        CancelRefundOutcome.Cancelled or CancelRefundOutcome.AlreadyCancelled => null,
        CancelRefundOutcome.NotFound => NoRefund,
        CancelRefundOutcome.UnderWay => new("refund_id", "is under way or over; only a refund that nobody has sent can be withdrawn", 409),
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };

    /// <summary>The answer to an id that no refund of the order has.</summary>
    public static InputException NoRefund => new("refund_id", "no such refund", StatusCodes.Status404NotFound);

    private static (string Field, int Status)? FieldOf(RefundOutcome outcome) => outcome switch
    {
        RefundOutcome.Created or RefundOutcome.Existing => null,
        RefundOutcome.NotFound => ("payment_id", 404),
        RefundOutcome.Conflict => ("refund_id", 409),
        RefundOutcome.SourceOpen => ("charge", 400),
        RefundOutcome.NotOffered => ("charge", 409),
        RefundOutcome.DestinationMissing or RefundOutcome.DestinationWrong => ("destination", 400),
        RefundOutcome.SharesKept => ("keep_shares", 409),
        RefundOutcome.AmountWrong => ("amount", 400),
        RefundOutcome.NothingLeft or RefundOutcome.TooMuch or RefundOutcome.PartNotOffered => ("amount", 409),
        RefundOutcome.Archived or RefundOutcome.NotOver or RefundOutcome.NothingPaid or RefundOutcome.InDoubt or RefundOutcome.TooMany =>
            ("payment_id", 409),
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };

    /// <summary>What is said of the order names it by the merchant's number.</summary>
    private static string TextOf(RefundResult result) => result.Outcome switch
    {
        RefundOutcome.Archived or RefundOutcome.NotOver or RefundOutcome.NothingPaid or RefundOutcome.InDoubt or RefundOutcome.TooMany =>
            $"{result.Order!.Number} {(result.Outcome == RefundOutcome.InDoubt ? "waits: " : "")}{result.Detail}",
        _ => result.Detail!,
    };
}
