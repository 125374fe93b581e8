using System.Globalization;
using System.Text.Json;
using Payments.Contracts.Audit;
using Payments.Domain.Audit;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Domain.Sharing;
using Payments.Domain.Transfers;

namespace Payments.Grains.Orders;

/// <summary>What people do to an order by hand is written with the order into its chain of the audit log.</summary>
public sealed partial class OrderGrain
{
    private Order Audited(Order before, Order next, string what, string? reason = null, params AuditChange[] further)
    {
        AuditChange[] known =
        [
            new("status", StatusName(before), StatusName(next)),
            new("expiresAt", Time(before.ExpiresAt), Time(next.ExpiresAt)),
        ];
        var changes = known.Where(change => change.Before != change.After).Concat(further).ToArray();
        return next with { Audit = AuditChain.Append(before.Audit, before.Id.GrainKey, AuditContext.Actor, what, reason, changes, Now) };
    }

    private static AuditChange Assigned(TransferId transfer) => new("transfer", null, transfer.Value);

    private static AuditChange Asked(Refund refund) => new("refund", null, $"{refund.Id}: {refund.AmountText} {refund.Currency}");

    private static AuditChange Decided(ReturnedShare back) =>
        new("return", null, $"{back.Number} of {PlainDecimal.Format(back.Amount)} {back.Currency}: {back.Status}");

    /// <summary>As the stored order has it.</summary>
    private static string StatusName(Order order) => JsonNamingPolicy.CamelCase.ConvertName($"{order.Status}");

    private static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
