using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Payments.Storage.Tests;

/// <summary>An SQLite database that notes every statement it reads by, to ask for its plan afterwards.</summary>
internal sealed class PlanRecorder(IDatabase inner) : IDatabase
{
    private readonly List<string> statements = [];

    public bool IsSqlite => true;

    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read) => await inner.ReadAsync(async connection =>
    {
        var handle = ((SqliteConnection)connection).Handle;
        raw.sqlite3_trace(handle, (_, statement) => statements.Add(statement), null);
        try
        {
            return await read(connection);
        }
        finally
        {
            raw.sqlite3_trace(handle, (strdelegate_trace?)null, null);
        }
    });

    public Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction?, Task<T>> write) => inner.WriteAsync(write);

    public Task MigrateAsync(CancellationToken cancellationToken) => inner.MigrateAsync(cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The plan of the one statement that was read since the last call.</summary>
    public async Task<IReadOnlyList<string>> PlanAsync() => (await PlansAsync()).Should().ContainSingle().Subject;

    /// <summary>The plans of the statements that were read since the last call.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> PlansAsync()
    {
        string[] read = [.. statements];
        statements.Clear();
        var plans = new List<IReadOnlyList<string>>();
        foreach (var sql in read)
        {
            var rows = await inner.ReadAsync(connection =>
                connection.QueryAsync<(long Id, long Parent, long Unused, string Detail)>($"EXPLAIN QUERY PLAN {sql}"));
            plans.Add([.. rows.Select(row => row.Detail)]);
        }
        return plans;
    }
}
