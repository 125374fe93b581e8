using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Payments.Storage;
using Payments.Storage.States;
using Payments.Testing.Databases;
using Payments.Testing.Gateway;

namespace Payments.Deploy.Tests.Auditing;

/// <summary>The journal of faults and twins is no proof unless it sees what it is there for.</summary>
public sealed class WriteJournalTests : IAsyncLifetime
{
    private readonly PostgresServer server = PostgresServer.Start();
    private ServiceProvider services = null!;
    private NpgsqlConnection connection = null!;

    public async Task InitializeAsync()
    {
        var database = server.CreateDatabase();
        services = new ServiceCollection().Configure<StorageOptions>(options => options.Database = database).AddPaymentsStorage()
            .BuildServiceProvider();
        await services.GetRequiredService<IDatabase>().MigrateAsync(CancellationToken.None);
        connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await WriteJournal.BeginAsync(connection);
    }

    public async Task DisposeAsync()
    {
        await connection.DisposeAsync();
        await services.DisposeAsync();
        server.Dispose();
    }

    [Fact]
    public async Task Writes_over_the_version_that_was_read_are_in_order_and_a_refused_one_is_none()
    {
        (await WriteAsync(null)).Should().Be(1);
        (await WriteAsync(1)).Should().Be(2);
        (await WriteAsync(1)).Should().Be(1, "it is refused");
        (await WriteAsync(2)).Should().Be(3);
        (await WriteJournal.ViolationsAsync(connection)).Should().BeEmpty();
        (await WriteJournal.CountAsync(connection)).Should().Be((3, 0, 0));
    }

    [Fact]
    public async Task Rows_that_are_written_together_are_seen_each_with_the_version_that_was_read()
    {
        var store = services.GetRequiredService<IStateStore>();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(row =>
            store.WriteAsync(StateTable.Deliveries, $"dlv-{row}", "{}"u8.ToArray(), null)));
        await Task.WhenAll(Enumerable.Range(0, 30).Select(row =>
            store.WriteAsync(StateTable.Deliveries, $"dlv-{row}", "{}"u8.ToArray(), row < 20 ? 1 : null)));
        await store.Invoking(one => one.WriteAsync(StateTable.Deliveries, "dlv-0", "{}"u8.ToArray(), 1)).Should()
            .ThrowAsync<StateConflictException>();
        (await WriteJournal.ViolationsAsync(connection)).Should().BeEmpty();
        (await WriteJournal.CountAsync(connection)).Should().Be((50, 0, 0));
    }

    [Fact]
    public async Task A_write_over_another_version_than_was_read_is_seen_where_the_database_lets_it_through()
    {
        await WriteAsync(null);
        await WriteAsync(1);
        const string definition = "SELECT pg_get_functiondef('load_write_orders(text[], integer[], jsonb[])'::regprocedure)";
        await using (var command = new NpgsqlCommand(definition, connection))
        {
            var guarded = (string)(await command.ExecuteScalarAsync())!;
            command.CommandText = guarded.Replace(" AND t.version = w.expected", "", StringComparison.Ordinal);
            command.CommandText.Should().NotBe(guarded);
            await command.ExecuteNonQueryAsync();
        }
        (await WriteAsync(1)).Should().Be(2);
        (await WriteJournal.ViolationsAsync(connection)).Should().ContainSingle().Which.Should().Contain("which had read 1, was written over 2");
    }

    /// <summary>As Orleans' provider writes.</summary>
    private async Task<int?> WriteAsync(int? expected)
    {
        await using var command = new NpgsqlCommand("SELECT * FROM payments_write_state('order', 'ord-1', $1, $2)", connection);
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer, Value = (object?)expected ?? DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter { Value = Encoding.UTF8.GetBytes("{}") });
        return await command.ExecuteScalarAsync() as int?;
    }
}
