using System.Text;
using Npgsql;

namespace Payments.Storage.Tests;

[Collection("postgres")]
public sealed class PostgresStorageTests(PostgresFixture postgres) : StorageTests
{
    private readonly string database = postgres.Server.CreateDatabase();

    protected override void Configure(StorageOptions options) => options.Database = database;

    [Fact]
    public async Task The_statements_that_the_AdoNet_provider_finds_write_read_and_clear()
    {
        await using var source = NpgsqlDataSource.Create(database);
        var payload = Encoding.UTF8.GetBytes("""{"merchant":"m","wakeAt":5}""");

        (await WriteAsync(source, null, payload)).Should().Be(1);
        (await WriteAsync(source, null, payload)).Should().BeNull("a second first write is a conflict, told by the version it came with");
        (await WriteAsync(source, 1, payload)).Should().Be(2);
        (await WriteAsync(source, 1, payload)).Should().Be(1, "an unchanged version tells the provider that nothing was written");

        await using (var read = await CommandAsync(source, "ReadFromStorageKey"))
        await using (var reader = await read.ExecuteReaderAsync())
        {
            (await reader.ReadAsync()).Should().BeTrue();
            Encoding.UTF8.GetString((byte[])reader["PayloadBinary"]).Should().Contain("wakeAt");
            reader["Version"].Should().Be(2);
        }
        await using var clear = await CommandAsync(source, "ClearStorageKey");
        clear.Parameters.AddWithValue("GrainStateVersion", 2);
        (await clear.ExecuteScalarAsync()).Should().Be(3);
    }

    private static async Task<object?> WriteAsync(NpgsqlDataSource source, int? version, byte[] payload)
    {
        await using var command = await CommandAsync(source, "WriteToStorageKey");
        command.Parameters.Add(new NpgsqlParameter("GrainStateVersion", NpgsqlTypes.NpgsqlDbType.Integer) { Value = (object?)version ?? DBNull.Value });
        command.Parameters.AddWithValue("PayloadBinary", payload);
        return await command.ExecuteScalarAsync() is int written ? written : null;
    }

    private static async Task<NpgsqlCommand> CommandAsync(NpgsqlDataSource source, string queryKey)
    {
        await using var query = source.CreateCommand("SELECT querytext FROM orleansquery WHERE querykey = $1");
        query.Parameters.AddWithValue(queryKey);
        var command = source.CreateCommand((string)(await query.ExecuteScalarAsync())!);
        command.Parameters.AddWithValue("GrainTypeString", "order");
        command.Parameters.AddWithValue("GrainIdExtensionString", "ord-00");
        return command;
    }
}
