using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Payments.Chains.Tron;

/// <summary>What nodes say when they do not answer: an object with <c>Error</c>, whatever the status.</summary>
/// <remarks>
/// TronGrid, 429 or 403: <c>The key exceeds the frequency limit(15), and the query server is suspended for 30 s</c>, or
/// <c>request rate … exceeded the allowed_rps(3), and the query server is suspended for 1 s</c>. java-tron, 200: <c>class
/// java.lang.IllegalAccessException : lack of computing resources</c> where its own limit is reached.
/// </remarks>
internal static partial class TronRefusal
{
    private const int MessageLimit = 200;

    /// <summary>The text of a refusal, or null where the answer is none.</summary>
    /// <exception cref="JsonException">The answer begins like JSON and is none.</exception>
    public static string? TextOf(ReadOnlySpan<byte> answer)
    {
        if (answer.IndexOfAnyExcept(" \r\n\t"u8) is not (>= 0 and var at) || answer[at] != '{') return null;
        var reader = new Utf8JsonReader(answer);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isError = reader.ValueTextEquals("Error"u8) || reader.ValueTextEquals("error"u8);
            // A refusal has nothing but flat fields; an answer is left at its first list or object.
            if (!reader.Read() || reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject) return null;
            if (isError && reader.TokenType == JsonTokenType.String) return Short(reader.GetString()!);
        }
        return null;
    }

    /// <summary>The text beside a status that says failure already; what comes with it may be anything, and is null where it is no refusal.</summary>
    public static string? TextOfFailure(ReadOnlySpan<byte> answer)
    {
        try
        {
            return TextOf(answer);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether it is about how often the node is asked, not about the question.</summary>
    public static bool IsLimit(string text) =>
        text.Contains("lack of computing resources", StringComparison.OrdinalIgnoreCase) || text.Contains("suspended for", StringComparison.OrdinalIgnoreCase) ||
        text.Contains("frequency limit", StringComparison.OrdinalIgnoreCase) || text.Contains("rate limit", StringComparison.OrdinalIgnoreCase);

    /// <summary>How long the node wants to be left alone, or null.</summary>
    public static TimeSpan? Suspension(string? text) =>
        text is not null && SuspendedFor().Match(text) is { Success: true } match ? TimeSpan.FromSeconds(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)) : null;

    /// <summary>How many questions a second it allows, or null.</summary>
    public static int? AllowedRate(string? text) =>
        text is not null && Allowed().Match(text) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;

    private static string Short(string text) => text.Length <= MessageLimit ? text : text[..MessageLimit] + "…";

    [GeneratedRegex(@"suspended for ([0-9]{1,6}) ?s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SuspendedFor();

    [GeneratedRegex(@"(?:limit|allowed_rps) ?\(([1-9][0-9]{0,5})\)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Allowed();
}
