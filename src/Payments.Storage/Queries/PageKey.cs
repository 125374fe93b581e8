using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Payments.Storage.Queries;

/// <summary>A place in a list that goes from new to old: lists go on behind it by index, however far in it lies.</summary>
/// <param name="At">The row's time in Unix milliseconds.</param>
/// <param name="Key">Its key, which tells rows of one time apart.</param>
public readonly record struct PageKey(long At, string Key)
{
    /// <summary>Longest text that is looked at.</summary>
    public const int TextLimit = 400;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, out PageKey place)
    {
        place = default;
        if (text.Length is 0 or > TextLimit || !Base64Url.IsValid(text)) return false;
        var plain = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        var space = plain.IndexOf(' ');
        if (space <= 0 || plain.Contains('\0') || !long.TryParse(plain.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture, out var at)) return false;
        place = new PageKey(at, plain[(space + 1)..]);
        return true;
    }

    /// <summary>A text for URLs; what is in it concerns nobody.</summary>
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{At} {Key}")));
}
