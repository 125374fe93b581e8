using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Payments.Benchmarks.Storage;

/// <summary>The reference for SQLite: one connection that commits, with its fsync, every row by itself, into a table with nothing but a key.</summary>
public static class SingleCommits
{
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(4);

    /// <summary>Commits per second in a folder.</summary>
    public static double Rate(string folder)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "reference.db")};Pooling=False");
        connection.Open();
        using var setUp = connection.CreateCommand();
        setUp.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000; DROP TABLE IF EXISTS rows; CREATE TABLE rows (key TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL) WITHOUT ROWID";
        setUp.ExecuteNonQuery();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO rows (key, version, state) VALUES ($key, 1, $state)";
        var key = insert.Parameters.Add("$key", SqliteType.Text);
        var state = insert.Parameters.Add("$state", SqliteType.Text);
        var watch = Stopwatch.StartNew();
        var count = 0;
        for (; watch.Elapsed < Measured; count++)
        {
            var order = SampleOrder.Of(0, count);
            (key.Value, state.Value) = (order.Key, System.Text.Encoding.UTF8.GetString(order.State));
            insert.ExecuteNonQuery();
        }
        return count / watch.Elapsed.TotalSeconds;
    }
}
