using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Payments.Storage.Export;

/// <summary>
/// Writes everything an installation knows into one file (<see cref="MovedFileWriter"/>). Either database can be exported, and imported
/// into either.
/// </summary>
public sealed class DatabaseExport(IDatabase database, MovedMark mark, TimeProvider time)
{
    /// <summary>Writes a copy of one moment, while the gateway may go on.</summary>
    /// <returns>Counts and sums, a line each.</returns>
    /// <exception cref="IOException">The file cannot be written, or exists.</exception>
    /// <exception cref="DatabaseRefusalException">It cannot be read back; there is no file.</exception>
    public async Task<IReadOnlyList<string>> CopyAsync(string path)
    {
        await using var file = Begin(path);
        await database.ReadAsync(async connection =>
        {
            await using var snapshot = connection is SqliteConnection sqlite
                ? sqlite.BeginTransaction(deferred: true)
                : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
            await FillAsync(file, connection, snapshot);
            return true;
        });
        return await file.FinishAsync();
    }

    /// <summary>Writes a copy and marks this database as moved in the same transaction.</summary>
    /// <returns>Counts and sums, a line each.</returns>
    /// <exception cref="IOException">The file cannot be written, or exists.</exception>
    /// <exception cref="DatabaseRefusalException">It cannot be read back; there is no file, and nothing was moved.</exception>
    public Task<IReadOnlyList<string>> MoveAsync(string path) => database.WriteAsync(async (connection, transaction) =>
    {
        if (!database.IsSqlite)
        {
            var tables = string.Join(", ", MovedTable.All.Select(table => table.Name));
            await connection.ExecuteAsync($"LOCK TABLE {tables} IN EXCLUSIVE MODE", transaction: transaction);
        }
        await using var file = Begin(path);
        await FillAsync(file, connection, transaction);
        var lines = await file.FinishAsync();
        await mark.SetAsync(connection, transaction);
        return lines;
    });

    private MovedFileWriter Begin(string path) => new(path, MovedFormat.Export, time.GetUtcNow());

    private static async Task FillAsync(MovedFileWriter file, DbConnection connection, DbTransaction? transaction)
    {
        foreach (var table in MovedTable.All)
            await foreach (var values in MovedReader.ReadAsync(table, connection, transaction)) file.Add(table, values);
    }
}
