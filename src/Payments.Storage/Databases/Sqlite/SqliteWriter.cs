using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Payments.Storage.Databases.Sqlite;

/// <summary>
/// The one writer. Jobs that arrive while a commit is under way share the next one, so that many grains' writes cost one
/// fsync; a job is answered only after the commit that holds it.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>Jobs in one transaction at most: it bounds how long a caller waits for others.</summary>
    private const int BatchLimit = 1024;

    /// <summary>Jobs that may wait; beyond it the caller is told that storage is overloaded.</summary>
    private const int QueueLimit = 65_536;

    /// <summary>How long a commit waits at most for the company that the last one had.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// How long another program's lock is waited for, so that callers are told within three seconds that nothing can be written.
    /// </summary>
    private static readonly TimeSpan BusyLimit = TimeSpan.FromSeconds(1.5);

    /// <summary>The same while the last wait was in vain: whoever came meanwhile has waited in the queue already.</summary>
    private static readonly TimeSpan BusyAgainLimit = TimeSpan.FromMilliseconds(100);

    /// <summary>How often it is looked whether that commit is over. SQLite's own wait, where it was built without finer sleep, looks once a second.</summary>
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(1);

    private readonly SqliteSession session;
    private readonly StorageMetrics metrics;
    private readonly Thread thread;
    private readonly object gate = new();
    private readonly Queue<WriteJob> waiting = new();
    private int expected = 1;
    private bool isStopping;
    private bool wasBusy;

    public SqliteWriter(SqliteSession session, StorageMetrics metrics)
    {
        (this.session, this.metrics) = (session, metrics);
        metrics.Watch(() => waiting.Count);
        thread = new Thread(Run) { IsBackground = true, Name = "sqlite-writer" };
        thread.Start();
    }

    public void Enqueue(WriteJob job)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isStopping, this);
            if (waiting.Count >= QueueLimit) throw new InvalidOperationException("Storage is overloaded: too many writes wait.");
            waiting.Enqueue(job);
            if (waiting.Count == 1 || waiting.Count == expected) Monitor.Pulse(gate);
        }
    }

    /// <summary>Writes what waits, then stops.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isStopping = true;
            Monitor.Pulse(gate);
        }
        thread.Join();
        session.Dispose();
    }

    private void Run()
    {
        using var begin = session.Prepare("BEGIN IMMEDIATE");
        using var commit = session.Prepare("COMMIT");
        using var rollback = session.Prepare("ROLLBACK");
        var batch = new List<WriteJob>(BatchLimit);
        while (TakeBatch(batch))
        {
            var began = metrics.Begin();
            try
            {
                Begin(begin);
                foreach (var job in batch)
                {
                    job.Run(session);
                    // A full disk or an I/O error takes the whole transaction back. What runs after that would commit by itself.
                    if (raw.sqlite3_get_autocommit(session.Connection.Handle) != 0) throw new IOException("SQLite took the transaction back; nothing of it was written.");
                }
                commit.Execute();
            }
            catch (Exception exception)
            {
                TryRollBack(rollback);
                metrics.Failed(batch.Count);
                foreach (var job in batch) job.Fail(exception);
                continue;
            }
            metrics.Committed(batch.Count, began);
            foreach (var job in batch) job.Complete();
        }
    }

    /// <exception cref="TimeoutException">Another program holds the lock.</exception>
    private void Begin(SqliteStatement begin)
    {
        var since = Stopwatch.GetTimestamp();
        var limit = wasBusy ? BusyAgainLimit : BusyLimit;
        while (true)
        {
            try
            {
                begin.Execute();
                wasBusy = false;
                return;
            }
            catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_BUSY)
            {
                wasBusy = Stopwatch.GetElapsedTime(since) >= limit;
                if (wasBusy)
                    throw new TimeoutException($"Another program holds the lock of {SqliteDatabase.FileName}; nothing was written.",
                        exception);
                lock (gate) Monitor.Wait(gate, BusyPause);
            }
        }
    }

    private bool TakeBatch(List<WriteJob> batch)
    {
        batch.Clear();
        lock (gate)
        {
            while (waiting.Count == 0)
            {
                if (isStopping) return false;
                Monitor.Wait(gate);
            }
            // A commit costs the same for one job as for ten: under load a little patience saves most commits, alone a job never waits.
            if (waiting.Count < expected && !isStopping) Monitor.Wait(gate, Gathering);
            while (batch.Count < BatchLimit && waiting.TryDequeue(out var job)) batch.Add(job);
            expected = batch.Count;
            return true;
        }
    }

    private static void TryRollBack(SqliteStatement rollback)
    {
        try
        {
            rollback.Execute();
        }
        catch (SqliteException)
        {
            // A failed COMMIT may have rolled back already; then there is nothing left to take back.
        }
    }
}
