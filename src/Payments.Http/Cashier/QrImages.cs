using System.Collections.Concurrent;
using QRCoder;

namespace Payments.Http.Cashier;

/// <summary>Draws payment URIs. Always dark on white with a quiet zone: scanners want it, in dark mode too.</summary>
internal static class QrImages
{
    private const int PixelsPerModule = 8;

    /// <summary>Remembered images, some kilobytes each; when full, the memory begins anew.</summary>
    private const int CacheLimit = 1000;

    private static readonly ConcurrentDictionary<(string Text, string Type), byte[]> Drawn = new();

    /// <summary>The image of a text, drawn once: drawing takes milliseconds, and anybody may ask as often as he likes.</summary>
    public static byte[] Of(string text, string type, Func<string, byte[]> draw)
    {
        if (Drawn.TryGetValue((text, type), out var known)) return known;
        if (Drawn.Count >= CacheLimit) Drawn.Clear();
        return Drawn.GetOrAdd((text, type), key => draw(key.Text));
    }

    public static byte[] Png(string text)
    {
        using var data = Encode(text);
        using var image = new PngByteQRCode(data);
        return image.GetGraphic(PixelsPerModule);
    }

    public static string Svg(string text)
    {
        using var data = Encode(text);
        using var image = new SvgQRCode(data);
        return image.GetGraphic(PixelsPerModule, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }

    private static QRCodeData Encode(string text) => QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
}
