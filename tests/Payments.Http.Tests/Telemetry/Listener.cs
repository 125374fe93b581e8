using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Payments.Testing;

namespace Payments.Http.Tests.Telemetry;

/// <summary>A shop and a collector in one: keeps every request with its headers and answers <c>success</c>.</summary>
internal sealed class Listener : LocalServer
{
    /// <summary>The requests so far.</summary>
    public ConcurrentQueue<Heard> All { get; } = new();

    /// <summary>Starts listening.</summary>
    public static async Task<Listener> StartAsync()
    {
        var listener = new Listener();
        await listener.ListenAsync(app => app.MapFallback("{**path}", listener.HearAsync));
        return listener;
    }

    /// <summary>The requests to a path.</summary>
    public IReadOnlyList<Heard> To(string path) => [.. All.Where(heard => heard.Path == path)];

    private async Task HearAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        All.Enqueue(new Heard(context.Request.Path.Value!, headers, body.ToArray()));
        await context.Response.WriteAsync("success");
    }

    /// <summary>A request.</summary>
    /// <param name="Path">Its path.</param>
    /// <param name="Headers">Its headers.</param>
    /// <param name="Body">Its body.</param>
    public sealed record Heard(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);
}
