using System.Globalization;

namespace Payments.Domain.Settings;

/// <summary>Durations as settings write them: <c>hh:mm:ss</c>, with fractions behind or days in front. The platform's own reading takes <c>2</c> for two days and <c>24:00:00</c> for twenty-four.</summary>
public static class SettingTime
{
    /// <summary>What is expected, in words.</summary>
    public const string Form = "a time such as 00:00:30, or 1.00:00:00 with days in front";

    private static readonly string[] Forms = [@"hh\:mm\:ss", @"hh\:mm\:ss\.FFFFFFF", @"d\.hh\:mm\:ss", @"d\.hh\:mm\:ss\.FFFFFFF"];

    /// <summary>Reads one; hours go to 23.</summary>
    public static bool TryParse(string text, out TimeSpan time) => TimeSpan.TryParseExact(text, Forms, CultureInfo.InvariantCulture, out time);
}
