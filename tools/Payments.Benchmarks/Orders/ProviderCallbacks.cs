using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Payments.Testing.Databases;
using Payments.Testing.Gateway;

namespace Payments.Benchmarks.Orders;

/// <summary>
/// Cryptomus' webhooks over HTTP to the provider's answer, each verified: those that complete an order, durable with its callback to the
/// shop, and the same ones again. The invoices come from a server here that answers at once.
/// </summary>
internal sealed class ProviderCallbacks : IAsyncDisposable
{
    private const string PaymentKey = "benchmark-payment-key-0123456789";
    private const int Connections = 32;

    /// <summary>As many payments as the reference is warmed up by, or so.</summary>
    private const int WarmUpSeconds = 8;

    private const int Seconds = 4;

    /// <summary>More than can complete in both times.</summary>
    private const int Orders = 40_000;

    private readonly string folder = Directory.CreateTempSubdirectory("payments-bench-").FullName;
    private readonly WebApplication world;

    private ProviderCallbacks()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        world = builder.Build();
        world.MapPost("/v1/payment", (RequestDelegate)InvoiceAsync);
        world.MapPost("/notify", (RequestDelegate)(context => context.Response.WriteAsync("success")));
    }

    /// <summary>On SQLite.</summary>
    public static async Task RunAsync(Report report)
    {
        var engine = await PaymentThroughput.RateAsync();
        await using var callbacks = new ProviderCallbacks();
        await callbacks.world.StartAsync();
        await callbacks.MeasureAsync(report, engine);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task MeasureAsync(Report report, double engine)
    {
        var port = PostgresServer.FreePort();
        using var gateway = await GatewayProcess.StartAsync(port, new Dictionary<string, string>(BenchmarkShop.Settings(folder))
        {
            ["Callbacks:AllowLoopback"] = "true",
            ["Providers:AllowSandbox"] = "true",
            ["Providers:Cryptomus:BaseUrl"] = $"{world.Urls.First()}/v1",
            ["Providers:Cryptomus:ApiKey"] = PaymentKey,
            ["Providers:Cryptomus:MerchantUuid"] = Guid.Empty.ToString(),
        });
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        await BenchmarkShop.RegisterAsync(http);
        using var accounts = await http.GetFromJsonAsync<JsonDocument>("api/v1/providers");
        var notify = accounts!.RootElement.GetProperty("data").GetProperty("providers").EnumerateArray()
            .Single(provider => provider.GetProperty("provider").GetString() == "cryptomus").GetProperty("notify_url").GetString()!;
        var webhooks = new string[Orders];
        await Parallel.ForAsync(0, Orders, new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (number, stop) =>
            webhooks[number] = Webhook(await ChargeAsync(http, number, stop)));

        var first = BenchmarkShop.Write(Path.Combine(folder, "first.txt"), webhooks[..(Orders / 2)]);
        var second = BenchmarkShop.Write(Path.Combine(folder, "second.txt"), webhooks[(Orders / 2)..]);
        await CompleteAsync(notify, first, WarmUpSeconds);
        var completing = await CompleteAsync(notify, second, Seconds);
        // An order that waits is asked for at its provider again and again; what is measured next is the answer alone.
        await Parallel.ForEachAsync(webhooks, new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (webhook, stop) =>
        {
            using var body = new StringContent(webhook, Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(notify, body, stop);
            answer.EnsureSuccessStatusCode();
        });
        await Wrk.RunJsonAsync(notify, second, "", Connections, WarmUpSeconds);
        var repeats = (await Wrk.RunJsonAsync(notify, second, "", Connections, Seconds)).Rate;
        var bare = await BareEndpoint.ReadingRateAsync(second, Connections);
        report.Add(
            "verified webhooks that complete orders, 32 connections, SQLite; " +
            "reference: payments of the engine in this run, target at least 0.8",
            completing, "webhooks/s", engine);
        report.Add(
            "verified webhooks that come again; reference: an endpoint that reads the body, target at least 3,000/s",
            repeats, "webhooks/s", bare);
    }

    private static async Task<double> CompleteAsync(string url, string bodies, int seconds)
    {
        var rate = (await Wrk.RunJsonAsync(url, bodies, "", Connections, seconds)).Rate;
        return rate * seconds < Orders / 2 ? rate : throw new InvalidOperationException($"{rate} webhooks/s are more than were prepared.");
    }

    private async Task<string> ChargeAsync(HttpClient http, int number, CancellationToken stop)
    {
        var wish = new
        {
            order_id = $"C{number}",
            amount = "15",
            currency = "USD",
            method = "cryptomus",
            callback_url = $"{world.Urls.First()}/notify",
        };
        using var response = await http.PostAsJsonAsync("api/v1/payments", wish, stop);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(stop);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"A payment was refused: {answer}");
        return answer.GetProperty("data").GetProperty("charge").GetProperty("reference").GetString()!;
    }

    /// <summary>A paid invoice's webhook, signed as the service signs: MD5 over base64 and key, in the body.</summary>
    private static string Webhook(string reference)
    {
        var body = JsonSerializer.Serialize(new
        {
            type = "payment",
            uuid = UuidOf(reference),
            order_id = reference,
            amount = "15.00000000",
            payment_amount = "15.00000000",
            payment_amount_usd = "15.00",
            merchant_amount = "14.70000000",
            commission = "0.30000000",
            is_final = true,
            status = "paid",
            network = "tron",
            currency = "USD",
            payer_currency = "USDT",
            payer_amount = "15.00000000",
            txid = $"tx{reference}",
        });
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(body)) + PaymentKey;
        var sign = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
        return $"{body[..^1]},\"sign\":\"{sign}\"}}";
    }

    private static async Task InvoiceAsync(HttpContext context)
    {
        var wish = await context.Request.ReadFromJsonAsync<JsonElement>();
        var reference = wish.GetProperty("order_id").GetString()!;
        var uuid = UuidOf(reference);
        await context.Response.WriteAsJsonAsync(new
        {
            state = 0,
            result = new
            {
                uuid,
                order_id = reference,
                amount = wish.GetProperty("amount"),
                currency = wish.GetProperty("currency"),
                payment_status = "check",
                is_final = false,
                url = $"https://pay.example/{uuid}",
            },
        });
    }

    private static Guid UuidOf(string reference) => new(MD5.HashData(Encoding.UTF8.GetBytes(reference)));
}
