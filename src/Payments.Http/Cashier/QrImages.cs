using System.Collections.Concurrent;
using Payments.Http.Codes;

namespace Payments.Http.Cashier;

/// <summary>Draws payment URIs. Always dark on white with a quiet zone: scanners want it, in dark mode too.</summary>
internal static class QrImages
{
    /// <summary>Remembered images, some kilobytes each; when full, the memory begins anew.</summary>
    private const int CacheLimit = 1000;

    private static readonly ConcurrentDictionary<(string Text, string Type), byte[]> Drawn = new();

    /// <summary>The image of a text, drawn once: anybody may ask as often as he likes.</summary>
    public static byte[] Of(string text, string type, Func<string, byte[]> draw)
    {
        if (Drawn.TryGetValue((text, type), out var known)) return known;
        if (Drawn.Count >= CacheLimit) Drawn.Clear();
        return Drawn.GetOrAdd((text, type), key => draw(key.Text));
    }

    public static byte[] Png(string text) => QrPng.Of(QrCode.Of(text));

    public static string Svg(string text) => QrSvg.Of(QrCode.Of(text));
}
