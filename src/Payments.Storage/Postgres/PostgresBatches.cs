using System.Threading.Channels;

namespace Payments.Storage.Postgres;

/// <summary>
/// Work that arrives one by one and is done many at a time: while one batch waits for the server, the next is filled.
/// Alone, a piece of work goes at once.
/// </summary>
internal sealed class PostgresBatches<T> : IAsyncDisposable
{
    /// <summary>Batches under way at once.</summary>
    private const int Workers = 2;

    /// <summary>Pieces in one batch at most.</summary>
    private const int BatchLimit = 512;

    /// <summary>Pieces that may wait; beyond it callers wait to get in.</summary>
    private const int QueueLimit = 65_536;

    private readonly Channel<T> queue = Channel.CreateBounded<T>(QueueLimit);
    private readonly Func<IReadOnlyList<T>, Task> run;
    private readonly Task workers;

    /// <param name="run">Does a batch and answers each piece, failures included; it does not throw.</param>
    public PostgresBatches(Func<IReadOnlyList<T>, Task> run)
    {
        this.run = run;
        workers = Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(DrainAsync)));
    }

    /// <summary>Pieces that wait for a batch.</summary>
    public int Waiting => queue.Reader.Count;

    /// <summary>Hands a piece over.</summary>
    public ValueTask AddAsync(T piece) => queue.Writer.WriteAsync(piece);

    /// <summary>Does what waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await workers;
    }

    private async Task DrainAsync()
    {
        var batch = new List<T>(BatchLimit);
        while (await queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < BatchLimit && queue.Reader.TryRead(out var piece)) batch.Add(piece);
            if (batch.Count > 0) await run(batch);
        }
    }
}
