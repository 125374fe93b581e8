using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Payments.Storage.Schema;

namespace Payments.Storage.Databases.Sqlite;

/// <summary>An SQLite file in WAL mode with <c>synchronous=FULL</c>: one writer, many readers.</summary>
internal sealed class SqliteDatabase : IDatabase
{
    /// <summary>The file's name in its folder.</summary>
    public const string FileName = "payments.db";

    private readonly string connectionString;
    private readonly ConcurrentBag<SqliteReader> idle = [];
    private readonly Lazy<SqliteWriter> writer;

    /// <summary>
    /// The writer's pages in memory, 16 MiB. A larger cache costs more than it saves: at each commit SQLite goes through all of it once a
    /// page was split, because splitting borrows the number of a page behind the end. Checkpoints hold writers up, so they are of 16 MiB,
    /// too.
    /// </summary>
    private const string WriterPragmas =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=4000;";

    static SqliteDatabase() => SQLitePCL.Batteries_V2.Init();

    public SqliteDatabase(string folder, StorageMetrics metrics)
    {
        PrivateStore.Prepare(folder, FileName);
        connectionString = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, FileName), Pooling = false }.ToString();
        writer = new Lazy<SqliteWriter>(() => new SqliteWriter(new SqliteSession(Open(WriterPragmas)), metrics));
    }

    public bool IsSqlite => true;

    public void Enqueue(WriteJob job) => writer.Value.Enqueue(job);

    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read)
    {
        var reader = Rent();
        try
        {
            return await read(reader.Connection);
        }
        finally
        {
            idle.Add(reader);
        }
    }

    public Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction?, Task<T>> write)
    {
        var job = new Delegated<T>(write);
        writer.Value.Enqueue(job);
        return job.Task;
    }

    public Task MigrateAsync(CancellationToken cancellationToken) => WriteAsync(async (connection, transaction) =>
    {
        await Migrator.PrepareAsync(connection, transaction);
        var scripts = SchemaScripts.Of("sqlite");
        while (await Migrator.FindMissingAsync(connection, transaction, scripts) is { } script) await Migrator.ApplyAsync(connection, transaction, script);
        return 0;
    });

    public SqliteReader Rent() => idle.TryTake(out var reader)
        ? reader
        : new SqliteReader(Open("PRAGMA query_only=1; PRAGMA busy_timeout=2000;"));

    public void Return(SqliteReader reader) => idle.Add(reader);

    public ValueTask DisposeAsync()
    {
        if (writer.IsValueCreated) writer.Value.Dispose();
        while (idle.TryTake(out var reader)) reader.Dispose();
        return ValueTask.CompletedTask;
    }

    private SqliteConnection Open(string pragmas)
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = pragmas;
        command.ExecuteNonQuery();
        return connection;
    }

    private sealed class Delegated<T>(Func<DbConnection, DbTransaction?, Task<T>> write) : WriteJob<T>
    {
        protected override T Execute(SqliteSession session)
        {
            // SQLite's asynchronous calls run to their end at once; a savepoint keeps a half-done job out of the others' commit.
            Execute(session.Connection, "SAVEPOINT job");
            try
            {
                var result = write(session.Connection, null).GetAwaiter().GetResult();
                Execute(session.Connection, "RELEASE job");
                return result;
            }
            catch
            {
                Execute(session.Connection, "ROLLBACK TO job");
                Execute(session.Connection, "RELEASE job");
                throw;
            }
        }

        private static void Execute(SqliteConnection connection, string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
