namespace Payments.Domain.Signatures.Clinic;

/// <summary>Where two texts begin to differ.</summary>
/// <param name="Place">The place of the first letter that differs, from 1.</param>
/// <param name="Same">What both have just before it.</param>
/// <param name="Expected">How the expected text goes on; empty at its end.</param>
/// <param name="Given">How the given text goes on; empty at its end.</param>
public sealed record TextDifference(int Place, string Same, string Expected, string Given)
{
    private const int Before = 24;
    private const int After = 40;

    /// <summary>Compares; null where the texts are the same.</summary>
    public static TextDifference? Of(string expected, string given)
    {
        if (expected == given) return null;
        var place = CommonLength(expected, given);
        // Half of a letter says nothing.
        if (place > 0 && char.IsHighSurrogate(expected[place - 1])) place--;
        return new(place + 1, expected[Math.Max(0, place - Before)..place], Cut(expected, place), Cut(given, place));
    }

    /// <summary>How many letters two texts have in common at their beginnings.</summary>
    public static int CommonLength(string one, string other) => one.AsSpan().CommonPrefixLength(other);

    private static string Cut(string text, int place) =>
        text.Length - place <= After ? text[place..] : text.Substring(place, After) + "…";
}
