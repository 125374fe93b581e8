using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Payments.Contracts.Merchants;
using Payments.EndToEnd.Tests.Nodes;
using Payments.Testing;
using Payments.Testing.Databases;
using Payments.Testing.Gateway;
using Payments.Testing.Nodes;

namespace Payments.EndToEnd.Tests;

/// <summary>The process is asked to stop while a shop, a node and a payer's page hold on to it.</summary>
public sealed class StopTests : IAsyncLifetime
{
    private const string Wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";

    /// <summary>The patience with the shop is a second; without an interruption the shop alone would take twenty.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(8);

    private readonly string folder = Directory.CreateTempSubdirectory("payments-stop-").FullName;
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int port = PostgresServer.FreePort();
    private AnvilNode anvil = null!;
    private MoodyNode node = null!;
    private ShopReceiver shop = null!;
    private Dictionary<string, string> settings = [];
    private MerchantKeys merchant = null!;
    private string token = "";

    public async Task InitializeAsync()
    {
        anvil = await AnvilNode.StartAsync(56);
        token = await anvil.DeployTokenAsync(18);
        await anvil.MintAsync(token, anvil.Accounts[3], UInt128.Parse("1000000000000000000000"));
        node = await MoodyNode.StartAsync(anvil);
        shop = new ShopReceiver(_ =>
        {
            asked.TrySetResult();
            release.Task.Wait();
            return (200, "success");
        });
        settings = new()
        {
            ["Data"] = folder,
            ["AdminKey"] = "stop-test-admin-key",
            ["Logging:LogLevel:Default"] = "Error",
            ["Callbacks:AllowLoopback"] = "true",
            ["Callbacks:StopPatience"] = "00:00:01",
            ["Chains:Bsc:Rpc"] = node.Url.ToString(),
            ["Chains:Bsc:Confirmations"] = "1",
            ["Chains:Bsc:PollInterval"] = "00:00:00.05",
            ["Chains:Bsc:Tokens:USDT:Contract"] = token,
        };
        await using var gateway = await GatewayHost.StartAsync(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value), dataFolder: folder);
        merchant = await gateway.RegisterMerchantAsync();
        await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", Wallet);
    }

    public async Task DisposeAsync()
    {
        release.TrySetResult();
        await shop.DisposeAsync();
        await node.DisposeAsync();
        await anvil.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_stop_is_over_soon_and_an_interrupted_callback_is_made_again_at_once_after_the_start()
    {
        using (var process = await GatewayProcess.StartAsync(port, settings))
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            var id = await BuyAsync(http);
            await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
            node.Hangs = true;
            await Patience.UntilAsync(() => Task.FromResult(node.Hanging > 0), "the watcher waits for the node");
            using var page = await http.GetAsync($"/cashier/{id}/events", HttpCompletionOption.ResponseHeadersRead);

            var began = Stopwatch.GetTimestamp();
            (await process.StopAsync()).Should().Be(0);
            Stopwatch.GetElapsedTime(began).Should().BeLessThan(Soon);
        }
        var interrupted = Attempts();
        interrupted.Should().ContainSingle().Which.Should().Match<Attempt>(attempt => attempt.Interrupted && attempt.AnswerLost);

        node.Hangs = false;
        release.SetResult();
        var started = TimeProvider.System.GetUtcNow();
        using (await GatewayProcess.StartAsync(port, settings)) await Patience.UntilAsync(() => Task.FromResult(Attempts().Count == 2), "the callback is made again");
        var attempts = Attempts();
        attempts[1].Should().Match<Attempt>(attempt => !attempt.Interrupted && attempt.Error == null);
        (DateTimeOffset.FromUnixTimeMilliseconds(attempts[1].At) - started).Should().BeLessThan(Soon, "the shop has no part in the delay");
        shop.All.Select(heard => heard.Body).Should().HaveCount(2).And.Subject.Distinct().Should().ContainSingle("a repeat says the same");
    }

    /// <summary>Orders and pays; returns the order's id.</summary>
    private async Task<string> BuyAsync(HttpClient http)
    {
        using var response = await http.PostAsync("/mapi.php", new FormUrlEncodedContent(EpayForm.Of(merchant, "STOP-1", "70", shop.Url)));
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        var uri = answer.GetProperty("qrcode").GetString()!;
        await anvil.TransferAsync(token, anvil.Accounts[3], Wallet, UInt128.Parse(uri[(uri.IndexOf("uint256=", StringComparison.Ordinal) + 8)..], CultureInfo.InvariantCulture));
        return answer.GetProperty("trade_no").GetString()!;
    }

    private IReadOnlyList<Attempt> Attempts()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "payments.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT json_extract(state, '$.attempts') FROM deliveries";
        return JsonSerializer.Deserialize<Attempt[]>((string)command.ExecuteScalar()!, JsonSerializerOptions.Web)!;
    }

    private sealed record Attempt(long At, string? Error, bool AnswerLost, bool Interrupted);
}
