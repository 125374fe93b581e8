using Npgsql;
using Payments.Testing.Databases;
using Payments.Testing.Gateway;

namespace Payments.Deploy.Tests.Packaging;

/// <summary>What the Job and the Compose service before an upgrade run.</summary>
public sealed class MigrateCommandTests : IDisposable
{
    private readonly PostgresServer server = PostgresServer.Start();
    private readonly string database;

    public MigrateCommandTests() => database = server.CreateDatabase();

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task The_schema_is_brought_up_to_date_once_and_a_newer_one_is_refused()
    {
        var first = await MigrateAsync();
        first.Should().Match<(int Code, string Output)>(ended => ended.Code == 0 && ended.Output.Contains("The schema is up to date.") && ended.Output.Contains("0001_states is applied"));
        var second = await MigrateAsync();
        second.Should().Match<(int Code, string Output)>(ended => ended.Code == 0 && !ended.Output.Contains("is applied"));

        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("INSERT INTO schema_versions (number, name) VALUES (9999, 'future')", connection);
        await command.ExecuteNonQueryAsync();
        (await MigrateAsync()).Should().Match<(int Code, string Output)>(ended => ended.Code == 1 && ended.Output.StartsWith("payments: The database's schema is at version 9999"));
    }

    private Task<(int Code, string Output)> MigrateAsync() => Script.RunAsync("dotnet", [GatewayProcess.Program, "migrate"], GatewayProcess.Variables(new Dictionary<string, string> { ["Database"] = database }));
}
