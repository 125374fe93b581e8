using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Payments.Benchmarks.Orders;

/// <summary>A reference: Kestrel that parses the same form and does nothing else.</summary>
internal static class BareEndpoint
{
    /// <summary>Requests per second.</summary>
    public static async Task<double> RateAsync(string forms, int connections)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapPost("/submit.php", (RequestDelegate)(async context =>
        {
            var form = await context.Request.ReadFormAsync();
            context.Response.StatusCode = form.ContainsKey("pid") ? 302 : 400;
            context.Response.Headers.Location = "/cashier";
        }));
        await app.StartAsync();
        var url = $"{app.Urls.First()}/submit.php";
        await Wrk.RunAsync(url, forms, connections, 2);
        return (await Wrk.RunAsync(url, forms, connections, 4)).Rate;
    }
}
