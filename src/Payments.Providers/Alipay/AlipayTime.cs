using System.Globalization;

namespace Payments.Providers.Alipay;

/// <summary>Alipay's times: Beijing's clock, without a zone, whatever the clock of this machine is set to.</summary>
internal static class AlipayTime
{
    /// <summary>Beijing's distance from UTC; there is no summer time.</summary>
    public static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    private const string Form = "yyyy-MM-dd HH:mm:ss";

    /// <summary>Writes a moment.</summary>
    public static string Text(DateTimeOffset moment) => moment.ToOffset(Beijing).ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>The day in Beijing.</summary>
    public static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Beijing).DateTime);

    /// <summary>Reads a moment; null where the text is none.</summary>
    public static DateTimeOffset? Find(string? text)
    {
        // Some fields carry milliseconds.
        var seconds = text is { Length: > 19 } longer && longer[19] == '.' ? longer[..19] : text;
        return DateTime.TryParseExact(seconds, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) &&
            time.Year is > 1 and < 9999
            ? new DateTimeOffset(time, Beijing)
            : null;
    }
}
