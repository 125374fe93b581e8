using System.Data.Common;
using Npgsql;
using Payments.Storage.Schema;

namespace Payments.Storage.Postgres;

/// <summary>A PostgreSQL database.</summary>
internal sealed class PostgresDatabase(string connectionString) : IDatabase
{
    /// <summary>Any two programs that migrate the same database wait for each other on this advisory lock.</summary>
    private const long MigrationLock = 0x5061796D656E7473;

    /// <summary>Statements that one connection keeps prepared, unless the connection string says otherwise (a pooler in transaction mode needs 0).</summary>
    private const int PreparedStatements = 64;

    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(WithDefaults(connectionString));

    public bool IsSqlite => false;

    public NpgsqlDataSource Source => source;

    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read)
    {
        await using var connection = await source.OpenConnectionAsync();
        return await read(connection);
    }

    public async Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction?, Task<T>> write)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var result = await write(connection, transaction);
        await transaction.CommitAsync();
        return result;
    }

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", connection, transaction) { Parameters = { new() { Value = MigrationLock } } })
            await command.ExecuteNonQueryAsync(cancellationToken);
        await Migrator.MigrateAsync(connection, transaction, "postgres");
        await transaction.CommitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private static string WithDefaults(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (!builder.ShouldSerialize("Max Auto Prepare")) builder.MaxAutoPrepare = PreparedStatements;
        // Nothing here sets anything in a session, and putting it back to rest costs as much as a small write.
        if (!builder.ShouldSerialize("No Reset On Close")) builder.NoResetOnClose = true;
        return builder.ConnectionString;
    }
}
