using System.Net;
using Microsoft.Data.Sqlite;
using Payments.Http.Tests.Api;
using Payments.Http.Tests.Faces.Pay188;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Ops;

/// <summary>Another program holds the lock of the SQLite file: a gateway on SQLite whatever the run is on.</summary>
public sealed class LockedDatabaseTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("payments-locked-").FullName;
    private GatewayHost gateway = null!;

    public async Task InitializeAsync() =>
        gateway = await GatewayHost.StartAsync(
            new Dictionary<string, string?>
            {
                ["Database"] = "",
                ["Chains:Bsc:Rpc"] = ApiGateway.DeadNode,
                ["Logging:LogLevel:Default"] = "None",
            },
            dataFolder: folder);

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Callers_are_told_to_come_again_within_three_seconds_and_health_says_why()
    {
        (await new ApiClient(gateway.Http).RegisterAsync("first@example.com")).Client.Should()
            .NotBeNull("from here on no code runs for the first time");
        using var other = await LockAsync();

        const string body = """{"name":"Shop","email":"locked@example.com"}""";
        var began = TimeProvider.System.GetTimestamp();
        using var refused = await gateway.Http.PostAsync("/api/v1/merchants",
            new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(TimeSpan.FromSeconds(3));
        refused.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(5));
        using var health = await gateway.Http.GetAsync("/health");
        health.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await health.Content.ReadAsStringAsync()).Should().Contain("\"database\":\"locked\"").And
            .Contain("another program holds the lock");

        Release(other);
        (await new ApiClient(gateway.Http).PostAsync("/merchants", body)).Status.Should().Be(HttpStatusCode.Created);
        (await gateway.Http.GetAsync("/health")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("EPay")]
    [InlineData("188Pay")]
    [InlineData("WoPay")]
    public async Task An_order_that_cannot_be_stored_is_refused_within_three_seconds_and_is_not_there(string face)
    {
        var shop = await Shop.OpenAsync(gateway, "shop@example.com");
        // From here on no code runs for the first time.
        using (await CreateAsync(shop, face, "L-1")) (await shop.FindAsync("L-1")).Should().NotBeNull();
        using var other = await LockAsync();

        var began = TimeProvider.System.GetTimestamp();
        using var refused = await CreateAsync(shop, face, "L-2");
        TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(TimeSpan.FromSeconds(3));
        (refused.StatusCode, refused.Headers.RetryAfter?.Delta).Should().Be((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)));

        Release(other);
        (await shop.FindAsync("L-2")).Should().BeNull();
        (await shop.OrdersAsync()).Should().ContainSingle();
        using var again = await CreateAsync(shop, face, "L-2");
        again.IsSuccessStatusCode.Should().Be(face != "EPay", "it is made now; EPay's payer is led on");
        (await shop.FindAsync("L-2")).Should().NotBeNull();
    }

    private static async Task<HttpResponseMessage> CreateAsync(Shop shop, string face, string number)
    {
        switch (face)
        {
            case "EPay":
                return await shop.Http.PostAsync("/submit.php", new FormUrlEncodedContent(shop.SignEpay(shop.EpayOrder(number))));
            case "188Pay":
                return await shop.Http.PostAsync("/pay/address", Json(Pay188Tests.Signed(shop, number, "70", "usdt", null)));
            default:
                using (var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/payments"))
                {
                    request.Headers.Add("X-API-Key", shop.Keys.ApiKey);
                    request.Content = Json($$"""{"order_id":"{{number}}","amount":"10","currency":"USDT"}""");
                    return await shop.Http.SendAsync(request);
                }
        }
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");

    /// <summary>Takes the lock as another program does, until it is released.</summary>
    private async Task<SqliteConnection> LockAsync()
    {
        var other = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, "payments.db"),
            Pooling = false
        }.ToString());
        await other.OpenAsync();
        using var command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return other;
    }

    private static void Release(SqliteConnection other)
    {
        using var command = other.CreateCommand();
        command.CommandText = "ROLLBACK";
        command.ExecuteNonQuery();
    }
}
