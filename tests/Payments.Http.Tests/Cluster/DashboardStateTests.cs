using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Http.Common;
using Payments.Testing;
using Payments.Testing.Databases;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Cluster;

/// <summary>What the Orleans dashboard shows of a grain.</summary>
public sealed class DashboardStateTests
{
    [Fact]
    public async Task The_dashboard_shows_our_states_without_secrets_to_operators_alone()
    {
        await using var gateway = await GatewayHost.StartAsync(ScriptedChain.Settings, services =>
            services.AddSingleton<IChainReaders>(new ScriptedChain(2)));
        var merchant = await gateway.RegisterMerchantAsync();
        await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", "0x70997970c51812dc3a010c7d01b50e0d17dc79c8");
        var order = await gateway.CreateOrderAsync(merchant.Merchant.Id, "D-1", new() { Face = Domain.Orders.Face.Epay, MoneyText = "70", NotifyUrl = "https://shop.example/notify?key=hidden" });
        (await GetAsync(gateway, merchant.Merchant.Id.GrainKey, "Payments.Grains.Merchants.MerchantGrain", key: null)).Status.Should().Be(HttpStatusCode.Unauthorized);

        var seen = await StateAsync(gateway, merchant.Merchant.Id.GrainKey, "Payments.Grains.Merchants.MerchantGrain");
        seen.GetProperty("status").GetString().Should().Be("active");
        seen.GetProperty("wallets")[0].GetProperty("address").GetString().Should().Be("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");
        seen.GetProperty("sealedSecret").GetString().Should().Be("***");
        seen.GetProperty("apiKeyHash").GetString().Should().Be("***");
        seen.ToString().Should().NotContain(merchant.ApiSecret).And.NotContain(merchant.ApiKey);

        var quoted = await StateAsync(gateway, order.Id.GrainKey, "Payments.Grains.Orders.OrderGrain");
        quoted.GetProperty("reservation").GetProperty("units").GetString().Should().Be(order.Reservation!.Units.ToString(System.Globalization.CultureInfo.InvariantCulture));
        quoted.GetProperty("terms").GetProperty("notifyUrl").GetString().Should().Be("https://shop.example/***");

        (await StateAsync(gateway, "mch-none", "Payments.Grains.Merchants.MerchantGrain")).EnumerateObject().Should().BeEmpty();
        (await StateAsync(gateway, "alarm-0", "Payments.Grains.Alarms.AlarmGrain")).EnumerateObject().Should().BeEmpty();
    }

    [Fact]
    public async Task The_dashboard_measures_nothing_until_somebody_looks_and_then_shows_the_silo()
    {
        var folder = Directory.CreateTempSubdirectory("payments-dashboard-").FullName;
        try
        {
            var port = PostgresServer.FreePort();
            using var gateway = await GatewayProcess.StartAsync(port, new Dictionary<string, string>
            {
                ["Data"] = folder,
                ["AdminKey"] = GatewayHost.AdminKey,
            });
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/dashboard/") };
            http.DefaultRequestHeaders.Add(AdminKey.Header, GatewayHost.AdminKey);
            Measuring(gateway).Should().BeEmpty("nobody looked");

            // Its own clock counts once a second.
            await Patience.UntilAsync(async () => await HostsAsync(http) == 1, "the dashboard counts the silo");
            Measuring(gateway).Should().ContainSingle("one reader collects what the dashboard shows");
            var page = await http.GetStringAsync("");
            var script = Regex.Match(page, "<script[^>]+src=\"([^\"]+\\.js)").Groups[1].Value;
            using var asset = await http.GetAsync(script);
            (asset.StatusCode, asset.Content.Headers.ContentType?.MediaType).Should().Be((HttpStatusCode.OK, "text/javascript"));
            using var unknown = await http.GetAsync("nothing/there");
            unknown.StatusCode.Should().Be(HttpStatusCode.NotFound);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The threads of a process that collect instruments by a clock.</summary>
    private static string[] Measuring(GatewayProcess gateway) =>
    [
        .. Directory.EnumerateDirectories($"/proc/{gateway.Id}/task").Select(thread => File.ReadAllText($"{thread}/comm").Trim())
            .Where(name => name.StartsWith("OpenTelemetry-P", StringComparison.Ordinal)),
    ];

    private static async Task<int> HostsAsync(HttpClient http)
    {
        using var seen = JsonDocument.Parse(await http.GetStringAsync("DashboardCounters"));
        return seen.RootElement.GetProperty("totalActiveHostCount").GetInt32();
    }

    /// <summary>The answer is a text with JSON in it.</summary>
    private static async Task<JsonElement> StateAsync(GatewayHost gateway, string id, string type)
    {
        var (status, body) = await GetAsync(gateway, id, type, GatewayHost.AdminKey);
        status.Should().Be(HttpStatusCode.OK);
        return JsonDocument.Parse(JsonSerializer.Deserialize<string>(body)!).RootElement;
    }

    private static async Task<(HttpStatusCode Status, string Body)> GetAsync(GatewayHost gateway, string id, string type, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/dashboard/GrainState?grainId={id}&grainType={type}");
        if (key is not null) request.Headers.Add(AdminKey.Header, key);
        using var response = await gateway.Http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
