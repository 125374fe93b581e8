using System.Net.Http.Headers;
using System.Text.Json;
using System.Web;

namespace Payments.Testing.Gateway.Documents;

/// <summary>
/// Holds every answer that a test's client hears against the OpenAPI documents, and every request that was accepted. What is not documented
/// fails the test that came upon it.
/// </summary>
public sealed class DocumentedAnswers(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        foreach (var document in ApiDocument.All)
        {
            if (document.Find(request.Method.Method, path) is not { } operation) continue;
            var faults = await FaultsAsync(operation, request, response, cancellationToken);
            if (faults.Count > 0)
                throw new InvalidOperationException($"{operation.Name}: {string.Join("; ", faults)}. " +
                    $"Say so in {ApiDocument.Folder}/{document.Name}.json, or send what it says.");
        }
        return response;
    }

    private static async Task<IReadOnlyList<string>> FaultsAsync(
        DocumentedOperation operation, HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        JsonElement? json = null;
        if (type == Json)
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken)).RootElement;
        }
        var faults = operation.Faults((int)response.StatusCode, type, json);
        return IsAccepted(response, json) ? [.. faults, .. await RequestFaultsAsync(operation, request)] : faults;
    }

    /// <summary>EPay refuses with HTTP 200 and a code below zero.</summary>
    private static bool IsAccepted(HttpResponseMessage response, JsonElement? json) => (int)response.StatusCode < 400 &&
        !(json is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("code", out var code) && code.GetInt32() < 0);

    private static async Task<IReadOnlyList<string>> RequestFaultsAsync(DocumentedOperation operation, HttpRequestMessage request)
    {
        var query = HttpUtility.ParseQueryString(request.RequestUri!.Query).AllKeys.OfType<string>().ToArray();
        var faults = operation.QueryFaults(query);
        // Other contents can be read once, and were.
        if (request.Content is not ByteArrayContent content || content.Headers.ContentLength == 0) return faults;
        var text = await content.ReadAsStringAsync();
        return content.Headers.ContentType switch
        {
            MediaTypeHeaderValue { MediaType: Json } => [.. faults, .. operation.RequestFaults(Json, JsonDocument.Parse(text).RootElement)],
            MediaTypeHeaderValue { MediaType: Form } => [.. faults, .. operation.RequestFaults(Form, Fields(text))],
            _ => faults,
        };
    }

    private static JsonElement Fields(string form)
    {
        var values = HttpUtility.ParseQueryString(form);
        var names = values.AllKeys.OfType<string>();
        return JsonSerializer.SerializeToElement(names.ToDictionary(name => name, name => values.GetValues(name)![^1]));
    }
}
