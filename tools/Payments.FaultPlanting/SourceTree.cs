using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Payments.FaultPlanting;

/// <summary>A copy of the checkout, in a folder of its own, into which faults are planted. The checkout itself is only read.</summary>
internal sealed class SourceTree : IDisposable
{
    private readonly bool keep;
    private readonly HashSet<string> planted = [];

    private SourceTree(string folder, bool keep) => (Folder, this.keep) = (folder, keep);

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <summary>Copies all files that belong to the checkout, changed and new ones as they are.</summary>
    /// <param name="checkout">The checkout.</param>
    /// <param name="keep">Whether the copy stays, to be looked at.</param>
    public static async Task<SourceTree> CopyAsync(string checkout, bool keep)
    {
        var tree = new SourceTree(Directory.CreateTempSubdirectory("payments-faults-").FullName, keep);
        string[] question = ["-C", checkout, "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
        var files = await Tool.RunAsync("git", question, Tool.Patience);
        foreach (var file in files.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var from = Path.Combine(checkout, file);
            if (!File.Exists(from)) continue;
            var to = Path.Combine(tree.Folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to);
        }
        return tree;
    }

    /// <summary>All places below folders or files of the copy.</summary>
    public IReadOnlyList<Fault> Candidates(IEnumerable<string> sources)
    {
        var all = FilesBelow("src").ToDictionary(file => file, file => CSharpSyntaxTree.ParseText(Read(file)).GetRoot());
        var enums = all.Values.SelectMany(root => root.DescendantNodes().OfType<EnumDeclarationSyntax>())
            .GroupBy(type => type.Identifier.Text)
            .ToDictionary(group => group.Key, group => group.First().Members.Select(member => member.Identifier.Text).ToArray());
        var files = sources.SelectMany(FilesBelow).Distinct().Order(StringComparer.Ordinal);
        return [.. files.SelectMany(file => FaultFinder.In(file, all[file], enums))];
    }

    /// <summary>Writes faults into the copy, in place of those that it had.</summary>
    public void Plant(string checkout, IReadOnlyList<Fault> faults)
    {
        planted.UnionWith(faults.Select(fault => fault.File));
        var byFile = faults.ToLookup(fault => fault.File);
        foreach (var file in planted)
            File.WriteAllText(Path.Combine(Folder, file), FaultSwitch.Written(File.ReadAllText(Path.Combine(checkout, file)), byFile[file]));
        foreach (var project in faults.Select(fault => ProjectOf(fault.File)).Distinct())
            File.WriteAllText(Path.Combine(Folder, project, "PlantedFault.cs"), FaultSwitch.Source);
    }

    /// <summary>The folder of a file's project.</summary>
    public string ProjectOf(string file)
    {
        for (var folder = Path.GetDirectoryName(file); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
            if (Directory.EnumerateFiles(Path.Combine(Folder, folder), "*.csproj").Any()) return folder;
        throw new ArgumentException($"{file} is in no project.");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!keep) Directory.Delete(Folder, recursive: true);
    }

    private string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    private IEnumerable<string> FilesBelow(string source)
    {
        var path = Path.Combine(Folder, source);
        if (File.Exists(path)) return [source];
        if (!Directory.Exists(path)) throw new ArgumentException($"There is no {source}.");
        return Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
    }
}
