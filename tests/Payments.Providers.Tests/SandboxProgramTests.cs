using System.Diagnostics;
using System.Text.Json;
using Payments.ProviderSandbox.Cryptomus;
using Payments.Testing.Databases;

namespace Payments.Providers.Tests;

/// <summary>The stand-ins as a process, as demos and other tests start them.</summary>
public sealed class SandboxProgramTests
{
    [Theory]
    [InlineData("alipay", "ALIPAY_PRIVATE_KEY")]
    [InlineData("cryptomus", "CRYPTOMUS_API_KEY")]
    [InlineData("medogram", "PAYMENT_API_KEY")]
    [InlineData("wechat", "WECHAT_CERT_SERIAL_NO")]
    public async Task It_listens_where_it_was_told_and_says_its_account(string provider, string key)
    {
        var port = PostgresServer.FreePort();
        using var process = Start("--provider", provider, "--port", $"{port}");
        try
        {
            var line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
            var account = JsonSerializer.Deserialize<Dictionary<string, string>>(line!)!;

            account["url"].Should().Be($"http://127.0.0.1:{port}/");
            account[key].Should().NotBeEmpty();
            using var http = new HttpClient();
            (await http.GetStringAsync(account["url"] + "ready")).Should().Be("ready");
            async Task<int> PostAsync(string path) => (int)(await http.PostAsync(account["url"] + path, null)).StatusCode;
            (await PostAsync("sandbox/faults/down?times=2")).Should().Be(204);
            (await PostAsync("sandbox/faults/flood")).Should().Be(400);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    [Theory]
    [InlineData]
    [InlineData("--provider")]
    [InlineData("--provider", "paypal")]
    [InlineData("--provider", "medogram", "--port", "x")]
    public async Task What_it_does_not_understand_is_answered_with_its_usage(params string[] arguments)
    {
        using var process = Start(arguments);
        await process.WaitForExitAsync();

        process.ExitCode.Should().Be(1);
        (await process.StandardError.ReadToEndAsync()).Should().Contain("provider-sandbox --provider");
    }

    private static Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [typeof(CryptomusSandbox).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
