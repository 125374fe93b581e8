using System.Globalization;

namespace Payments.Domain.Merchants;

/// <summary>
/// What pages make of a shop's colour: itself on the light card, and on the dark one a lighter shade of it, each with a soft ground and the
/// colour of texts on it. Every pair has the contrast that WCAG 2.2 asks of texts (success criterion 1.4.3).
/// </summary>
/// <param name="Light">The colour on the light card.</param>
/// <param name="LightSoft">Its soft ground there.</param>
/// <param name="Dark">The colour on the dark card.</param>
/// <param name="DarkSoft">Its soft ground there.</param>
public sealed record BrandTones(string Light, string LightSoft, string Dark, string DarkSoft)
{
    /// <summary>The least contrast of texts.</summary>
    public const double LeastContrast = 4.5;

    /// <summary>Texts on <see cref="Light"/>, and the light card.</summary>
    public const string OnLight = "#ffffff";

    /// <summary>Texts on <see cref="Dark"/>.</summary>
    public const string OnDark = "#0b1020";

    private const string DarkCard = "#141a28";
    private const string Black = "#000000";
    private const double LightMix = 0.1;
    private const double DarkMix = 0.16;
    private const int Steps = 50;

    /// <summary>The tones of a colour; null where it is none such as <c>#2f5bea</c>, or too light to be read on white.</summary>
    public static BrandTones? Of(string color)
    {
        if (!IsColor(color) || !IsLegible(color)) return null;
        var dark = Enumerable.Range(0, Steps + 1).Select(step => Mix(color, OnLight, (double)step / Steps))
            .First(shade => Contrast(shade, Mix(DarkCard, shade, DarkMix)) >= LeastContrast);
        return new BrandTones(color, Mix(OnLight, color, LightMix), dark, Mix(DarkCard, dark, DarkMix));
    }

    /// <summary>Whether a text is a colour: a hash and six hex digits in lower case.</summary>
    public static bool IsColor(string text) =>
        text.Length == 7 && text[0] == '#' && text.AsSpan(1).IndexOfAnyExcept("0123456789abcdef") < 0;

    /// <summary>The nearest darker shade of a colour that can be read on white.</summary>
    public static string Darker(string color) =>
        Enumerable.Range(0, Steps + 1).Select(step => Mix(color, Black, (double)step / Steps)).First(IsLegible);

    /// <summary>The contrast of two colours, from 1 to 21.</summary>
    public static double Contrast(string one, string other)
    {
        var (first, second) = (Luminance(one), Luminance(other));
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    private static bool IsLegible(string color) => Contrast(color, Mix(OnLight, color, LightMix)) >= LeastContrast;

    /// <summary>Relative luminance, as WCAG defines it.</summary>
    private static double Luminance(string color)
    {
        var (red, green, blue) = Channels(color);
        return 0.2126 * Linear(red) + 0.7152 * Linear(green) + 0.0722 * Linear(blue);
    }

    private static double Linear(int channel)
    {
        var share = channel / 255d;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }

    private static string Mix(string color, string other, double share)
    {
        var (one, two) = (Channels(color), Channels(other));
        int Part(int first, int second) => (int)Math.Round(first + (second - first) * share, MidpointRounding.AwayFromZero);
        return $"#{Part(one.Red, two.Red):x2}{Part(one.Green, two.Green):x2}{Part(one.Blue, two.Blue):x2}";
    }

    private static (int Red, int Green, int Blue) Channels(string color)
    {
        var number = int.Parse(color.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (number >> 16, number >> 8 & 0xff, number & 0xff);
    }
}
