using System.Text.Json;
using Payments.Domain.Charges;
using Payments.Http.Api;
using Payments.Storage.Queries;

namespace Payments.Http.Merchants;

/// <summary>A page of the log of an order's payments at providers.</summary>
/// <param name="Log">The lines, in the order in which they were written.</param>
/// <param name="Next">What the following page is asked for with, as <c>after</c>; null where there is none.</param>
internal sealed record PaymentLogView(IReadOnlyList<PaymentLogLineView> Log, long? Next)
{
    /// <summary>What is shown of it.</summary>
    public static PaymentLogView Of(PaymentLogPage page) => new([.. page.Items.Select(PaymentLogLineView.Of)], page.Next);
}

/// <summary>A line.</summary>
/// <param name="Number">Its number within the order, from 1.</param>
/// <param name="At">When it was written.</param>
/// <param name="Kind"><c>request</c>, <c>callback</c>, <c>verification</c> or <c>error</c>.</param>
/// <param name="Text">What happened, for people.</param>
/// <param name="Reference">The charge that it is about; null where it is about none.</param>
internal sealed record PaymentLogLineView(long Number, string At, string Kind, string Text, string? Reference)
{
    /// <summary>What is shown of it.</summary>
    public static PaymentLogLineView Of(PaymentLogEntry entry) => new(
        entry.Number, ApiTime.Format(entry.At), JsonNamingPolicy.CamelCase.ConvertName(entry.Kind.ToString()), entry.Text, entry.Charge);
}
