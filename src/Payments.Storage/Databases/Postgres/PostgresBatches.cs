using System.Threading.Channels;
using Npgsql;

namespace Payments.Storage.Databases.Postgres;

/// <summary>
/// Work that arrives one by one and is done many at a time: while one batch waits for the server, the next is filled.
/// Alone, a piece of work goes at once. There is one batch under way at a time, so that under load it is a large one: what a
/// statement costs beyond its rows, a commit above all, is then shared by many.
/// </summary>
internal sealed class PostgresBatches<T> : IAsyncDisposable
{
    /// <summary>Pieces in one batch at most.</summary>
    private const int BatchLimit = 512;

    /// <summary>Pieces that may wait; beyond it callers wait to get in.</summary>
    private const int QueueLimit = 65_536;

    private readonly Channel<T> queue = Channel.CreateBounded<T>(QueueLimit);
    private readonly NpgsqlDataSource source;
    private readonly Func<PostgresSession, IReadOnlyList<T>, Task> run;
    private readonly Task worker;

    /// <param name="run">Does a batch and answers each piece, failures included; it does not throw.</param>
    public PostgresBatches(NpgsqlDataSource source, Func<PostgresSession, IReadOnlyList<T>, Task> run)
    {
        (this.source, this.run) = (source, run);
        worker = Task.Run(DrainAsync);
    }

    /// <summary>Pieces that wait for a batch.</summary>
    public int Waiting => queue.Reader.Count;

    /// <summary>Hands a piece over.</summary>
    public ValueTask AddAsync(T piece) => queue.Writer.WriteAsync(piece);

    /// <summary>Does what waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await worker;
    }

    private async Task DrainAsync()
    {
        await using var session = new PostgresSession(source);
        var batch = new List<T>(BatchLimit);
        while (await queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < BatchLimit && queue.Reader.TryRead(out var piece)) batch.Add(piece);
            if (batch.Count > 0) await run(session, batch);
        }
    }
}
