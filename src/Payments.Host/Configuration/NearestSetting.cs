namespace Payments.Host.Configuration;

/// <summary>Finds the setting that somebody meant.</summary>
internal static class NearestSetting
{
    private const int LeastTypos = 2;

    /// <summary>The known setting whose name is the most alike, or null where none is; free parts of it are those of the name that was given.</summary>
    public static string? To(string path)
    {
        var given = path.Split(':');
        var plain = Plain(path);
        var nearest = SettingCatalog.Root.Names.Select(name => Fill(name, given)).Select(name => (Name: name, Typos: Distance(Plain(name), plain))).MinBy(near => near.Typos);
        if (nearest.Typos <= Math.Max(LeastTypos, plain.Length / 4)) return nearest.Name;
        // The section was left out.
        return SettingCatalog.Root.Names.Where(name => name[^1].Equals(given[^1], StringComparison.OrdinalIgnoreCase)).Select(name => string.Join(':', name)).FirstOrDefault();
    }

    private static string Fill(string[] name, string[] given) => string.Join(':', name.Select((part, at) => part[0] == '{' && at < given.Length ? given[at] : part));

    /// <summary>One underscore for two, or a dash, is no other letter.</summary>
    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Letters to put in, take out or change, by Levenshtein's rule.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = corner + (from[i - 1] == to[j - 1] ? 0 : 1);
                corner = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
