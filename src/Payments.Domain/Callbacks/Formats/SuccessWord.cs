namespace Payments.Domain.Callbacks.Formats;

/// <summary>The answer that EPay and 188Pay expect: HTTP 200 and, after trimming, <c>success</c> or <c>ok</c> in any case.</summary>
/// <remarks>Byte order marks go with the blanks: each PHP file that was saved with one sends it.</remarks>
internal static class SuccessWord
{
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>Null where the answer is one; otherwise why it is not.</summary>
    public static string? ErrorOf(int statusCode, string body)
    {
        var word = Trimmed(body);
        if (statusCode == 200 && IsWord(word)) return null;
        return statusCode == 200 && word is ['"', .. var quoted, '"'] && IsWord(quoted)
            ? $"HTTP 200, and the body is \"{quoted}\" in quotes, as JSON writes a text: expected the bare word success"
            : $"HTTP {statusCode}, and the body is neither success nor ok";
    }

    private static ReadOnlySpan<char> Trimmed(string body)
    {
        var word = body.AsSpan();
        while (word.Length > 0 && IsBlank(word[0])) word = word[1..];
        while (word.Length > 0 && IsBlank(word[^1])) word = word[..^1];
        return word;
    }

    private static bool IsWord(ReadOnlySpan<char> word) =>
        word.Equals("success", StringComparison.OrdinalIgnoreCase) || word.Equals("ok", StringComparison.OrdinalIgnoreCase);

    private static bool IsBlank(char letter) => char.IsWhiteSpace(letter) || letter == ByteOrderMark;
}
