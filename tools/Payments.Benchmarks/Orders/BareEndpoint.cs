using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Payments.Benchmarks.Orders;

/// <summary>References: Kestrel that takes the same requests and does nothing else.</summary>
internal static class BareEndpoint
{
    /// <summary>Requests per second of one that parses forms.</summary>
    public static Task<double> RateAsync(string forms, int connections) => RateAsync(
        async context =>
        {
            var form = await context.Request.ReadFormAsync();
            context.Response.StatusCode = form.ContainsKey("pid") ? 302 : 400;
            context.Response.Headers.Location = "/cashier";
        },
        (url, seconds) => Wrk.RunAsync(url, forms, connections, seconds));

    /// <summary>Requests per second of one that reads bodies to their end.</summary>
    public static Task<double> ReadingRateAsync(string bodies, int connections) => RateAsync(
        async context => await context.Request.Body.CopyToAsync(Stream.Null),
        (url, seconds) => Wrk.RunJsonAsync(url, bodies, "", connections, seconds));

    private static async Task<double> RateAsync(RequestDelegate take, Func<string, int, Task<WrkResult>> load)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapPost("/submit.php", take);
        await app.StartAsync();
        var url = $"{app.Urls.First()}/submit.php";
        await load(url, 2);
        return (await load(url, 4)).Rate;
    }
}
