using System.Net;
using System.Text.RegularExpressions;

namespace Payments.Benchmarks.Pages;

/// <summary>
/// Finds every kind of page to which links of a shop's console lead, beginning at its home. Pages of one kind differ by ids and by values
/// of the query alone; of each kind the first is taken.
/// </summary>
internal static partial class ConsoleWalk
{
    private const int Most = 200;

    /// <summary>The paths, in the order in which they were found.</summary>
    /// <param name="visitor">Who is signed in.</param>
    /// <param name="home">The shop's home.</param>
    public static async Task<IReadOnlyList<string>> PagesAsync(ConsoleVisitor visitor, string home)
    {
        var (kinds, pages) = (new HashSet<string> { KindOf(home) }, new List<string> { home });
        for (var next = 0; next < pages.Count; next++)
        {
            var html = await visitor.GetAsync(pages[next]);
            foreach (var path in Links().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)))
                if (IsPage(path, home) && kinds.Add(KindOf(path))) pages.Add(path);
            if (pages.Count > Most) throw new InvalidOperationException($"There are more than {Most} kinds of pages.");
        }
        return pages;
    }

    /// <summary>
    /// The other language is the same page; a trial of a rule, which reads a hundred thousand orders, is work that somebody asks for, and
    /// none.
    /// </summary>
    private static bool IsPage(string path, string home) =>
        (path == home || path.StartsWith(home + "/", StringComparison.Ordinal)) && !path.Contains("/export", StringComparison.Ordinal) &&
        !path.Contains("/try", StringComparison.Ordinal) && !path.Contains("lang=", StringComparison.Ordinal);

    private static string KindOf(string path)
    {
        var query = path.IndexOf('?');
        var (place, values) = query < 0 ? (path, "") : (path[..query], path[(query + 1)..]);
        var parts = place.Split('/').Select(part => part.Any(char.IsAsciiDigit) ? "*" : part);
        return $"{string.Join('/', parts)}?{string.Join('&', values.Split('&').Select(value => value.Split('=')[0]))}";
    }

    [GeneratedRegex("<a [^>]*href=\"(/console/[^\"#]*)\"")]
    private static partial Regex Links();
}
