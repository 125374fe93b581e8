using System.Globalization;
using System.Reflection;

namespace Payments.Storage.Schema;

/// <summary>The numbered scripts of a dialect, in order.</summary>
internal static class SchemaScripts
{
    private static readonly Assembly Home = typeof(SchemaScripts).Assembly;

    /// <summary>The newest script's number, of whichever dialect: what two databases of one program have in common.</summary>
    public static int Latest => Home.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Max(NumberOf);

    /// <summary>Number, name and text of each script: the dialect's own and those in common.</summary>
    public static IReadOnlyList<SchemaScript> Of(string dialect) =>
        [.. Home.GetManifestResourceNames()
            .Select(name => name.Replace('\\', '/'))
            .Where(name => name.StartsWith(dialect + "/", StringComparison.Ordinal) || name.StartsWith("common/", StringComparison.Ordinal))
            .Select(name => new SchemaScript(NumberOf(name), Path.GetFileNameWithoutExtension(name), Read(name)))
            .OrderBy(script => script.Number)];

    private static int NumberOf(string name) => int.Parse(Path.GetFileName(name.Replace('\\', '/'))[..4], CultureInfo.InvariantCulture);

    private static string Read(string name)
    {
        using var reader = new StreamReader(Home.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
