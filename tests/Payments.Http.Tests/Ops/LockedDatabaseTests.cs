using System.Net;
using Microsoft.Data.Sqlite;
using Payments.Http.Tests.Api;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Ops;

/// <summary>Another program holds the lock of the SQLite file: a gateway on SQLite whatever the run is on.</summary>
public sealed class LockedDatabaseTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("payments-locked-").FullName;
    private GatewayHost gateway = null!;

    public async Task InitializeAsync() =>
        gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["Database"] = "", ["Logging:LogLevel:Default"] = "None" },
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
        using var other = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, "payments.db"),
            Pooling = false
        }.ToString());
        await other.OpenAsync();
        using var command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();

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

        command.CommandText = "ROLLBACK";
        command.ExecuteNonQuery();
        (await new ApiClient(gateway.Http).PostAsync("/merchants", body)).Status.Should().Be(HttpStatusCode.Created);
        (await gateway.Http.GetAsync("/health")).StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
