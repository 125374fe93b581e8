using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Payments.Contracts.Merchants;
using Payments.Testing;
using Payments.Testing.Databases;
using Payments.Testing.Gateway;
using Payments.Testing.Nodes;

namespace Payments.Deploy.Tests.Backups;

/// <summary>A backup is taken while shops order and payers pay; then the machine is lost, and everything goes on elsewhere.</summary>
public sealed class RestoreTests : IAsyncLifetime
{
    private const string Wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
    private const int Before = 40;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly string backups = Directory.CreateTempSubdirectory("payments-backups-").FullName;
    private readonly ConcurrentDictionary<string, string> acknowledged = new();
    private readonly ConcurrentDictionary<string, string> paid = new();
    private readonly ShopReceiver shop = new();
    private AnvilNode node = null!;
    private string token = "";
    private MerchantKeys merchant = null!;
    private int numbers;

    public async Task InitializeAsync()
    {
        node = await AnvilNode.StartAsync(56);
        token = await node.DeployTokenAsync(18);
        for (var account = 2; account < 5; account++) await node.MintAsync(token, node.Accounts[account], UInt128.Parse("1000000000000000000000000"));
    }

    public async Task DisposeAsync()
    {
        await shop.DisposeAsync();
        await node.DisposeAsync();
        Directory.Delete(backups, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_acknowledged_before_a_backup_goes_on_elsewhere_after_it(bool isPostgres)
    {
        using var server = isPostgres ? PostgresServer.Start() : null;
        using var old = new Installation(server, Shared);
        using var elsewhere = new Installation(server, Shared);
        await using (var gateway = await GatewayHost.StartAsync(old.Settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value), dataFolder: old.Folder))
        {
            merchant = await gateway.RegisterMerchantAsync();
            await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", Wallet);
        }

        // Orders that stay open, so that no payment can be taken for the only one that is awaited.
        string[] safe;
        (string Number, UInt128 Units) late;
        using (var process = await GatewayProcess.StartAsync(PortOf(out var http), old.Settings))
        using (http)
        using (var stop = new CancellationTokenSource())
        {
            for (var i = 0; i < 3; i++) await OrderAsync(http);
            late = (await OrderAsync(http))!.Value;
            var load = Task.WhenAll(Enumerable.Range(2, 3).Select(account => ShopAndPayAsync(http, account, stop.Token)));
            await UntilAsync(() => paid.Count >= Before, "there is something to lose");
            safe = [.. acknowledged.Keys];
            var (code, output) = await old.RunAsync("backup.sh", backups, "--keep", "3");
            code.Should().Be(0, output);
            var after = paid.Count;
            await UntilAsync(() => paid.Count >= after + 5, "orders go on after the backup");
            await process.KillAsync();
            await stop.CancelAsync();
            await load;
        }
        paid[late.Number] = await node.TransferAsync(token, node.Accounts[2], Wallet, late.Units);

        var file = Directory.GetFiles(backups, "*.export").Single();
        (await old.RunAsync("restore.sh", file)).Should().Match<(int Code, string Output)>(ended => ended.Code == 1 && ended.Output.Contains("is not empty"), "what lives is not written over");
        (await elsewhere.RunAsync("restore.sh", file)).Should().Match<(int Code, string Output)>(ended => ended.Code == 1 && ended.Output.Contains("master key"));
        File.Copy(Path.Combine(old.Folder, "master.key"), Path.Combine(elsewhere.Folder, "master.key"));
        var restored = await elsewhere.RunAsync("restore.sh", file);
        restored.Code.Should().Be(0, restored.Output);

        using (var process = await GatewayProcess.StartAsync(PortOf(out var http), elsewhere.Settings))
        using (http)
        {
            var awaited = safe.Intersect(paid.Keys).Order().ToArray();
            awaited.Should().Contain(late.Number, "it was paid while nothing ran").And.HaveCountGreaterThan(Before);
            await UntilAsync(() => !awaited.Except(elsewhere.Strings($"SELECT {elsewhere.Number} FROM orders WHERE status = 'completed'")).Any(), "every order that was paid completes");
            await UntilAsync(() => !awaited.Except(shop.All.Select(heard => heard.Parameters["out_trade_no"])).Any(), "the shop hears of each");
            (await OrderAsync(http)).Should().NotBeNull("the gateway takes orders again");
            var money = paid.Values.ToHashSet();
            await UntilAsync(() => !money.Except(Transactions(elsewhere)).Any(), "all money is found, also that of orders made after the backup");
            (await process.StopAsync()).Should().Be(0);
        }
        elsewhere.Strings($"SELECT {elsewhere.Number} || ' ' || substr(key, 5) FROM orders").Should().Contain(safe.Select(number => $"{number} {acknowledged[number]}"));
        Transactions(elsewhere).Should().OnlyHaveUniqueItems("a payment counts once or waits to be assigned, never both");
        elsewhere.Strings($"SELECT {elsewhere.Number} FROM orders WHERE status = 'completed'").Should().BeSubsetOf(paid.Keys);
    }

    private Dictionary<string, string> Shared => new()
    {
        ["AdminKey"] = "restore-test-admin-key",
        ["LogFormat"] = "text",
        ["Logging:LogLevel:Default"] = "Error",
        ["Callbacks:AllowLoopback"] = "true",
        ["Chains:Bsc:Tokens:USDT:PayableDecimals"] = "8",
        ["Chains:Bsc:Rpc"] = node.Url.ToString(),
        ["Chains:Bsc:Confirmations"] = "1",
        ["Chains:Bsc:PollInterval"] = "00:00:00.05",
        ["Chains:Bsc:Tokens:USDT:Contract"] = token,
    };

    private static int PortOf(out HttpClient http)
    {
        var port = PostgresServer.FreePort();
        http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Limit };
        return port;
    }

    private static Task UntilAsync(Func<bool> until, string what) => Patience.UntilAsync(until, what, Limit);

    /// <summary>Every transaction that an order counts, and every one that no order took.</summary>
    private static IReadOnlyList<string> Transactions(Installation installation)
    {
        var counted = installation.Strings("SELECT state FROM orders").SelectMany(state =>
        {
            using var order = JsonDocument.Parse(state);
            return order.RootElement.TryGetProperty("transfers", out var transfers)
                ? transfers.EnumerateArray().Select(transfer => transfer.GetProperty("transfer").GetProperty("transaction").GetString()!).ToArray()
                : [];
        });
        return [.. counted, .. installation.Strings("SELECT tx FROM unmatched_transfers")];
    }

    private async Task ShopAndPayAsync(HttpClient http, int account, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && await OrderAsync(http) is { } order)
            paid[order.Number] = await node.TransferAsync(token, node.Accounts[account], Wallet, order.Units);
    }

    /// <summary>Orders; null where the gateway died under the request, so that nothing was acknowledged.</summary>
    private async Task<(string Number, UInt128 Units)?> OrderAsync(HttpClient http)
    {
        var number = $"B{Interlocked.Increment(ref numbers)}";
        try
        {
            using var response = await http.PostAsync("/mapi.php", new FormUrlEncodedContent(EpayForm.Of(merchant, number, "7", shop.Url)));
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
            answer.GetProperty("code").GetInt32().Should().Be(1, answer.ToString());
            acknowledged[number] = answer.GetProperty("trade_no").GetString()!;
            var uri = answer.GetProperty("payment_uri").GetString()!;
            return (number, UInt128.Parse(uri[(uri.IndexOf("uint256=", StringComparison.Ordinal) + 8)..], CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException)
        {
            return null;
        }
    }
}
