using System.Text;

namespace Payments.Providers.Alipay.Notices;

/// <summary>
/// The fields of a notice, or of a payer's return, decoded once and to bytes: those bytes are what Alipay signed. Values keep their blanks
/// and are not unescaped any further.
/// </summary>
internal sealed class AlipayForm
{
    /// <summary>The longest form that is read, in bytes.</summary>
    public const int Longest = 64 << 10;

    private const int MostFields = 256;

    private readonly SortedDictionary<string, byte[]> fields;
    private readonly Encoding encoding;

    private AlipayForm(SortedDictionary<string, byte[]> fields, Encoding encoding) => (this.fields, this.encoding) = (fields, encoding);

    /// <summary>A field's text, or null where it is missing or empty.</summary>
    public string? this[string name] =>
        fields.TryGetValue(name, out var value) && value.Length > 0 ? encoding.GetString(value) : null;

    /// <summary>Whether a field is there, empty or not.</summary>
    public bool Has(string name) => fields.ContainsKey(name);

    /// <summary>Whether a field without a value is there.</summary>
    public bool HasEmpty => fields.Values.Any(value => value.Length == 0);

    /// <summary>
    /// Reads a form. A name that stands in it twice, one that no field of Alipay's has, and an unknown charset make it unreadable. Never
    /// throws.
    /// </summary>
    /// <param name="body">The form, percent-encoded.</param>
    /// <param name="fault">Why it cannot be read.</param>
    public static AlipayForm? Find(ReadOnlySpan<byte> body, out string? fault)
    {
        fault = body.Length > Longest ? $"it is longer than {Longest} bytes" : body.IsEmpty ? "it is empty" : null;
        if (fault is not null) return null;
        var fields = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            var middle = pair.IndexOf((byte)'=');
            var name = Encoding.Latin1.GetString(Decode(middle < 0 ? pair : pair[..middle]));
            if (name.Length == 0 || !name.All(IsPlain)) fault = "a name in it is none of Alipay's";
            else if (fields.Count == MostFields) fault = $"it has more than {MostFields} fields";
            else if (!fields.TryAdd(name, middle < 0 ? [] : Decode(pair[(middle + 1)..]))) fault = $"{name} stands in it twice";
            if (fault is not null) return null;
        }
        var charset = fields.TryGetValue("charset", out var named) && named.Length > 0 ? Encoding.Latin1.GetString(named) : null;
        if (AlipayText.Find(charset) is { } encoding) return new AlipayForm(fields, encoding);
        fault = "its charset is not known here";
        return null;
    }

    /// <summary>The bytes that were signed: the fields in the order of their names, without those that are left out.</summary>
    /// <param name="without">Names that are left out; <c>sign</c> always is.</param>
    /// <param name="keepsEmpty">Whether fields without a value are in it.</param>
    public byte[] SignText(IReadOnlyCollection<string> without, bool keepsEmpty)
    {
        using var text = new MemoryStream();
        foreach (var (name, value) in fields)
        {
            if (name == "sign" || without.Contains(name) || value.Length == 0 && !keepsEmpty) continue;
            if (text.Length > 0) text.WriteByte((byte)'&');
            text.Write(Encoding.Latin1.GetBytes(name));
            text.WriteByte((byte)'=');
            text.Write(value);
        }
        return text.ToArray();
    }

    /// <summary>Decodes once: <c>+</c> is a blank, and a <c>%</c> without two digits of hex behind it stands for itself.</summary>
    private static byte[] Decode(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && Digit(text[i + 1]) is >= 0 and var high && Digit(text[i + 2]) is >= 0 and var low)
            {
                bytes[length++] = (byte)(high << 4 | low);
                i += 2;
            }
            else bytes[length++] = text[i] == '+' ? (byte)' ' : text[i];
        }
        return bytes[..length];
    }

    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.';

    private static int Digit(byte letter) => letter switch
    {
        >= (byte)'0' and <= (byte)'9' => letter - '0',
        >= (byte)'a' and <= (byte)'f' => letter - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => letter - 'A' + 10,
        _ => -1,
    };
}
