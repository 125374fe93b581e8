using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Payments.Contracts.Merchants;
using Payments.EndToEnd.Tests.Nodes;
using Payments.Testing;
using Payments.Testing.Gateway;
using Payments.Testing.Nodes;

namespace Payments.EndToEnd.Tests;

/// <summary>The gateway is asked to stop while a shop, a node and a payer's page hold on to it.</summary>
public sealed class StopTests : IAsyncLifetime
{
    private const string Wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";

    /// <summary>
    /// No measure of how long a stop takes: one that waits for the shop, for the node or for the page never ends, because nobody's patience
    /// does.
    /// </summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly string folder = Directory.CreateTempSubdirectory("payments-stop-").FullName;
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AnvilNode anvil = null!;
    private MoodyNode node = null!;
    private ShopReceiver shop = null!;
    private Dictionary<string, string?> settings = [];
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
            ["Logging:LogLevel:Default"] = "Error",
            ["Callbacks:Timeout"] = "00:05:00",
            ["Callbacks:StopPatience"] = "00:00:01",
            ["Chains:Bsc:Rpc"] = node.Url.ToString(),
            ["Chains:Bsc:Confirmations"] = "1",
            ["Chains:Bsc:PollInterval"] = "00:00:00.05",
            ["Chains:Bsc:Timeout"] = "00:05:00",
            ["Chains:Bsc:Tokens:USDT:Contract"] = token,
        };
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
        using (var http = new HttpClient())
        {
            var gateway = await StartAsync();
            http.BaseAddress = gateway.Url;
            merchant = await gateway.RegisterMerchantAsync();
            await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", Wallet);
            var id = await BuyAsync(http);
            await asked.Task.WaitAsync(Limit);
            node.Hangs = true;
            await Patience.UntilAsync(() => node.Hanging > 0, "the watcher waits for the node");
            using var page = await http.GetAsync($"/cashier/{id}/events", HttpCompletionOption.ResponseHeadersRead);

            // A stop that hangs may do so before it returns its task.
            await Task.Run(() => gateway.DisposeAsync().AsTask()).WaitAsync(Limit);
        }
        var stopped = Read();
        stopped.Attempts.Should().ContainSingle().Which.Should().Match<Attempt>(attempt => attempt.Interrupted && attempt.AnswerLost);
        stopped.WakeAt.Should().BeLessThanOrEqualTo(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), "the shop has no part in the delay");

        node.Hangs = false;
        release.SetResult();
        await using (await StartAsync()) await Patience.UntilAsync(() => Task.FromResult(Read()), delivery => delivery.Attempts.Count == 2, "the callback is made again");
        Read().Attempts[1].Should().Match<Attempt>(attempt => !attempt.Interrupted && attempt.Error == null);
        shop.All.Select(heard => heard.Body).Should().HaveCount(2).And.Subject.Distinct().Should().ContainSingle("a repeat says the same");
    }

    private Task<GatewayHost> StartAsync() => GatewayHost.StartAsync(
        settings,
        services => services.AddSingleton<TimeProvider>(new EndlessPatience())
            .Configure<HostOptions>(options => options.ShutdownTimeout = Timeout.InfiniteTimeSpan),
        folder);

    /// <summary>Orders and pays; returns the order's id.</summary>
    private async Task<string> BuyAsync(HttpClient http)
    {
        using var response = await http.PostAsync("/mapi.php", new FormUrlEncodedContent(EpayForm.Of(merchant, "STOP-1", "70", shop.Url)));
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        var uri = answer.GetProperty("payment_uri").GetString()!;
        await anvil.TransferAsync(token, anvil.Accounts[3], Wallet, UInt128.Parse(uri[(uri.IndexOf("uint256=", StringComparison.Ordinal) + 8)..], CultureInfo.InvariantCulture));
        return answer.GetProperty("trade_no").GetString()!;
    }

    /// <summary>The delivery as the database has it.</summary>
    private Kept Read()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "payments.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT state FROM deliveries";
        return JsonSerializer.Deserialize<Kept>((string)command.ExecuteScalar()!, JsonSerializerOptions.Web)!;
    }

    /// <summary>
    /// The machine's clock, on which a timer of more than a minute never fires: those are for the answers of the shop and of the node.
    /// </summary>
    private sealed class EndlessPatience : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.FromMinutes(1) ? Timeout.InfiniteTimeSpan : dueTime, period);
    }

    private sealed record Kept(long? WakeAt, IReadOnlyList<Attempt> Attempts);

    private sealed record Attempt(string? Error, bool AnswerLost, bool Interrupted);
}
