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

    /// <summary>Sends the cashier's own states.</summary>
    public Task WriteAsync(HttpContext context, OrderId id, CashierState first) =>
        WriteAsync(context, id, first, state => JsonSerializer.Serialize(state, CashierJson.Default.CashierState));

    /// <summary>Sends states in another face's form.</summary>
    /// <param name="context">The request.</param>
    /// <param name="id">The order.</param>
    /// <param name="first">Its state now.</param>
    /// <param name="write">A state as JSON of one line; it carries the present already.</param>
    public async Task WriteAsync(HttpContext context, OrderId id, CashierState first, Func<CashierState, string> write)
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
            await SendAsync(context, feed, write, end.Token);
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

    private async Task SendAsync(HttpContext context, OrderFeed feed, Func<CashierState, string> write, CancellationToken end)
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
                await response.WriteAsync(Event(state.Revision, write(state with { Now = time.GetUtcNow() })), end);
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

    private static string Event(string revision, string data) => new StringBuilder()
        .Append("id: ").Append(revision).Append("\nevent: state\ndata: ").Append(data).Append("\n\n").ToString();
}
