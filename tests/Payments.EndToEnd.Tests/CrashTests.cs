using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Payments.Contracts.Merchants;
using Payments.Testing;
using Payments.Testing.Databases;
using Payments.Testing.Gateway;
using Payments.Testing.Nodes;

namespace Payments.EndToEnd.Tests;

/// <summary>The process is killed again and again while orders are created, paid and told of; an auditor that knows only the rules looks at what is left.</summary>
public abstract class CrashTests(int seed) : IAsyncLifetime
{
    private const int Kills = 50;
    private const int LongLife = 8;
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(90);
    private const string Wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";

    private readonly string folder = Directory.CreateTempSubdirectory("payments-crash-").FullName;
    private readonly ConcurrentDictionary<string, string> acknowledged = new();
    private readonly ConcurrentDictionary<string, (string Transaction, UInt128 Units)> paid = new();
    private AnvilNode node = null!;
    private string token = "";
    private ShopReceiver shop = null!;
    private ProviderPayments provider = null!;
    private MerchantKeys merchant = null!;
    private int numbers;

    public async Task InitializeAsync()
    {
        node = await AnvilNode.StartAsync(56);
        token = await node.DeployTokenAsync(18);
        for (var account = 2; account < 6; account++) await node.MintAsync(token, node.Accounts[account], UInt128.Parse("1000000000000000000000000"));
        shop = new ShopReceiver();
        provider = await ProviderPayments.StartAsync();
        await using var gateway = await GatewayHost.StartAsync(Settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value), dataFolder: folder);
        merchant = await gateway.RegisterMerchantAsync();
        await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", Wallet);
    }

    public async Task DisposeAsync()
    {
        await shop.DisposeAsync();
        await provider.DisposeAsync();
        await node.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private Dictionary<string, string> Settings => new(provider.Settings)
    {
        ["Data"] = folder,
        ["AdminKey"] = "crash-test-admin-key",
        ["LogFormat"] = "text",
        ["Logging:LogLevel:Default"] = "Error",
        ["Callbacks:AllowLoopback"] = "true",
        ["Chains:Bsc:Tokens:USDT:PayableDecimals"] = "8",
        ["Chains:Bsc:Rpc"] = node.Url.ToString(),
        ["Chains:Bsc:Confirmations"] = "1",
        ["Chains:Bsc:PollInterval"] = "00:00:00.02",
        ["Chains:Bsc:Tokens:USDT:Contract"] = token,
    };

    [Fact]
    public async Task Killed_fifty_times_the_gateway_loses_nothing_and_counts_nothing_twice()
    {
        var random = new Random(seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            var port = PostgresServer.FreePort();
            using var process = await GatewayProcess.StartAsync(port, Settings);
            using var stop = new CancellationTokenSource();
            var load = Task.WhenAll(
            [
                .. Enumerable.Range(2, 4).Select(account => ShopAndPayAsync(port, account, stop.Token)),
                provider.ShopAndPayAsync(port, merchant.ApiKey, stop.Token),
            ]);
            // A payment at a provider takes more calls than fit into most of these lives: some last until one is paid for.
            var paidBefore = provider.Paid;
            if (kill % LongLife == 0) await Patience.UntilAsync(() => provider.Paid > paidBefore, "a user pays at the provider");
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(5, 450)), TimeProvider.System);
            await process.KillAsync();
            await stop.CancelAsync();
            await load;
            AuditNothingWasToldTooEarly();
        }

        var last = PostgresServer.FreePort();
        using (var process = await GatewayProcess.StartAsync(last, Settings))
        {
            await provider.ReturnAsync(last);
            await Patience.UntilAsync(
                () => Task.FromResult(Rows("SELECT count(*) FROM orders WHERE status = 'completed'") == paid.Count + provider.Paid),
                "every paid order completes", Recovery);
            await Patience.UntilAsync(
                () => Task.FromResult(
                    shop.All.Select(heard => heard.Parameters["out_trade_no"]).Distinct().Count() == paid.Count &&
                    provider.ToldCompleted().Count == provider.Paid),
                "every completed order is told of", Recovery);
            await Patience.UntilAsync(
                () => Task.FromResult(Rows("SELECT count(*) FROM deliveries WHERE status = 'pending'") == 0),
                "no callback waits", Recovery);
            await Patience.UntilAsync(
                () => Task.FromResult(Rows("SELECT count(*) FROM user_entries") == provider.Paid),
                "every payment of a user is in his ledger", Recovery);
        }
        Audit();
    }

    private async Task ShopAndPayAsync(int port, int account, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(20) };
        while (!stop.IsCancellationRequested)
        {
            var number = $"C{Interlocked.Increment(ref numbers)}";
            JsonElement answer;
            try
            {
                using var response = await http.PostAsync("/mapi.php", new FormUrlEncodedContent(EpayForm.Of(merchant, number, "7", shop.Url)), stop);
                answer = await response.Content.ReadFromJsonAsync<JsonElement>(stop);
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or JsonException)
            {
                // The process died under the request: nothing was acknowledged.
                return;
            }
            answer.GetProperty("code").GetInt32().Should().Be(1, answer.ToString());
            acknowledged[number] = answer.GetProperty("trade_no").GetString()!;
            var uri = answer.GetProperty("payment_uri").GetString()!;
            var units = UInt128.Parse(uri[(uri.IndexOf("uint256=", StringComparison.Ordinal) + 8)..], CultureInfo.InvariantCulture);
            paid[number] = (await node.TransferAsync(token, node.Accounts[account], Wallet, units), units);
        }
    }

    /// <summary>The process is dead: what the shop has heard of must be completed in what it left behind.</summary>
    private void AuditNothingWasToldTooEarly()
    {
        var completed = Strings("SELECT json_extract(state, '$.number') FROM orders WHERE status = 'completed'").ToHashSet();
        provider.ToldCompleted().Should().BeSubsetOf(completed, "no callback goes out before the commit that it tells of");
        foreach (var heard in shop.All) completed.Should().Contain(heard.Parameters["out_trade_no"], "no callback goes out before the commit that it tells of");
    }

    private void Audit()
    {
        using var connection = Open();
        LedgerAudit.Violations(connection, acknowledged, paid, _ => new AuditedShop(merchant.Merchant.Pid, merchant.ApiSecret, "7"), shop.All).Should().BeEmpty();
        provider.Violations(Strings).Should().BeEmpty();
        provider.Paid.Should().BePositive();
    }

    private int Rows(string sql) => int.Parse(Strings(sql)[0], CultureInfo.InvariantCulture);

    private List<string> Strings(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(reader.GetValue(0).ToString()!);
        return rows;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "payments.db")};Pooling=False");
        connection.Open();
        return connection;
    }
}

/// <summary>The first fifty of a hundred kills. Each half has an installation of its own, so that they run beside each other.</summary>
public sealed class FirstCrashTests() : CrashTests(seed: 20260101);

/// <summary>The other fifty.</summary>
public sealed class SecondCrashTests() : CrashTests(seed: 20260102);
