using System.Net;
using Payments.Testing.Databases;
using Payments.Testing.Gateway;

namespace Payments.Deploy.Tests.Monitoring;

/// <summary>What a monitor sees of a gateway whose database is gone.</summary>
public sealed class OutageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("payments-outage-").FullName;
    private readonly string secrets = Directory.CreateTempSubdirectory("payments-secrets-").FullName;

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        Directory.Delete(secrets, recursive: true);
    }

    [Fact]
    public async Task Metrics_are_given_and_say_that_it_is_not_ready_while_what_cannot_be_read_is_left_out()
    {
        var server = PostgresServer.Start();
        // As in an image: secrets are files.
        await File.WriteAllTextAsync(Path.Combine(secrets, "Database"), server.CreateDatabase() + "\n");
        await File.WriteAllTextAsync(Path.Combine(secrets, "AdminKey"), "read-from-a-file\n");
        await File.WriteAllTextAsync(Path.Combine(secrets, "MasterKey"), Convert.ToBase64String(new byte[32]));
        var settings = new Dictionary<string, string> { ["Data"] = folder, ["Secrets"] = secrets, ["PublicUrl"] = "https://pay.example", ["Logging:LogLevel:Default"] = "None" };
        var port = PostgresServer.FreePort();
        using var process = await GatewayProcess.StartAsync(port, settings);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        (await http.GetAsync("/metrics")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        http.DefaultRequestHeaders.Add("Authorization", "Bearer read-from-a-file");
        (await http.GetStringAsync("/metrics")).Should().Contain("\npayments_ready{} 1\n").And.Contain("\npayments_orders_overdue_seconds{} 0\n");
        (await HealthAsync(port, settings)).Should().Be(0);
        Directory.GetFiles(folder).Should().BeEmpty("no key was made where one was given");

        server.Dispose();
        var metrics = await http.GetStringAsync("/metrics");
        metrics.Should().Contain("\npayments_ready{} 0\n").And.NotContain("\npayments_orders_overdue_seconds").And.Contain("\npayments_data_free_bytes{} ");
        (await http.GetAsync("/health/live")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await HealthAsync(port, settings)).Should().Be(1);
    }

    [Fact]
    public async Task Without_its_database_every_face_says_so_in_its_own_form()
    {
        var server = PostgresServer.Start();
        var settings = new Dictionary<string, string> { ["Data"] = folder, ["Database"] = server.CreateDatabase(), ["AdminKey"] = "outage-test-admin-key", ["Logging:LogLevel:Default"] = "None" };
        var port = PostgresServer.FreePort();
        using var process = await GatewayProcess.StartAsync(port, settings);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using (var login = await http.PostAsync("/ops/login", new FormUrlEncodedContent([new("key", "outage-test-admin-key")]))) login.StatusCode.Should().Be(HttpStatusCode.Forbidden, "no page of ours sent it");
        http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        using (var login = await http.PostAsync("/ops/login", new FormUrlEncodedContent([new("key", "outage-test-admin-key")]))) (await login.Content.ReadAsStringAsync()).Should().Contain("Orders by status");

        server.Dispose();
        foreach (var path in new[] { "/api.php?act=query&pid=1001&key=k", "/mapi.php?pid=1001&type=usdt&out_trade_no=N&money=1&notify_url=https://s.example&sign=x" })
        {
            using var answer = await http.GetAsync(path);
            answer.StatusCode.Should().Be(HttpStatusCode.OK, "its clients read the code");
            (await answer.Content.ReadAsStringAsync()).Should().MatchRegex("^{\"code\":-1,\"msg\":\"(internal error|the gateway is busy), try again\"}$");
        }
        await ExpectAsync("/submit.php?pid=1001&type=usdt&out_trade_no=N&money=1&notify_url=https://s.example&sign=x", "text/html", "internal error");
        await ExpectAsync("/pay/order/00000000000000000000000000000001", "application/json", "\"code\":-1");
        await ExpectAsync("/cashier?id=00000000000000000000000000000001", "text/html", "Your payment is safe");
        await ExpectAsync("/ops", "text/html", "The figures cannot be read");
        await ExpectAsync("/ops/state", "application/json", "\"error\":");
        http.DefaultRequestHeaders.Add("X-API-Key", "k");
        await ExpectAsync("/api/v1/wallets", "application/json", "\"success\":false");

        async Task ExpectAsync(string path, string type, string says)
        {
            using var answer = await http.GetAsync(path);
            ((int)answer.StatusCode).Should().BeOneOf([500, 503], path);
            answer.Content.Headers.ContentType!.MediaType.Should().Be(type, path);
            (await answer.Content.ReadAsStringAsync()).Should().Contain(says, path);
        }
    }

    private static async Task<int> HealthAsync(int port, Dictionary<string, string> settings)
    {
        var (code, output) = await Script.RunAsync("dotnet", [GatewayProcess.Program, "health"], GatewayProcess.Variables(new Dictionary<string, string>(settings) { ["Urls"] = $"http://0.0.0.0:{port}" }));
        output.Should().Contain(code == 0 ? "\"database\":\"connected\"" : "\"database\":\"disconnected\"");
        return code;
    }

    [Fact]
    public async Task A_folder_of_secrets_that_is_not_there_stops_the_start_in_one_line()
    {
        var (code, output) = await Script.RunAsync("dotnet", [GatewayProcess.Program], GatewayProcess.Variables(new Dictionary<string, string> { ["Data"] = folder, ["Secrets"] = "/nowhere" }));
        code.Should().Be(1);
        output.Should().StartWith("payments: Setting Secrets is not valid: the folder /nowhere cannot be read:").And.Subject.Trim().Should().NotContain("\n");
    }
}
