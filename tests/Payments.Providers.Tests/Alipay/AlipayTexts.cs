using FsCheck;
using FsCheck.Fluent;

namespace Payments.Providers.Tests.Alipay;

/// <summary>Texts that readers of forms and JSON commonly get wrong, drawn by a fixed seed so that a failure can be seen again.</summary>
internal static class AlipayTexts
{
    private static readonly Gen<string> Pieces = Gen.OneOf(
        Gen.Elements("a", "Z9", " ", "  ", "+", "%", "%25", "%zz", "&", "=", "&amp;", "&quot;", "\"", "\\", "/", "\\/", "{", "}", "[",
            "]", "'", "<b>", "\t",
            "\u00a0", "\u2028", "\ufeff", "订单", "é", "😀", "\u007f", "sign", "sign_type", "1.10", "１"),
        Gen.Choose(0x21, 0x2fff).Select(code => char.IsSurrogate((char)code) ? "x" : ((char)code).ToString()));

    /// <summary>So many texts of up to eight pieces.</summary>
    public static IReadOnlyList<string> Draw(int count) =>
        Gen.Choose(1, 8).SelectMany(length => Pieces.ListOf(length)).Select(pieces => string.Concat(pieces))
        .Sample(count, new Rnd(20260101), 10).ToList();
}
