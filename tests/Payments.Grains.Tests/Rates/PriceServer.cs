using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Payments.Testing;

namespace Payments.Grains.Tests.Rates;

/// <summary>A local server that answers as OKX, Binance, CoinGecko and Coinbase do, each under a path of its own, or misbehaves on demand.</summary>
public sealed class PriceServer : LocalServer
{
    private readonly Dictionary<string, Func<HttpContext, Task>> behaviours = [];
    private readonly Dictionary<string, int> hits = [];

    private PriceServer()
    {
    }

    public static async Task<PriceServer> StartAsync()
    {
        var server = new PriceServer();
        await server.ListenAsync(app => app.Run(server.AnswerAsync));
        return server;
    }

    /// <summary>The base URL of one source.</summary>
    public string UrlOf(string source) => $"{Url}{source}";

    /// <summary>Requests that a source got so far.</summary>
    public int Hits(string source)
    {
        lock (hits) return hits.GetValueOrDefault(source);
    }

    /// <summary>Sets what a source does from now on.</summary>
    public void On(string source, Func<HttpContext, Task> behaviour)
    {
        lock (behaviours) behaviours[source] = behaviour;
    }

    public void Okx(decimal usd, decimal usdCny, DateTimeOffset at) => On("okx", context => Json(context, context.Request.Path.Value!.EndsWith("exchange-rate", StringComparison.Ordinal)
        ? $$$"""{"code":"0","msg":"","data":[{"usdCny":"{{{Text(usdCny)}}}"}]}"""
        : $$$"""{"code":"0","msg":"","data":[{"instId":"{{{context.Request.Query["instId"]}}}","idxPx":"{{{Text(usd)}}}","high24h":"1","ts":"{{{at.ToUnixTimeMilliseconds()}}}"}]}"""));

    public void CoinGecko(decimal cny, DateTimeOffset at) => On("coingecko", context => Json(context,
        $$$$"""{"{{{{context.Request.Query["ids"]}}}}":{"{{{{context.Request.Query["vs_currencies"]}}}}":{{{{Text(cny)}}}},"last_updated_at":{{{{at.ToUnixTimeSeconds()}}}}}}"""));

    public void Coinbase(decimal cny) => On("coinbase", context => Json(context,
        $$$$"""{"data":{"currency":"{{{{context.Request.Query["currency"]}}}}","rates":{"AED":"3.67","CNY":"{{{{Text(cny)}}}}"}}}"""));

    public void Binance(decimal usdt, DateTimeOffset at) => On("binance", context => Json(context,
        $$$"""{"symbol":"{{{context.Request.Query["symbol"]}}}","lastPrice":"{{{Text(usdt)}}}","openTime":1,"closeTime":{{{at.ToUnixTimeMilliseconds()}}}}"""));

    public void Status(string source, int status, string? retryAfter = null) => On(source, context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    });

    public void Body(string source, string body) => On(source, context => Json(context, body));

    /// <summary>The source takes requests and never answers; the task ends when the first has arrived.</summary>
    public Task Hang(string source)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        On(source, async context =>
        {
            arrived.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        return arrived.Task;
    }

    public static Task Json(HttpContext context, string body)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    }

    private Task AnswerAsync(HttpContext context)
    {
        var source = context.Request.Path.Value!.Split('/')[1];
        Func<HttpContext, Task>? behaviour;
        lock (hits) hits[source] = hits.GetValueOrDefault(source) + 1;
        lock (behaviours) behaviours.TryGetValue(source, out behaviour);
        if (behaviour is not null) return behaviour(context);
        context.Response.StatusCode = 503;
        return Task.CompletedTask;
    }

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
