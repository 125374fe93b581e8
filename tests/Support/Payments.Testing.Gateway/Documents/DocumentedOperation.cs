using System.Globalization;
using System.Text.Json;

namespace Payments.Testing.Gateway.Documents;

/// <summary>One method of one path of a document.</summary>
/// <param name="document">The document.</param>
/// <param name="name">Method and path.</param>
/// <param name="item">The path, with what all its methods share.</param>
/// <param name="operation">The operation.</param>
public sealed class DocumentedOperation(ApiDocument document, string name, JsonElement item, JsonElement operation)
{
    /// <summary>Method and path.</summary>
    public string Name => name;

    /// <summary>What is wrong with an answer, by its status, type and body.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="type">The media type, or null without a body.</param>
    /// <param name="json">The body where it is JSON.</param>
    public IReadOnlyList<string> Faults(int status, string? type, JsonElement? json)
    {
        if (FindResponse(status) is not { } response) return [$"the status {status} is not documented"];
        if (!response.TryGetProperty("content", out var content) || type is null) return [];
        if (!content.TryGetProperty(type, out var media)) return [$"the media type {type} is not documented for {status}"];
        if (json is not { } body) return [];
        return [.. document.Shape.Faults(body, media.GetProperty("schema")).Select(fault => $"{status} body{fault}")];
    }

    /// <summary>What is wrong with the body of a request that was accepted.</summary>
    public IReadOnlyList<string> RequestFaults(string type, JsonElement body)
    {
        if (!operation.TryGetProperty("requestBody", out var request)) return ["a request body is not documented"];
        if (!request.GetProperty("content").TryGetProperty(type, out var media)) return [$"requests of type {type} are not documented"];
        return [.. document.Shape.Faults(body, media.GetProperty("schema")).Select(fault => $"request body{fault}")];
    }

    /// <summary>What is wrong with the query of a request that was accepted.</summary>
    public IReadOnlyList<string> QueryFaults(IReadOnlyCollection<string> names)
    {
        var known = Parameters().Where(parameter => parameter.GetProperty("in").GetString() == "query").ToArray();
        if (known.Any(parameter => parameter.GetProperty("schema").TryGetProperty("additionalProperties", out _))) return [];
        var documented = known.Select(parameter => parameter.GetProperty("name").GetString()!).ToArray();
        return [.. names.Except(documented).Select(missing => $"the query parameter {missing} is not documented")];
    }

    private IEnumerable<JsonElement> Parameters() => new[] { item, operation }
        .Where(place => place.TryGetProperty("parameters", out _))
        .SelectMany(place => place.GetProperty("parameters").EnumerateArray()).Select(document.Shape.Resolve);

    private JsonElement? FindResponse(int status)
    {
        var responses = operation.GetProperty("responses");
        foreach (var key in new[] { status.ToString(CultureInfo.InvariantCulture), $"{status / 100}XX" })
            if (responses.TryGetProperty(key, out var response)) return document.Shape.Resolve(response);
        return null;
    }
}
