using Payments.Domain.Audit;
using Payments.Domain.Identity;

namespace Payments.Http.Console.Audit;

/// <summary>An entry of the audit log as it is shown.</summary>
/// <param name="Row">The entry as the log has it.</param>
/// <param name="Entry">The same, read; null where it cannot be.</param>
public sealed record ShownAudit(AuditRow Row, AuditEntry? Entry)
{
    private const string OrderPrefix = "ord-";
    private const string LinkPrefix = "lnk-";

    /// <summary>Reads a row.</summary>
    public static ShownAudit Of(AuditRow row) => new(row, AuditChain.Read(row.Entry));

    /// <summary>The order that it is about; null where it is about something else.</summary>
    public OrderId? Order =>
        Row.Chain.StartsWith(OrderPrefix, StringComparison.Ordinal) ? new OrderId(Row.Chain[OrderPrefix.Length..]) : null;

    /// <summary>The code of the payment link that it is about; null likewise.</summary>
    public string? Link =>
        Row.Chain.StartsWith(LinkPrefix, StringComparison.Ordinal) ? Row.Chain[(Row.Chain.LastIndexOf('-') + 1)..] : null;

    /// <summary>The fields that changed, one below the other.</summary>
    public string Changes => string.Join('\n', (Entry?.Changes ?? []).Select(Line));

    private static string Line(AuditChange change) => $"{change.Field}: {change.Before ?? "–"} → {change.After ?? "–"}";
}
