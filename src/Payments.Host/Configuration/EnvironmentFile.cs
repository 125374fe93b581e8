using System.Text;
using Payments.Domain.Settings;

namespace Payments.Host.Configuration;

/// <summary>
/// A file of variables as other programs have it beside them: <c>NAME=value</c> a line, <c>export</c> before it or not, <c>#</c> begins a
/// comment. A value in double quotes may hold <c>\n</c>, <c>\"</c> and <c>\\</c>; in single quotes it is taken as it is. Nothing is put in
/// for <c>$NAME</c>.
/// </summary>
internal static class EnvironmentFile
{
    private const string Export = "export ";

    /// <summary>The variables of a file; of a name that comes twice the later line counts.</summary>
    /// <exception cref="SettingException">The file cannot be read, or a line is not understood; the line's text is not told.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        var variables = new Dictionary<string, string>();
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"The file {path} cannot be read: {exception.Message}", exception);
        }
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            if (line.StartsWith(Export, StringComparison.Ordinal)) line = line[Export.Length..].TrimStart();
            var end = line.IndexOf('=');
            var name = end < 1 ? "" : line[..end].TrimEnd();
            if (name.Length == 0 || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-'))
                throw new SettingException($"Line {i + 1} of {path} is not understood: expected NAME=value.");
            variables[name] = ValueOf(line[(end + 1)..].Trim())
                ?? throw new SettingException($"Line {i + 1} of {path} is not understood: the quotes of {name} do not end it.");
        }
        return variables;
    }

    private static string? ValueOf(string text) => text switch
    {
        ['\'', ..] => text.IndexOf('\'', 1) is > 0 and var end && IsOver(text[(end + 1)..]) ? text[1..end] : null,
        ['"', ..] => Quoted(text),
        ['#', ..] => "",
        _ => (text.IndexOf(" #", StringComparison.Ordinal) is > 0 and var comment ? text[..comment] : text).TrimEnd(),
    };

    private static string? Quoted(string text)
    {
        var value = new StringBuilder();
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '"') return IsOver(text[(i + 1)..]) ? value.ToString() : null;
            var isEscape = text[i] == '\\' && i + 1 < text.Length && (text[i + 1] is 'n' or '"' or '\\');
            if (isEscape) i++;
            value.Append(isEscape && text[i] == 'n' ? '\n' : text[i]);
        }
        return null;
    }

    private static bool IsOver(string rest) => rest.TrimStart() is [] or ['#', ..];
}
