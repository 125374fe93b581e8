namespace Payments.Domain.Rates;

/// <summary>Whether a reading can be used, in the order in which it is looked at.</summary>
public enum ReadingVerdict
{
    /// <summary>Outside of the bounds for its pair.</summary>
    OutOfBounds,

    /// <summary>Older than the age limit.</summary>
    Stale,

    /// <summary>Dated later than clocks can differ.</summary>
    FromTheFuture,

    /// <summary>Good.</summary>
    Usable,
}
