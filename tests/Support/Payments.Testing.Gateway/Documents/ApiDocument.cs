using System.Text.Json;
using System.Text.RegularExpressions;

namespace Payments.Testing.Gateway.Documents;

/// <summary>An OpenAPI document of the product, read from its source.</summary>
public sealed class ApiDocument
{
    /// <summary>Where the documents are, below the root of the checkout.</summary>
    public const string Folder = "src/Payments.Http/OpenApi/Documents";

    private static readonly string[] Methods = ["get", "post", "put", "delete", "patch"];

    private readonly (string Path, Regex Pattern, JsonElement Item)[] paths;

    private ApiDocument(string file)
    {
        Name = Path.GetFileNameWithoutExtension(file);
        Root = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
        Shape = new JsonShape(Root);
        paths = [.. Root.GetProperty("paths").EnumerateObject().Select(path => (path.Name, PatternOf(path.Name), path.Value))
            .OrderBy(path => path.Name.Count(letter => letter == '{'))];
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ApiDocument> All { get; } =
        [.. Directory.GetFiles(Path.Combine(Repository.Root, Folder), "*.json").Order().Select(file => new ApiDocument(file))];

    /// <summary>Its name, without <c>.json</c>.</summary>
    public string Name { get; }

    /// <summary>All of it.</summary>
    public JsonElement Root { get; }

    /// <summary>Judges by its schemas.</summary>
    public JsonShape Shape { get; }

    /// <summary>Every operation, as the method in capitals and the path.</summary>
    public IEnumerable<(string Method, string Path)> Operations => paths.SelectMany(path => Methods
        .Where(method => path.Item.TryGetProperty(method, out _)).Select(method => (method.ToUpperInvariant(), path.Path)));

    /// <summary>The operation that a request is; null where none is documented.</summary>
    public DocumentedOperation? Find(string method, string path)
    {
        foreach (var (name, pattern, item) in paths)
        {
            if (!pattern.IsMatch(path) || !item.TryGetProperty(method.ToLowerInvariant(), out var operation)) continue;
            return new DocumentedOperation(this, $"{method} {name}", item, operation);
        }
        return null;
    }

    private static Regex PatternOf(string path) => new($"^{Regex.Replace(Regex.Escape(path), @"\\\{[^}]+}", "[^/]+")}$");
}
