namespace Payments.Domain.Reconciliation;

/// <summary>When a day of a provider begins, and when its statement can be had.</summary>
/// <param name="Offset">The distance of the provider's clock from UTC; none of them has summer time.</param>
/// <param name="PublishedAt">How long after the day ended the statement can be had.</param>
/// <param name="Basis">Which payments the statement of a day lists.</param>
public sealed record StatementCalendar(TimeSpan Offset, TimeSpan PublishedAt, StatementBasis Basis)
{
    /// <summary>The day on which a moment lies.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Offset).DateTime);

    /// <summary>The moment in which a day begins; it ends with the beginning of the next.</summary>
    public DateTimeOffset BeginningOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);

    /// <summary>From when on the statement of a day is asked for.</summary>
    public DateTimeOffset PublicationOf(DateOnly day) => BeginningOf(day.AddDays(1)) + PublishedAt;

    /// <summary>The newest day whose statement can be had.</summary>
    public DateOnly NewestAt(DateTimeOffset now) => DayOf(now - PublishedAt).AddDays(-1);
}
