using System.Text;
using Npgsql;
using Payments.Storage.Databases.Postgres;
using Payments.Storage.States;

namespace Payments.Storage.Tests;

public sealed class PostgresStorageTests : StorageTests
{
    private readonly string database = TestServers.Fresh();

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

    [Fact]
    public async Task The_AdoNet_provider_hears_of_a_taken_amount()
    {
        await using var source = NpgsqlDataSource.Create(database);
        var payload = Encoding.UTF8.GetBytes(OrderJson("1000").Replace('\'', '"'));
        (await WriteAsync(source, null, payload, "ord-a1")).Should().Be(1);

        var refusal = await FluentActions.Awaiting(() => WriteAsync(source, null, payload, "ord-b1")).Should().ThrowAsync<PostgresException>();
        StorageFaults.IsAmountTaken(refusal.Which).Should().BeTrue();
    }

    [Fact]
    public async Task A_look_up_that_was_planned_while_the_table_was_small_uses_the_index_when_it_is_large()
    {
        await using var opened = new PostgresDatabase(database, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        await using var connection = await opened.ByKey.OpenConnectionAsync();
        await RunAsync(connection, "ALTER TABLE orders SET (autovacuum_enabled = off)");
        await InsertAsync(connection, 0, 10);
        await RunAsync(connection, "ANALYZE orders");
        await using var lookUp = new NpgsqlCommand(PostgresStateStore.LookUp(StateTable.Orders), connection);
        lookUp.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. Enumerable.Range(0, 12).Select(number => $"ord-{number:x}")] });
        await lookUp.PrepareAsync();
        for (var round = 0; round < 12; round++) await lookUp.ExecuteNonQueryAsync();
        await InsertAsync(connection, 10, 20_000);

        await using var transaction = await connection.BeginTransactionAsync();
        lookUp.Transaction = transaction;
        (await lookUp.ExecuteScalarAsync()).Should().NotBeNull();
        (await RunAsync(connection, "SELECT seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = 'orders'")).Should().Be(0L);
        (await RunAsync(connection, "SELECT idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'orders'")).Should().Match<object>(count => (long)count >= 12);
    }

    private static Task<object?> InsertAsync(NpgsqlConnection connection, int from, int to) =>
        RunAsync(connection, $"INSERT INTO orders (key, version, state) SELECT 'ord-' || to_hex(n), 1, '{{}}' FROM generate_series({from}, {to - 1}) AS n");

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static async Task<object?> WriteAsync(NpgsqlDataSource source, int? version, byte[] payload, string key = "ord-00")
    {
        await using var command = await CommandAsync(source, "WriteToStorageKey", key);
        command.Parameters.Add(new NpgsqlParameter("GrainStateVersion", NpgsqlTypes.NpgsqlDbType.Integer) { Value = (object?)version ?? DBNull.Value });
        command.Parameters.AddWithValue("PayloadBinary", payload);
        return await command.ExecuteScalarAsync() is int written ? written : null;
    }

    private static async Task<NpgsqlCommand> CommandAsync(NpgsqlDataSource source, string queryKey, string key = "ord-00")
    {
        await using var query = source.CreateCommand("SELECT querytext FROM orleansquery WHERE querykey = $1");
        query.Parameters.AddWithValue(queryKey);
        var command = source.CreateCommand((string)(await query.ExecuteScalarAsync())!);
        command.Parameters.AddWithValue("GrainTypeString", "order");
        command.Parameters.AddWithValue("GrainIdExtensionString", key);
        return command;
    }
}
