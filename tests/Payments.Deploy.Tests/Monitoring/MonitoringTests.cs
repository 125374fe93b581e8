using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Contracts.Notices;
using Payments.Contracts.Rates;
using Payments.Domain.Callbacks;
using Payments.Domain.Notices;
using Payments.Domain.Rates;
using Payments.ProviderSandbox.Cryptomus;
using Payments.ProviderSandbox.WeChat;
using Payments.Storage.Export;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Deploy.Tests.Monitoring;

/// <summary>Alerts and dashboard are judged by Prometheus' own tool, and by what a gateway really tells.</summary>
public sealed partial class MonitoringTests
{
    private const string Wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
    private const string Untold = "payments_callbacks_backlog{status=\"pending\"} 1";

    private static readonly string Alerts = Path.Combine(Repository.Root, "deploy/prometheus/alerts.yml");
    private static readonly string AlertTests = Path.Combine(Repository.Root, "deploy/prometheus/alerts.test.yml");
    private static readonly string Dashboard = Path.Combine(Repository.Root, "deploy/grafana/payments.json");

    [Fact]
    public async Task Every_alert_fires_when_it_should_and_none_while_all_is_well()
    {
        var (code, output) = await Script.RunAsync("promtool", ["test", "rules", AlertTests]);
        code.Should().Be(0, output);
        var named = AlertName().Matches(await File.ReadAllTextAsync(Alerts)).Select(match => match.Groups[1].Value);
        var tested = TestedName().Matches(await File.ReadAllTextAsync(AlertTests)).Select(match => match.Groups[1].Value);
        named.Should().BeSubsetOf(tested.ToHashSet());
    }

    [Fact]
    public async Task The_dashboards_questions_can_be_asked()
    {
        var rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        foreach (var (question, number) in Questions().Select((question, number) => (question, number)))
            rules.Append("      - record: q").Append(number).Append("\n        expr: ").Append(JsonSerializer.Serialize(question.Replace("$__rate_interval", "5m").Replace("$instance", ".+"))).Append('\n');
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, rules.ToString());
        var (code, output) = await Script.RunAsync("promtool", ["check", "rules", file]);
        File.Delete(file);
        code.Should().Be(0, output);
    }

    [Fact]
    public async Task Whatever_is_alerted_on_is_on_the_dashboard()
    {
        var shown = Questions().SelectMany(Named).ToHashSet();
        AlertExpression().Matches(await File.ReadAllTextAsync(Alerts)).SelectMany(match => Named(match.Groups[1].Value)).Should().BeSubsetOf(shown);

        // Whether it is scraped at all, and Jobs of Kubernetes, are not the gateway's to tell.
        static IEnumerable<string> Named(string question) => Metric().Matches(question).Select(match => match.Groups[1].Value).Where(name => name.StartsWith("payments_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_of_Orleans_is_measured_that_the_dashboard_does_not_show()
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = "None" });
        var told = Read(await gateway.Http.GetStringAsync("/metrics")).Keys.Where(name => name.StartsWith("orleans_", StringComparison.Ordinal));
        told.Should().NotBeEmpty().And.BeSubsetOf(Questions().SelectMany(question => Metric().Matches(question)).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public async Task Prometheus_own_tool_finds_nothing_wrong_with_what_is_told()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, await MetricsAsync());
        var (code, output) = await Script.RunAsync("bash", ["-c", $"promtool check metrics < {file}"]);
        File.Delete(file);
        code.Should().Be(0, output);
    }

    [Fact]
    public async Task Whatever_alerts_and_dashboard_name_the_gateway_really_tells()
    {
        var told = Read(await MetricsAsync());
        var questions = Questions().Concat(AlertExpression().Matches(await File.ReadAllTextAsync(Alerts)).Select(match => match.Groups[1].Value)).ToArray();
        questions.Should().HaveCountGreaterThan(50);
        foreach (var question in questions)
        {
            var metrics = Metric().Matches(question).Select(match => (Name: match.Groups[1].Value, Matchers: match.Groups[2].Value)).ToArray();
            foreach (var (name, matchers) in metrics)
            {
                told.Should().ContainKey(name, question);
                Label().Matches(matchers).Select(match => match.Groups[1].Value).Should().BeSubsetOf(told[name], question);
            }
            var labels = metrics.SelectMany(metric => told[metric.Name]).ToHashSet();
            foreach (Match by in Grouping().Matches(question)) by.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries).Should().BeSubsetOf(labels, question);
            foreach (Match status in Status().Matches(question)) status.Groups[1].Value.Split('|').Should().BeSubsetOf(Enum.GetNames<DeliveryStatus>().Select(name => name.ToLowerInvariant()), question);
        }
    }

    /// <summary>A gateway that has seen a bit of everything: an order paid, a shop that does not hear, money that fits nothing, a rate and none.</summary>
    private static async Task<string> MetricsAsync()
    {
        var chain = new ScriptedChain(confirmations: 2);
        await using var shop = new ShopReceiver(_ => (500, "no"));
        await using var prices = new PriceServer();
        await prices.StartAsync();
        await using var provider = await CryptomusSandbox.StartAsync(TimeProvider.System);
        await using var wechat = await WeChatSandbox.StartAsync(TimeProvider.System);
        var settings = new Dictionary<string, string?>(ScriptedChain.Settings)
        {
            ["Rates:Sources"] = "coinbase",
            ["Rates:Urls:coinbase"] = prices.Url.ToString(),
            ["Providers:AllowSandbox"] = "true",
            ["Providers:Cryptomus:ApiKey"] = provider.Account["CRYPTOMUS_API_KEY"],
            ["Providers:Cryptomus:MerchantUuid"] = provider.Account["CRYPTOMUS_MERCHANT_UUID"],
            ["Providers:Cryptomus:BaseUrl"] = provider.Account["CRYPTOMUS_BASE_URL"],
            ["Logging:LogLevel:Default"] = "None",
        };
        foreach (var (name, value) in SandboxAccounts.SettingsOf("wechat", wechat.Account)) settings[name] = value;
        await using var gateway = await GatewayHost.StartAsync(settings, services => services.AddSingleton<IChainReaders>(chain));
        var merchant = await gateway.RegisterMerchantAsync();
        await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", Wallet);
        // Five cents: less than one is dust, which is counted and not listed.
        chain.Pay(Wallet, "USDT", 50_000_000_000_000_000);
        await gateway.Services.GetRequiredService<BackupMark>().SetAsync();
        // No mail is set, so that it is tried again later.
        await gateway.Grains.GetGrain<INoticeGrain>(NoticeKey.Of(merchant.Merchant.Id)).PostAsync(new PostedLetter
        {
            Key = "test",
            Event = NoticeEvent.Test,
            Channel = NoticeChannel.Mail,
            Recipient = "anna@example.com",
            Subject = "Test",
            Body = "Test",
        });
        (await gateway.Grains.GetGrain<IRateGrain>(new RatePair("USDT", "USD").GrainKey).GetAsync())!.Rate.Should().Be(1.01m);
        (await gateway.Grains.GetGrain<IRateGrain>(new RatePair("USDT", "CNY").GrainKey).GetAsync()).Should().BeNull();

        using var wish = new HttpRequestMessage(HttpMethod.Post, "/api/v1/payments")
        {
            Headers = { { "X-API-Key", merchant.ApiKey } },
            Content = JsonContent.Create(new
            {
                order_id = "MON-P",
                amount = "15",
                currency = "USD",
                method = "cryptomus",
                callback_url = shop.Url,
            }),
        };
        using var charged = await gateway.Http.SendAsync(wish);
        charged.StatusCode.Should().Be(HttpStatusCode.Created);

        var (isOrdered, isReturned) = (false, false);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var metrics = await gateway.Http.GetStringAsync("/metrics", patience.Token);
            if (!isOrdered && metrics.Contains("payments_transfers_unmatched{chain=\"bsc\"} 1", StringComparison.Ordinal))
            {
                var order = await gateway.CreateOrderAsync(merchant.Merchant.Id, "MON-1", new() { Face = Domain.Orders.Face.Epay, MoneyText = "70", NotifyUrl = shop.Url });
                chain.Pay(Wallet, "USDT", order.Reservation!.Units);
                chain.Mine();
                isOrdered = true;
            }
            if (isOrdered && !isReturned && metrics.Contains(Untold, StringComparison.Ordinal))
            {
                using var back = new HttpRequestMessage(HttpMethod.Post, "/api/v1/payments/MON-1/refunds")
                {
                    Headers = { { "X-API-Key", merchant.ApiKey } },
                    Content = JsonContent.Create(new { refund_id = "R", destination = "0x90f8bf6a479f320ead074411a4b0e7944ea8c9c1" }),
                };
                using var returned = await gateway.Http.SendAsync(back, patience.Token);
                returned.StatusCode.Should().Be(HttpStatusCode.Created);
                isReturned = true;
            }
            string[] last = [Untold, "payments_chain_final", "payments_provider_certificate_left_seconds", "payments_refunds_total",
                "payments_notices_tries_total"];
            if (isReturned && last.All(name => metrics.Contains(name, StringComparison.Ordinal))) return metrics;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
        }
    }

    private static IEnumerable<string> Questions()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Dashboard));
        return [.. dashboard.RootElement.GetProperty("panels").EnumerateArray().Where(panel => panel.TryGetProperty("targets", out _))
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray().Select(target => target.GetProperty("expr").GetString()!))];
    }

    /// <summary>The labels of each metric, and those that Prometheus adds. Of Jobs kube-state-metrics tells, as its documents say.</summary>
    private static Dictionary<string, HashSet<string>> Read(string metrics)
    {
        var told = new Dictionary<string, HashSet<string>>
        {
            ["up"] = ["instance", "job"],
            ["kube_job_failed"] = ["namespace", "job_name", "condition"],
            ["kube_job_status_start_time"] = ["namespace", "job_name"],
        };
        foreach (Match line in Sample().Matches(metrics))
        {
            if (!told.TryGetValue(line.Groups[1].Value, out var labels)) told[line.Groups[1].Value] = labels = ["instance", "job"];
            labels.UnionWith(Label().Matches(line.Groups[2].Value).Select(match => match.Groups[1].Value));
        }
        return told;
    }

    [GeneratedRegex("""- alert: (\w+)""")]
    private static partial Regex AlertName();

    [GeneratedRegex("""alertname: (\w+)""")]
    private static partial Regex TestedName();

    [GeneratedRegex("""expr: (.+)""")]
    private static partial Regex AlertExpression();

    [GeneratedRegex("""\b(payments_\w+|orleans_\w+|kube_\w+|up)\b(\{[^}]*\})?""")]
    private static partial Regex Metric();

    [GeneratedRegex("""(\w+)\s*(?:=~|!~|!=|=)\s*"(?:[^"\\]|\\.)*["]""")]
    private static partial Regex Label();

    [GeneratedRegex("""\b(?:by|without) \(([^)]+)\)""")]
    private static partial Regex Grouping();

    [GeneratedRegex("""status=~?"([^"]+)["]""")]
    private static partial Regex Status();

    [GeneratedRegex("""^([a-z]\w*)(\{.*\})? """, RegexOptions.Multiline)]
    private static partial Regex Sample();

    /// <summary>Knows the price of USDT in USD and nothing else.</summary>
    private sealed class PriceServer : LocalServer
    {
        public Task StartAsync() => ListenAsync(app => app.MapFallback("{**path}", context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync("""{"data":{"currency":"USDT","rates":{"USD":"1.01"}}}""");
        }));
    }
}
