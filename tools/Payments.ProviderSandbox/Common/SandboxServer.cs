using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Payments.Testing;

namespace Payments.ProviderSandbox.Common;

/// <summary>What the stand-ins share: a record of what was asked, faults on demand, and the routes that order them.</summary>
/// <param name="time">The clock of slow answers and expiring invoices.</param>
public abstract class SandboxServer(TimeProvider time) : LocalServer
{
    /// <summary>How long a slow answer takes.</summary>
    public static readonly TimeSpan SlowFor = TimeSpan.FromMinutes(2);

    /// <summary>The settings of the one account, by the names of the provider's own document.</summary>
    public abstract IReadOnlyDictionary<string, string> Account { get; }

    /// <summary>The faults that were ordered.</summary>
    public FaultBook Faults { get; } = new();

    /// <summary>Every request to the provider's API, in their order.</summary>
    public ConcurrentQueue<SandboxRequest> Requests { get; } = new();

    /// <summary>The clock.</summary>
    protected TimeProvider Time => time;

    /// <summary>Whether a path is the provider's API, whose answers faults may spoil.</summary>
    protected abstract bool IsApi(PathString path);

    /// <summary>Maps what all stand-ins have: <c>/sandbox/…</c>.</summary>
    protected void MapCommon(WebApplication app)
    {
        app.Use(SpoilAsync);
        app.MapGet("/ready", () => "ready");
        app.MapGet("/sandbox/requests", () => Requests.ToArray());
        app.MapPost("/sandbox/faults/{fault}", (string fault, int? times) =>
            Faults.Order(fault, times ?? 1)
                ? Results.NoContent()
                : Results.BadRequest($"There is no fault '{fault}'; there are: {FaultBook.Names}."));
        app.MapDelete("/sandbox/faults", () => Faults.Clear());
    }

    /// <summary>Spoils the answers that were ordered to be spoilt.</summary>
    private async Task SpoilAsync(HttpContext context, RequestDelegate next)
    {
        if (!IsApi(context.Request.Path))
        {
            await next(context);
            return;
        }
        context.Request.EnableBuffering();
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8, leaveOpen: true);
        Requests.Enqueue(new SandboxRequest(context.Request.Method, context.Request.Path + context.Request.QueryString,
            await reader.ReadToEndAsync(context.RequestAborted)));
        context.Request.Body.Position = 0;

        if (Faults.Take(Fault.Slow)) await Task.Delay(SlowFor, time, context.RequestAborted);
        if (Faults.Take(Fault.Down)) await AnswerAsync(context, 503, "<html><body>503 Service Temporarily Unavailable</body></html>");
        else if (Faults.Take(Fault.Lost)) await HideAsync(context, next, 502, "<html><body>502 Bad Gateway</body></html>");
        else if (Faults.Take(Fault.Garbage)) await HideAsync(context, next, 200, "<!DOCTYPE html><html><body>It works!</body></html>");
        else await next(context);
    }

    /// <summary>Does what was asked and answers something else.</summary>
    private static async Task HideAsync(HttpContext context, RequestDelegate next, int status, string body)
    {
        var answer = context.Response.Body;
        context.Response.Body = new MemoryStream();
        await next(context);
        context.Response.Body = answer;
        context.Response.Headers.Clear();
        await AnswerAsync(context, status, body);
    }

    private static async Task AnswerAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html";
        await context.Response.WriteAsync(body, context.RequestAborted);
    }
}

/// <summary>A request to the provider's API.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Body">The body's text.</param>
public sealed record SandboxRequest(string Method, string Target, string Body);
