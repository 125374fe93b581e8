using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;
using Payments.Storage.Schema;

namespace Payments.Storage.Databases.Postgres;

/// <summary>
/// Brings a PostgreSQL schema up to date while other processes work on it. Each script is a transaction of its own. One that waits for a table makes all who come
/// after it wait, too, so it gives way after <see cref="LockPatience"/> and tries again; once it has its locks it may take as long as it takes.
/// </summary>
internal sealed partial class PostgresMigration(NpgsqlDataSource source, TimeProvider time, ILogger<PostgresMigration> logger)
{
    /// <summary>Any two programs that migrate the same database wait for each other on this advisory lock.</summary>
    private const long MigrationLock = 0x5061796D656E7473;

    private const int NoTimeout = 0;

    /// <summary>How long a script waits for a lock, and orders behind it.</summary>
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(2);

    /// <summary>How long the others have the table to themselves before a script asks for it again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private static readonly IReadOnlyList<SchemaScript> Scripts = SchemaScripts.Of("postgres");

    /// <summary>Applies what is missing, for as long as that takes.</summary>
    /// <exception cref="DatabaseRefusalException">The database is newer than this program.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        // Whoever lacks nothing waits for nobody: a process of the version before may start while a newer one's script is under way.
        if (await IsBegunAsync(connection) && await Migrator.FindMissingAsync(connection, null, Scripts) is null) return;
        while (await StepAsync(connection, cancellationToken)) cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Applies a script, or gives way to others; false when no script is missing.</summary>
    private async Task<bool> StepAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            await RunAsync(connection, transaction, "SET LOCAL statement_timeout = 0", cancellationToken);
            await RunAsync(connection, transaction, "SET LOCAL lock_timeout = 0", cancellationToken);
            await RunAsync(connection, transaction, $"SELECT pg_advisory_xact_lock({MigrationLock.ToString(CultureInfo.InvariantCulture)})", cancellationToken);
            await Migrator.PrepareAsync(connection, transaction);
            if (await Migrator.FindMissingAsync(connection, transaction, Scripts) is not { } script)
            {
                await transaction.CommitAsync(cancellationToken);
                return false;
            }
            LogBegins(script.Name);
            await RunAsync(connection, transaction, $"SET LOCAL lock_timeout = {LockPatience.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)}", cancellationToken);
            try
            {
                await Migrator.ApplyAsync(connection, transaction, script);
                await transaction.CommitAsync(cancellationToken);
                LogApplied(script.Name);
                return true;
            }
            catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                LogWaits(script.Name, Pause);
            }
        }
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    private static Task<bool> IsBegunAsync(DbConnection connection) => connection.ExecuteScalarAsync<bool>("SELECT to_regclass('schema_versions') IS NOT NULL");

    private static async Task RunAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = NoTimeout };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
