using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payments.Domain.Users;
using Payments.Http.Merchants;

namespace Payments.Http.Users;

/// <summary>A user's statement as comma-separated values.</summary>
internal static class UserCsv
{
    private static readonly (string Name, Func<UserEntryView, string?> Value)[] Columns =
    [
        ("sequence", entry => entry.Sequence.ToString(CultureInfo.InvariantCulture)),
        ("created_at", entry => entry.CreatedAt),
        ("kind", entry => entry.Kind),
        ("currency", entry => entry.Currency),
        ("amount", entry => entry.Amount),
        ("available", entry => entry.Available),
        ("held", entry => entry.Held),
        ("key", entry => entry.Key),
        ("about", entry => entry.About),
        ("payment_id", entry => entry.PaymentId),
        ("expires_at", entry => entry.ExpiresAt),
        ("text", entry => entry.Text),
    ];

    /// <summary>All entries.</summary>
    public static IResult Of(IAsyncEnumerable<UserEntry> entries) =>
        new CsvExport<UserEntry, UserEntryView>("statement", Columns, entries, UserEntryView.Of);
}
