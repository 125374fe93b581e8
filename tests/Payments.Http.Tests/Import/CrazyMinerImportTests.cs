using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Payments.Domain.Settings;
using Payments.Host.Commands;
using Payments.Http.Tests.Api;
using Payments.Storage;
using Payments.Testing.Gateway;
using Payments.Testing.Silo;

namespace Payments.Http.Tests.Import;

/// <summary><c>payments import crazyminer</c> beside a gateway that runs.</summary>
public sealed class CrazyMinerImportTests : IAsyncLifetime
{
    private const string Paid = "11111111-2222-4333-8444-555555555501";
    private const string Service = "11111111-2222-4333-8444-555555555502";
    private const string Failed = "11111111-2222-4333-8444-555555555503";
    private const string Waiting = "11111111-2222-4333-8444-555555555504";
    private const string Twin = "11111111-2222-4333-8444-555555555505";

    private readonly string folder = Directory.CreateTempSubdirectory("payments-import-").FullName;
    private GatewayHost gateway = null!;
    private ApiClient shop = null!;
    private string merchant = null!;

    private string KeyFile => Path.Combine(folder, "django.key");

    public async Task InitializeAsync()
    {
        var settings = new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = "None" };
        gateway = await GatewayHost.StartAsync(settings, dataFolder: folder);
        (shop, var registered) = await new ApiClient(gateway.Http).RegisterAsync("shop@example.com");
        merchant = (string)registered["merchant_id"]!;
        await File.WriteAllTextAsync(KeyFile, "django-key");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_old_installation_comes_over_with_balances_payments_logs_and_payers_once()
    {
        const string payer = """{"phone_number": "09120000000", "national_code": "0012345678"}""";
        var token = (await FernetTokens.MakeAsync("django-key", twice: true, payer))[0];
        var path = await DumpAsync(
            Payment(Paid, 7, 100_000, "completed", idGet: "41", transId: "9001", completed: "2024-01-01T12:05:00Z", token: token),
            Payment(Service, 7, 30_000, "completed", "service_payment", idGet: "42", transId: "9002", completed: "2024-01-02T12:05:00Z"),
            Payment(Failed, 7, 5_000, "failed", idGet: "43"),
            Payment(Waiting, 8, 6_000, "processing", idGet: "44"),
            Row("accounts.boxmoney", 1, new { user = 7, balance = 60_000 }),
            Row("accounts.boxmoney", 2, new { user = 8, amount = 2_500 }),
            Log(Paid, "request", "2024-01-01T12:00:00Z", "asked for", new { amount = "100000", user_id = "7" }),
            Log(Paid, "callback", "2024-01-01T12:04:00Z", "came back", new { trans_id = "9001", id_get = 41, phone = "09120000000" }),
            Row("auth.permission", 1, new { name = "Can add log entry" }));

        var (code, output) = await ImportAsync(path);
        (code, output).Should().Be((0, "imported: 2 users, 4 payments, 2 lines of their logs\n" +
            "stay as they are: 0 users that were imported before\npassed over: 1 rows of other models; not read: 0\n"));
        var before = await RowsAsync();
        (await BalanceAsync("7"), await BalanceAsync("8")).Should().Be(("60000 IRR", "2500 IRR"));
        (await StatusAsync(Paid)).Should().Be(("completed", "9001", "2024-01-01T12:00:00Z", "2024-01-01T12:05:00Z"));
        (await StatusAsync(Failed)).Status.Should().Be("failed");
        (await StatusAsync(Waiting)).Status.Should().Be("failed", "its day at the bank is over");
        var lines = (await shop.GetAsync($"/orders/{Guid.Parse(Paid):N}/log")).Data["log"]!.AsArray();
        lines.Select(line => $"{line!["kind"]}: {line["text"]}").Should().Equal(
            "request: asked for; amount 100000", "callback: came back; trans_id 9001; id_get 41");
        string.Concat(before).Should().NotContain("09120000000").And.NotContain("0012345678").And.Contain("sealedPayer");
        (code, output) = await CheckAsync();
        code.Should().Be(0);
        output.Should().StartWith("2 users' wallets, 3 entries, 3 orders that credit users, 0 differences\n")
            .And.EndWith(" 0 of them broken\n");

        (await ImportAsync(path)).Should().Be((0, "imported: 0 users, 0 payments, 0 lines of their logs\n" +
            "stay as they are: 2 users that were imported before\npassed over: 1 rows of other models; not read: 0\n"));
        (await RowsAsync()).Should().Equal(before);
    }

    [Fact]
    public async Task What_cannot_be_read_is_named_and_all_else_comes_over()
    {
        var path = await DumpAsync(
            Payment(Paid, 7, 100_000, "completed", idGet: "41", transId: "9001", completed: "2024-01-01T12:05:00Z", token: "gAAAAA-broken"),
            Payment(Twin, 7, 100_000, "completed", idGet: "45", transId: "9001", completed: "2024-01-01T12:06:00Z"),
            Payment(Failed, 7, -1, "failed"),
            Payment(Waiting, 9, 1_000, "completed"),
            Row("accounts.boxmoney", 1, new { user = 7, balance = 250_000 }),
            Row("accounts.boxmoney", 2, new { user = "a b", balance = 1 }),
            Log(Service, "request", "2024-01-01T12:00:00Z", "x", null),
            Log(Paid, "gossip", "2024-01-01T12:00:00Z", "x", null),
            Payment(Service, 7, 1, "failed", token: (await FernetTokens.MakeAsync("django-key", twice: false, "{}"))[0]));
        var (code, output) = await ImportAsync(path);
        code.Should().Be(3);
        var unread = output.Split('\n').Where(line => line.StartsWith("not read: ", StringComparison.Ordinal));
        unread.Select(line => line["not read: ".Length..]).Should()
            .BeEquivalentTo(
                $"crazy_miner.crazyminerpayment {Failed}: amount is not above zero",
                "accounts.boxmoney 2: user cannot be a user's name",
                "crazy_miner.crazyminerpaymentlog 1: log_type is gossip",
                $"payment {Paid}: encrypted_user_data does not open under SECRET_KEY, or is no data of a user",
                $"payment {Twin}: trans_id 9001 has completed another payment as well; look at both",
                "user 9: has completed payments and no BoxMoney, so that none of it was imported");
        (await BalanceAsync("7")).Should().Be("250000 IRR", "the balance is the old installation's, whatever its payments say");
        (await CheckAsync()).Code.Should().Be(0);
    }

    [Theory]
    [InlineData("[{\"model\": \"a.boxmoney\", \"pk\": 1, \"fields\": {\"user\": 7, \"balance\": 5}}", "no whole dump")]
    [InlineData("{}", "no whole dump")]
    [InlineData("", "no whole dump")]
    [InlineData(null, "There is no file")]
    public async Task A_file_that_is_broken_or_not_there_touches_nothing(string? content, string why)
    {
        var path = Path.Combine(folder, "dump.json");
        if (content is not null) await File.WriteAllTextAsync(path, content);
        (await FluentActions.Awaiting(() => ImportAsync(path)).Should().ThrowAsync<DatabaseRefusalException>())
            .WithMessage($"*{why}*nothing was touched*");
        (await RowsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Another_key_or_merchant_or_none_touches_nothing()
    {
        var token = (await FernetTokens.MakeAsync("another-key", twice: true, "{}"))[0];
        var path = await DumpAsync(
            Payment(Paid, 7, 5_000, "failed", token: token), Row("accounts.boxmoney", 1, new { user = 7, balance = 5 }));
        (await FluentActions.Awaiting(() => ImportAsync(path)).Should().ThrowAsync<SettingException>()).WithMessage("خطای رمزنگاری*");
        await FluentActions.Awaiting(() => ImportAsync(path, withKey: false)).Should().ThrowAsync<SettingException>();
        await FluentActions.Awaiting(() => ImportAsync(path, of: "")).Should().ThrowAsync<SettingException>();
        var plain = await DumpAsync(Row("accounts.boxmoney", 1, new { user = 7, balance = 5 }));
        await FluentActions.Awaiting(() => ImportAsync(plain, of: new string('9', 32))).Should().ThrowAsync<DatabaseRefusalException>();
        (await RowsAsync()).Should().BeEmpty();
    }

    private static JsonNode Row(string model, object key, object fields) => new JsonObject
    {
        ["model"] = model,
        ["pk"] = JsonSerializer.SerializeToNode(key),
        ["fields"] = JsonSerializer.SerializeToNode(fields),
    };

    private static JsonNode Payment(
        string id, int user, long amount, string status, string? type = null, string? idGet = null, string? transId = null,
        string? completed = null, string? token = null) => Row("crazy_miner.crazyminerpayment", id, new
        {
            user,
            amount = amount.ToString(System.Globalization.CultureInfo.InvariantCulture),
            payment_type = type ?? "wallet_charge",
            status,
            gateway_transaction_id = idGet,
            gateway_reference_id = transId,
            gateway_tracking_code = (string?)null,
            description = "شارژ کیف پول",
            created_at = "2024-01-01T12:00:00Z",
            completed_at = completed,
            encrypted_user_data = token ?? "",
        });

    private static JsonNode Log(string payment, string type, string at, string message, object? data) =>
        Row("crazy_miner.crazyminerpaymentlog", 1, new { payment, log_type = type, message, raw_data = data, created_at = at });

    private async Task<string> DumpAsync(params JsonNode[] rows)
    {
        var path = Path.Combine(folder, "dump.json");
        await File.WriteAllTextAsync(path, new JsonArray(rows).ToJsonString());
        return path;
    }

    private Task<(int Code, string Output)> ImportAsync(string path, bool withKey = true, string? of = null) => RunAsync(
        ["import", "crazyminer", path, "--merchant", of ?? merchant, .. withKey ? ["--secret-key-file", KeyFile] : Array.Empty<string>()]);

    private Task<(int Code, string Output)> CheckAsync() => RunAsync(["check"]);

    private async Task<(int Code, string Output)> RunAsync(string[] words)
    {
        var output = new StringWriter { NewLine = "\n" };
        string[] line = [.. words, $"--Data={folder}", $"--Database={TestDatabase.Of(folder)}"];
        var code = await GatewayCommands.RunAsync(line, output, _ => throw new InvalidOperationException("It serves."));
        return (code, output.ToString());
    }

    private async Task<string> BalanceAsync(string user)
    {
        var balances = (await shop.GetAsync($"/users/{user}/balance")).Data["balances"]!.AsArray();
        return string.Join(", ", balances.Select(balance => $"{balance!["available"]} {balance["currency"]}"));
    }

    private async Task<(string Status, string? Code, string Created, string? Completed)> StatusAsync(string id)
    {
        using var answer = await gateway.Http.GetAsync($"/crazyminer/payment/status/{id}/");
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return (
            (string)body["status"]!, (string?)body["gateway_tracking_code"],
            (string)body["created_at"]!, (string?)body["completed_at"]);
    }

    /// <summary>Everything that an import writes.</summary>
    private async Task<IReadOnlyList<string>> RowsAsync()
    {
        const string sql = """
            SELECT key || ' ' || CAST(version AS text) || ' ' || CAST(state AS text) FROM orders UNION ALL
            SELECT key || ' ' || CAST(version AS text) || ' ' || CAST(state AS text) FROM user_wallets UNION ALL
            SELECT user_id || ' ' || entry_key || ' ' || amount FROM user_entries UNION ALL
            SELECT order_id || ' ' || CAST(number AS text) || ' ' || note FROM payment_log ORDER BY 1
            """;
        var database = gateway.Services.GetRequiredService<IDatabase>();
        return (await database.ReadAsync(connection => connection.QueryAsync<string>(sql))).AsList();
    }
}
