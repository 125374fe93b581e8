using System.Text;
using Microsoft.AspNetCore.Http;

namespace Payments.Http.Common;

/// <summary>The parameters of a query and of a form body. As in PHP the body wins over the query, and the last of equal names over the first.</summary>
public sealed class FormParameters
{
    private const int CountLimit = 64;

    private readonly List<KeyValuePair<string, string>> pairs = new(16);

    /// <summary>Names and decoded values.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs => pairs;

    /// <summary>A value, or null.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var pair in pairs)
                if (pair.Key == name) return pair.Value;
            return null;
        }
    }

    /// <summary>Reads a request.</summary>
    /// <exception cref="InputException">The body is too large or of another type, or has too many parameters.</exception>
    public static async Task<FormParameters> ReadAsync(HttpRequest request)
    {
        var parameters = new FormParameters();
        if (request.QueryString.Value is { Length: > 1 } query) parameters.Add(query.AsSpan(1));
        if (!HttpMethods.IsPost(request.Method)) return parameters;
        var type = request.ContentType;
        if (type is not null && type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            await parameters.AddMultipartAsync(request);
            return parameters;
        }
        if (type is not null && !type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            throw new InputException("Content-Type", "expected application/x-www-form-urlencoded", StatusCodes.Status415UnsupportedMediaType);
        parameters.Add(await RequestBody.ReadAsync(request, Encoding.UTF8.GetString));
        return parameters;
    }

    private async Task AddMultipartAsync(HttpRequest request)
    {
        if (request.ContentLength > RequestBody.Limit) throw RequestBody.TooLarge();
        try
        {
            foreach (var (name, value) in await request.ReadFormAsync()) Set(name, value.LastOrDefault() ?? "");
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new InputException("body", "is not a well-formed form", (exception as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest);
        }
    }

    private void Add(ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split('&'))
        {
            var part = text[range];
            if (part.IsEmpty) continue;
            var equals = part.IndexOf('=');
            Set(Decode(equals < 0 ? part : part[..equals]), equals < 0 ? "" : Decode(part[(equals + 1)..]));
        }
    }

    private void Set(string name, string value)
    {
        for (var i = 0; i < pairs.Count; i++)
        {
            if (pairs[i].Key != name) continue;
            pairs[i] = new(name, value);
            return;
        }
        if (pairs.Count >= CountLimit) throw new InputException("parameters", $"at most {CountLimit}");
        pairs.Add(new(name, value));
    }

    private static string Decode(ReadOnlySpan<char> text) =>
        text.IndexOfAny('%', '+') < 0 ? text.ToString() : Uri.UnescapeDataString(text.ToString().Replace('+', ' '));
}
