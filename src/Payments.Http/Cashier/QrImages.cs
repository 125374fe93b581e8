using System.Collections.Concurrent;
using QRCoder;
using ZXing;
using ZXing.QrCode.Internal;

namespace Payments.Http.Cashier;

/// <summary>Draws payment URIs. Always dark on white with a quiet zone: scanners want it, in dark mode too.</summary>
internal static class QrImages
{
    private const int PixelsPerModule = 4;

    /// <summary>
    /// Readers take any of the eight masks. Looking for the one with the fewest patterns that might confuse them costs five times as much
    /// as the code itself.
    /// </summary>
    private const int Mask = 3;

    /// <summary>Remembered images, some kilobytes each; when full, the memory begins anew.</summary>
    private const int CacheLimit = 1000;

    private static readonly ConcurrentDictionary<(string Text, string Type), byte[]> Drawn = new();

    /// <summary>The image of a text, drawn once: drawing costs, and anybody may ask as often as he likes.</summary>
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

    /// <summary>The code by ZXing, in the form that QRCoder draws.</summary>
    private static QRCodeData Encode(string text)
    {
        var hints = new Dictionary<EncodeHintType, object>
        {
            [EncodeHintType.CHARACTER_SET] = "UTF-8",
            // Not all readers know the segment that names the character set, and all guess UTF-8.
            [EncodeHintType.DISABLE_ECI] = true,
            [EncodeHintType.QR_MASK_PATTERN] = Mask,
        };
        var code = Encoder.encode(text, ErrorCorrectionLevel.M, hints);
        var data = new QRCodeData(code.Version.VersionNumber, addPadding: true);
        var (modules, zone) = (code.Matrix.Array, (data.ModuleMatrix.Count - code.Matrix.Height) / 2);
        for (var y = 0; y < modules.Length; y++)
        {
            var row = data.ModuleMatrix[y + zone];
            for (var x = 0; x < modules[y].Length; x++) row[x + zone] = modules[y][x] != 0;
        }
        return data;
    }
}
