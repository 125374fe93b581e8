using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Payments.Chains;
using Payments.Domain.Orders;
using Payments.Host;
using Payments.Host.Configuration;
using Payments.Host.Logging;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Startup;

/// <summary>What the log says, in which form, and where it goes.</summary>
public sealed class LogTests : IDisposable
{
    private const string Wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";

    private readonly string folder = Directory.CreateTempSubdirectory("payments-log-").FullName;

    private string LogFile => Path.Combine(folder, "payments.log");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("text", @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info: Payments\.")]
    [InlineData("json", @"^\{""Timestamp"":""\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"",")]
    public async Task Each_step_of_an_order_is_one_line_with_its_time(string form, string begins)
    {
        var chain = new ScriptedChain(confirmations: 2);
        await using var shop = new ShopReceiver();
        var settings = new Dictionary<string, string?>(ScriptedChain.Settings)
        {
            ["LogFormat"] = form,
            ["LogFile"] = LogFile,
            ["Logging:LogLevel:Default"] = "Information",
        };
        Order order;
        await using (var gateway = await GatewayHost.StartAsync(settings, services => services.AddSingleton<IChainReaders>(chain)))
        {
            var merchant = await gateway.RegisterMerchantAsync();
            await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", Wallet);
            order = await gateway.CreateOrderAsync(
                merchant.Merchant.Id, "L-1", new OrderTerms { Face = Face.Epay, MoneyText = "70", NotifyUrl = shop.Url });
            chain.Pay(Wallet, "USDT", order.Quote!.Units);
            chain.Mine();
            await Patience.UntilAsync(
                () => Task.FromResult(Lines()), lines => lines.Any(line => line.Contains("was heard by", StringComparison.Ordinal)),
                    "the shop hears");
        }

        var told = Lines().Where(line => line.Contains(order.Id.Value, StringComparison.Ordinal)).ToArray();
        told.Should().OnlyContain(line => Regex.IsMatch(line, begins));
        string[] steps =
        [
            $"Order {order.Id} of merchant {order.Merchant} is open: number L-1, 70 CNY", $"Order {order.Id}: payment bsc:",
                $"Order {order.Id}: payment bsc:",
            $"Order {order.Id} of merchant {order.Merchant} is completed: number L-1, 70 CNY",
                $"Callback {order.Id}-1 was heard by {new Uri(shop.Url).Authority}, by POST",
        ];
        told.Should().HaveSameCount(steps);
        for (var i = 0; i < steps.Length; i++) told[i].Should().Contain(steps[i]);
        (told[1].Contains("10 USDT is seen"), told[2].Contains("10 USDT is final and counts")).Should().Be((true, true));
    }

    [Theory]
    [InlineData("Orleans", "Orleans.Runtime.Silo", LogLevel.Information)]
    [InlineData("Microsoft.AspNetCore", "Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Information)]
    [InlineData("Default", "Orleans.Runtime.Silo", LogLevel.Error)]
    [InlineData("Default", "Microsoft.AspNetCore.Routing", LogLevel.Warning)]
    [InlineData("Orleans.Runtime", "Orleans.Storage", LogLevel.Warning)]
    public async Task What_is_configured_wins_over_what_is_hidden(string name, string category, LogLevel least)
    {
        var settings = new Dictionary<string, string?> { ["LogFile"] = LogFile, [$"Logging:LogLevel:{name}"] = "Information" };
        await using var gateway = await GatewayHost.StartAsync(settings);
        var logger = gateway.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category);
        Enum.GetValues<LogLevel>().First(logger.IsEnabled).Should().Be(least);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("http://127.0.0.1:9", false)]
    public async Task A_first_start_says_what_to_do_next(string? node, bool isNodeMissing)
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["Chains:Bsc:Rpc"] = node,
            ["Logging:LogLevel:Default"] = "None",
        });
        var output = new StringWriter();
        FirstStart.Tell(gateway.Services, new GatewaySettings { Urls = "http://127.0.0.1:8081", Data = "/var/payments" }, output);
        output.ToString().Should().Contain("/var/payments/master.key").And.Contain("curl http://127.0.0.1:8081/api/v1/merchants").And
            .Contain("http://127.0.0.1:8081/ops");
        output.ToString().Contains("PAYMENTS_Chains__Bsc__Rpc=").Should().Be(isNodeMissing);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("https://pay.example", false)]
    public async Task Without_its_public_address_a_start_warns_that_a_proxy_makes_strangers_local(string publicUrl, bool isWarned)
    {
        var settings = new Dictionary<string, string?> { ["LogFile"] = LogFile, ["PublicUrl"] = publicUrl, ["Logging:LogLevel:Default"] = "Warning" };
        await using (await GatewayHost.StartAsync(settings)) { }
        Lines().Any(line => line.Contains("warn", StringComparison.OrdinalIgnoreCase) &&
            line.Contains("set PublicUrl to the address that the proxy serves", StringComparison.Ordinal)).Should().Be(isWarned);
    }

    [Fact]
    public void A_full_file_is_put_aside_and_the_oldest_goes()
    {
        using (var file = new RotatedFile(LogFile, limit: 10, kept: 2))
            for (var i = 1; i <= 9; i++) file.Write($"line {i}\n");
        File.ReadAllText(LogFile).Should().Be("line 9\n");
        File.ReadAllText(LogFile + ".1").Should().Be("line 7\nline 8\n");
        File.ReadAllText(LogFile + ".2").Should().Be("line 5\nline 6\n");
        Directory.GetFiles(folder).Should().HaveCount(3);
        using (var file = new RotatedFile(LogFile, limit: 100, kept: 2)) file.Write("again\n");
        File.ReadAllText(LogFile).Should().Be("line 9\nagain\n", "a restart goes on in the same file");
    }

    private string[] Lines()
    {
        if (!File.Exists(LogFile)) return [];
        using var reader = new StreamReader(new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n');
    }
}
