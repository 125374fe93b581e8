using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Payments.Http.Tests.Api;

/// <summary>An answer of the set-up API, whose envelope was checked on the way.</summary>
public sealed record ApiAnswer(HttpStatusCode Status, JsonObject Envelope)
{
    public JsonObject Data => Envelope["data"]!.AsObject();

    public string? Error => (string?)Envelope["error"];
}

/// <summary>Calls the set-up API as a merchant does.</summary>
public sealed class ApiClient(HttpClient http, string? apiKey = null, string? adminKey = null)
{
    /// <summary>The key that it sends.</summary>
    public string? ApiKey => apiKey;

    public ApiClient With(string? key) => new(http, key, adminKey);

    public ApiClient AsAdmin(string? key) => new(http, apiKey, key);

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<ApiAnswer> PostAsync(string path, string? json = null) => SendAsync(HttpMethod.Post, path, Json(json));

    public Task<ApiAnswer> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, Json(json));

    public Task<ApiAnswer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, HttpContent? content,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1{path}") { Content = content };
        if (apiKey is not null) request.Headers.TryAddWithoutValidation("X-API-Key", apiKey);
        if (adminKey is not null) request.Headers.TryAddWithoutValidation("X-Admin-Key", adminKey);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request);
        var envelope = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        Check(response, envelope);
        return new ApiAnswer(response.StatusCode, envelope);
    }

    /// <summary>The text of an export.</summary>
    public async Task<string> TextAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1{path}");
        if (apiKey is not null) request.Headers.TryAddWithoutValidation("X-API-Key", apiKey);
        if (adminKey is not null) request.Headers.TryAddWithoutValidation("X-Admin-Key", adminKey);
        using var response = await http.SendAsync(request);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    /// <summary>Registers a merchant and returns a client with its key.</summary>
    public async Task<(ApiClient Client, JsonObject Merchant)> RegisterAsync(string email)
    {
        var answer = await PostAsync("/merchants", new JsonObject { ["name"] = "店 Shop", ["email"] = email }.ToJsonString());
        answer.Status.Should().Be(HttpStatusCode.Created, answer.Error);
        return (With((string)answer.Data["api_key"]!), answer.Data);
    }

    /// <summary>Says that the merchant asks for its orders itself, or no more, so that they need no callback address.</summary>
    public async Task PollAsync(JsonObject merchant, bool polls = true) =>
        (await PutAsync($"/merchants/{merchant["merchant_id"]}", new JsonObject { ["polling"] = polls }.ToJsonString()))
            .Error.Should().BeNull();

    private static StringContent? Json(string? json) => json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");

    private static void Check(HttpResponseMessage response, JsonObject envelope)
    {
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        response.Headers.CacheControl!.NoStore.Should().BeTrue("answers carry keys");
        envelope.Select(property => property.Key).Should().Equal("success", "data", "error", "timestamp");
        ((string)envelope["timestamp"]!).Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$");
        var succeeded = response.IsSuccessStatusCode;
        ((bool)envelope["success"]!).Should().Be(succeeded);
        (envelope["error"] is null).Should().Be(succeeded);
        (envelope["data"] is null).Should().Be(!succeeded);
    }
}
