using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Payments.Domain.Identity;

namespace Payments.Http.Cashier;

/// <summary>Server-sent events of one order: its state on every change, a heartbeat between, and the end when it is final.</summary>
internal sealed class CashierEvents(OrderFeeds feeds, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>Proxies close connections that stay silent for a minute or even less.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private const int RetryMs = 3000;

    public async Task WriteAsync(HttpContext context, OrderId id, CashierState first)
    {
        if (feeds.Join(id, first) is not { } feed)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "5";
            return;
        }
        try
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            await SendAsync(context, feed, end.Token);
        }
        catch (OperationCanceledException)
        {
            // The payer closed the page, or the gateway stops: the browser comes again by itself.
        }
        finally
        {
            feeds.Leave(feed);
        }
    }

    private async Task SendAsync(HttpContext context, OrderFeed feed, CancellationToken end)
    {
        var response = context.Response;
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await response.WriteAsync($"retry: {RetryMs}\n\n", end);
        var heard = context.Request.Headers["Last-Event-ID"].ToString();
        while (true)
        {
            var (state, changed) = feed.Latest;
            if (state is not null && state.Revision != heard)
            {
                await response.WriteAsync(Event("state", state with { Now = time.GetUtcNow() }), end);
                heard = state.Revision;
            }
            if (state is { IsFinal: true })
            {
                await response.WriteAsync($"event: end\ndata: {state.Revision}\n\n", end);
                return;
            }
            await response.Body.FlushAsync(end);
            try
            {
                await changed.WaitAsync(Heartbeat, time, end);
            }
            catch (TimeoutException)
            {
                await response.WriteAsync(": still here\n\n", end);
            }
        }
    }

    private static string Event(string name, CashierState state) => new StringBuilder()
        .Append("id: ").Append(state.Revision).Append("\nevent: ").Append(name).Append("\ndata: ")
        .Append(JsonSerializer.Serialize(state, CashierJson.Default.CashierState)).Append("\n\n").ToString();
}
