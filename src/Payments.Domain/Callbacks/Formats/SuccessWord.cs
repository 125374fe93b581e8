namespace Payments.Domain.Callbacks.Formats;

/// <summary>The answer that EPay and 188Pay expect: HTTP 200 and, after trimming, <c>success</c> or <c>ok</c> in any case.</summary>
/// <remarks>Byte order marks go with the blanks: each PHP file that was saved with one sends it.</remarks>
internal static class SuccessWord
{
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>Null where the answer is one; otherwise why it is not.</summary>
    public static string? ErrorOf(int statusCode, string body) =>
        statusCode == 200 && IsIn(body) ? null : $"HTTP {statusCode}, and the body is neither success nor ok";

    private static bool IsIn(string body)
    {
        var word = body.AsSpan();
        while (word.Length > 0 && IsBlank(word[0])) word = word[1..];
        while (word.Length > 0 && IsBlank(word[^1])) word = word[..^1];
        return word.Equals("success", StringComparison.OrdinalIgnoreCase) || word.Equals("ok", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsBlank(char letter) => char.IsWhiteSpace(letter) || letter == ByteOrderMark;
}
