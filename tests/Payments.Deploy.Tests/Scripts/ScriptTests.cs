using System.Diagnostics;
using System.Net;
using Payments.Testing;
using Payments.Testing.Databases;
using Payments.Testing.Gateway;

namespace Payments.Deploy.Tests.Scripts;

/// <summary>What the README tells a newcomer to run, on the gateway that was built for the tests.</summary>
public sealed class ScriptTests : IDisposable
{
    private static readonly KeyValuePair<string, string?> Built = new("PAYMENTS", $"dotnet {GatewayProcess.Program}");

    private readonly string checkout = Directory.CreateTempSubdirectory("payments-checkout-").FullName;

    public void Dispose() => Directory.Delete(checkout, recursive: true);

    [Fact]
    public async Task A_backup_is_of_what_run_sh_started_wherever_it_is_called_from()
    {
        var scripts = Directory.CreateDirectory(Path.Combine(checkout, "scripts")).FullName;
        foreach (var name in new[] { "run.sh", "backup.sh" }) File.Copy(Path.Combine(Repository.Root, "scripts", name), Path.Combine(scripts, name));
        var backups = Path.Combine(checkout, "backups");
        var port = PostgresServer.FreePort();

        var early = await Script.RunAsync(Path.Combine(scripts, "backup.sh"), [backups], [Built]);
        early.Code.Should().Be(1, "there is nothing to back up, and a file with nothing in it is no backup");
        early.Output.Should().StartWith("payments: There is no database to read:");

        var start = new ProcessStartInfo(Path.Combine(scripts, "run.sh"), [$"--Urls=http://127.0.0.1:{port}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[Built.Key] = Built.Value;
        using var gateway = Process.Start(start)!;
        var said = Task.WhenAll(gateway.StandardOutput.ReadToEndAsync(), gateway.StandardError.ReadToEndAsync());
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await Patience.UntilAsync(async () => gateway.HasExited || await IsReadyAsync(http), "the gateway is ready");
            gateway.HasExited.Should().BeFalse();
            File.Exists(Path.Combine(checkout, "data", "payments.db")).Should().BeTrue();
            var (code, output) = await Script.RunAsync(Path.Combine(scripts, "backup.sh"), [backups], [Built]);
            code.Should().Be(0, output);
            Directory.GetFiles(backups, "*.export").Should().ContainSingle();
        }
        finally
        {
            // The script became the gateway.
            if (!gateway.HasExited) gateway.Kill();
            await said;
        }
    }

    [Fact]
    public async Task The_demo_ends_with_a_callback_whose_signature_fits()
    {
        var (code, output) = await Script.RunAsync(Path.Combine(Repository.Root, "scripts/demo.sh"), [], [Built, new("PAYMENTS_Database", "Host=127.0.0.1;Port=9")]);
        code.Should().Be(0, output);
        output.Should().Contain("\"trade_status\": \"TRADE_SUCCESS\"").And.Contain("signature fits");
    }

    [Theory]
    [InlineData("alipay", "72 CNY, to be paid at http://127.0.0.1:")]
    [InlineData("wechat", "72 CNY, to be paid at http://127.0.0.1:")]
    [InlineData("cryptomus", "10 USD, to be paid at http://127.0.0.1:")]
    [InlineData("medogram", "500000 IRR, to be paid at http://127.0.0.1:")]
    public async Task The_demo_of_a_provider_ends_with_a_webhook_whose_signature_fits(string provider, string asked)
    {
        var (code, output) = await Script.RunAsync(Path.Combine(Repository.Root, "scripts/demo.sh"), ["--provider", provider], [Built]);
        code.Should().Be(0, output);
        output.Should().Contain(asked).And.Contain("\"status\": \"completed\"").And.Contain("signature fits");
        // Medogram returns no money.
        output.Contains("\"event_type\": \"refund.succeeded\"", StringComparison.Ordinal).Should().Be(provider != "medogram", output);
    }

    [Theory]
    [InlineData("there is no chain 'foo'", "--chain", "foo")]
    [InlineData("there is no chain ''", "--chain")]
    [InlineData("there is no chain 'foo'", "--stay", "--chain=foo")]
    [InlineData("there is no provider 'foo'", "--provider", "foo")]
    [InlineData("there is no provider ''", "--provider=")]
    [InlineData("'--chian' is not understood", "--chian", "tron")]
    public async Task A_demo_that_cannot_be_played_is_refused_before_anything_is_built(string told, params string[] arguments)
    {
        var (code, output) = await Script.RunAsync(Path.Combine(Repository.Root, "scripts/demo.sh"), arguments);
        code.Should().Be(1);
        output.Should().StartWith($"demo: {told}").And.Subject.Trim().Should().NotContain("\n");
    }

    [Fact]
    public async Task A_demo_that_stays_names_addresses_that_answer_until_it_is_told_to_end()
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "scripts/demo.sh"), ["--stay"]) { RedirectStandardOutput = true };
        start.Environment[Built.Key] = Built.Value;
        using var demo = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var addresses = new Dictionary<string, string>();
        var stays = false;
        while (await demo.StandardOutput.ReadLineAsync(limit.Token) is { } line && !line.StartsWith("data ", StringComparison.Ordinal))
        {
            stays |= line.Contains("7. Everything keeps running", StringComparison.Ordinal);
            var words = line.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
            if (stays && words.Length > 1 && words[1].StartsWith("http:", StringComparison.Ordinal)) addresses.Add(words[0], words[1]);
        }
        using var http = new HttpClient();
        var answers = new Dictionary<string, HttpStatusCode>();
        foreach (var (name, address) in addresses) answers.Add(name, (await http.GetAsync(address, limit.Token)).StatusCode);
        answers.Should().Equal(new Dictionary<string, HttpStatusCode>
        {
            ["order"] = HttpStatusCode.OK,
            ["ops"] = HttpStatusCode.Unauthorized,
            ["health"] = HttpStatusCode.OK,
            ["EPay"] = HttpStatusCode.BadRequest,
            ["shop"] = HttpStatusCode.OK,
        });
        var id = demo.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using (Process.Start("kill", ["-INT", id])) await demo.WaitForExitAsync(limit.Token);
        demo.ExitCode.Should().Be(0);
        var gone = () => http.GetAsync(addresses["health"]);
        await gone.Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task A_service_of_systemd_has_settings_that_the_gateway_knows()
    {
        var unit = await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "deploy/payments.service"));
        var settings = unit.Where(line => line.StartsWith("Environment=PAYMENTS_", StringComparison.Ordinal))
            .Select(line => line["Environment=".Length..].Split('=', 2)).ToArray();
        settings.Should().HaveCount(2);
        unit.Should().Contain("StateDirectory=payments").And.Contain("Environment=PAYMENTS_Data=/var/lib/payments");
        var free = new KeyValuePair<string, string?>("PAYMENTS_Urls", $"http://127.0.0.1:{PostgresServer.FreePort()}");
        var (code, output) = await Script.RunAsync("dotnet", [GatewayProcess.Program, "health"],
            [.. settings.Select(pair => new KeyValuePair<string, string?>(pair[0], pair[1])), free]);
        (code, output.StartsWith("Nobody answers", StringComparison.Ordinal)).Should().Be((1, true), output);
    }

    [Fact]
    public async Task Systemd_finds_nothing_wrong_with_the_service()
    {
        var unit = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy/payments.service"));
        var here = Path.Combine(checkout, "payments.service");
        // It looks for the program as well, which need not be in the same place here.
        var start = $"ExecStart={Environment.ProcessPath} ";
        await File.WriteAllTextAsync(here, unit.Replace("ExecStart=/usr/bin/dotnet ", start, StringComparison.Ordinal));

        var (code, output) = await Script.RunAsync("systemd-analyze", ["verify", here]);

        var findings = output.Split('\n').Where(line => line.Contains("payments.service", StringComparison.Ordinal));
        findings.Should().BeEmpty();
        code.Should().Be(0, output);
    }

    [Fact]
    public async Task A_demo_whose_gateway_does_not_start_says_so_by_its_code()
    {
        var (code, output) = await Script.RunAsync("node", [Path.Combine(Repository.Root, "tests/Support/js/demo.mjs")],
            [new("PAYMENTS", "false")]);
        code.Should().Be(1, output);
    }

    [Fact]
    public async Task A_word_that_is_no_command_does_not_start_a_gateway()
    {
        var (code, output) = await Script.RunAsync("dotnet", [GatewayProcess.Program, "exprot", checkout]);
        code.Should().Be(1);
        output.Should().StartWith("payments: 'exprot' is no command; those are ").And.Subject.Trim().Should().NotContain("\n");
    }

    private static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            return (await http.GetAsync("/health/ready")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
