using System.Globalization;
using System.Text;

namespace Payments.Http.Codes;

/// <summary>SVG images of QR codes: one path of dark runs on white, a quiet zone around.</summary>
public static class QrSvg
{
    private const int Quiet = QrPng.Quiet;

    /// <summary>The image of a code, without a size of its own.</summary>
    public static string Of(QrCode code)
    {
        var side = code.Modules + 2 * Quiet;
        var path = new StringBuilder();
        for (var y = 0; y < code.Modules; y++)
        {
            var row = code.Row(y);
            for (var x = 0; row != 0;)
            {
                var light = (int)UInt128.TrailingZeroCount(row);
                var dark = (int)UInt128.TrailingZeroCount(~(row >> light));
                x += light;
                path.Append(CultureInfo.InvariantCulture, $"M{x + Quiet} {y + Quiet}h{dark}v1h-{dark}z");
                x += dark;
                row = row >> light >> dark;
            }
        }
        return $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">""" +
            $"""<rect width="{side}" height="{side}" fill="#ffffff"/><path fill="#000000" d="{path}"/></svg>""";
    }
}
