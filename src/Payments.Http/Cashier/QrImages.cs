using QRCoder;

namespace Payments.Http.Cashier;

/// <summary>Draws payment URIs. Always dark on white with a quiet zone: scanners want it, in dark mode too.</summary>
internal static class QrImages
{
    private const int PixelsPerModule = 8;

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
