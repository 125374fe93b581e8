using System.Data.Common;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Payments.Storage.Databases.Postgres;

/// <summary>A PostgreSQL database.</summary>
internal sealed class PostgresDatabase : IDatabase
{
    /// <summary>Statements that one connection keeps prepared, unless the connection string says otherwise (a pooler in transaction mode needs 0).</summary>
    private const int PreparedStatements = 64;

    /// <summary>
    /// A plan is made once and finds rows by an index. Left to itself PostgreSQL plans anew for each array of a few keys, which costs more than
    /// finding them, or keeps a plan that reads the whole table because the table was small when it was made.
    /// </summary>
    private const string KeptPlans = "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off";

    private readonly NpgsqlDataSource source;
    private readonly TimeProvider time;
    private readonly ILoggerFactory logs;

    public PostgresDatabase(string connectionString, TimeProvider time, ILoggerFactory logs)
    {
        (this.time, this.logs) = (time, logs);
        var text = WithDefaults(connectionString);
        source = NpgsqlDataSource.Create(text);
        ByKey = new NpgsqlDataSourceBuilder(text).UsePhysicalConnectionInitializer(KeepPlans, KeepPlansAsync).Build();
    }

    public bool IsSqlite => false;

    public NpgsqlDataSource Source => source;

    /// <summary>Connections for statements that find rows by their keys, many times the same.</summary>
    public NpgsqlDataSource ByKey { get; }

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

    public Task MigrateAsync(CancellationToken cancellationToken) => new PostgresMigration(source, time, logs.CreateLogger<PostgresMigration>()).RunAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await ByKey.DisposeAsync();
    }

    private static void KeepPlans(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(KeptPlans, connection);
        command.ExecuteNonQuery();
    }

    private static async Task KeepPlansAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(KeptPlans, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string WithDefaults(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (!builder.ShouldSerialize("Max Auto Prepare")) builder.MaxAutoPrepare = PreparedStatements;
        // Nothing here sets anything in a session, and putting it back to rest costs as much as a small write.
        if (!builder.ShouldSerialize("No Reset On Close")) builder.NoResetOnClose = true;
        return builder.ConnectionString;
    }
}
