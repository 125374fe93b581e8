using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Payments.Providers.Tests.Cryptomus;

/// <summary>
/// JSON objects as webhooks might be, and worse: escapes, other scripts, line separators, spellings of numbers, nested keys named sign.
/// </summary>
internal static class JsonBodies
{
    private static readonly string[] Names = ["sign", "type_", "a", "b c", "additional_data", "订单", "quote\"", "sl/ash", "é"];

    private static readonly string[] Numbers = ["0", "1", "-1", "1.5", "123456789012", "0.0001"];

    private static readonly string[] OddNumbers = ["1.10", "1e2", "1E+2", "15.00000000", "-0.0", "0.00000001", "12345678901234567890"];

    /// <summary>Fields of a webhook's object beside the required ones, as JSON text without braces; empty or ending in a comma.</summary>
    /// <param name="hasOddNumbers">Whether numbers may be spelt in ways that PHP and JavaScript would not.</param>
    public static Gen<string> Fields(bool hasOddNumbers) =>
        from count in Gen.Choose(0, 5)
        from values in Gen.ListOf(Value(2, hasOddNumbers), count)
        select string.Concat(values.Select((value, i) => $"{Quote($"f{(char)('a' + i)}{Names[i]}")}:{value},"));

    /// <summary>Text in JSON, plainly escaped.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
            quoted.Append(letter is '"' or '\\' || letter < ' ' ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}")
                : letter.ToString());
        return quoted.Append('"').ToString();
    }

    private static Gen<string> Value(int depth, bool hasOddNumbers)
    {
        var leaf = Gen.OneOf(Text(), Gen.Elements(hasOddNumbers ? [.. Numbers, .. OddNumbers] : Numbers),
            Gen.Elements("true", "false", "null"));
        if (depth == 0) return leaf;
        var inner = Value(depth - 1, hasOddNumbers);
        return Gen.OneOf(leaf, inner.ListOf(2).Select(list => $"[{string.Join(',', list)}]"),
            from name in Gen.Elements(Names) from value in inner select $"{{{Quote(name)}:{value}}}");
    }

    private static Gen<string> Text() =>
        Gen.Choose(0, 6).SelectMany(count => Gen.ListOf(Piece(), count)).Select(pieces => $"\"{string.Concat(pieces)}\"");

    /// <summary>Pieces of a text as JSON may spell them.</summary>
    private static Gen<string> Piece() => Gen.Elements(
        "a", " ", "/", "\\/", "\\\"", "\\\\", "\\n", "\\t", "\\b", "\\f", "\\r", "\\u0001", "\\u001f", "\u007f", "订单", "\\u8ba2", "é",
            "\\u00e9", "\u2028", "\\u2029",
        "😀", "\\ud83d\\ude00", "\u00a0", "\ufeff", "<&>'", "sign");
}
