using System.Text;

namespace Payments.Providers.Alipay;

/// <summary>Chinese encodings that Alipay still uses.</summary>
internal static class AlipayText
{
    /// <summary>GB18030, which reads GBK and GB2312 as well.</summary>
    public static Encoding Chinese { get; } = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    /// <summary>The encoding of a <c>charset</c>; null where it is none of Alipay's.</summary>
    public static Encoding? Find(string? charset) => charset?.ToLowerInvariant() switch
    {
        null or "utf-8" or "utf8" => Encoding.UTF8,
        "gbk" or "gb2312" or "gb18030" => Chinese,
        _ => null,
    };

    /// <summary>A text of at most so many characters, no pair of surrogates cut in two and none alone.</summary>
    public static string Cut(string text, int longest)
    {
        var whole = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (whole.Length + rune.Utf16SequenceLength > longest) break;
            whole.Append(rune.ToString());
        }
        return whole.ToString();
    }
}
