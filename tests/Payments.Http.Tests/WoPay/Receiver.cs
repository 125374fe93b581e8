using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Payments.Http.Tests.WoPay;

/// <summary>A small shop that notes what it hears and answers as it is told.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly SemaphoreSlim arrivals = new(0);

    private Receiver(WebApplication app) => this.app = app;

    public string Answer { get; set; } = "success";

    public ConcurrentQueue<(string Method, string Parameters)> Heard { get; } = new();

    public string Url => $"{app.Urls.First()}/notify";

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver.app.Map("/notify", receiver.HearAsync);
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>Waits until so many more requests came.</summary>
    public async Task HearsAsync(int requests)
    {
        for (var i = 0; i < requests; i++) (await arrivals.WaitAsync(TimeSpan.FromSeconds(20))).Should().BeTrue("the shop should have been called");
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task HearAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        Heard.Enqueue((context.Request.Method, body.Length > 0 ? body : context.Request.QueryString.Value!.TrimStart('?')));
        await context.Response.WriteAsync(Answer);
        arrivals.Release();
    }
}
