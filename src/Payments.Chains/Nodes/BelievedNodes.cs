using System.Collections.Concurrent;
using System.Text.Json;
using Payments.Chains.Reading;
using Payments.Domain.Transfers;

namespace Payments.Chains.Nodes;

/// <summary>
/// A chain's nodes, each asked for its chain before it is believed, and none for the head that is far behind the others or has less work.
/// </summary>
internal sealed class BelievedNodes(ChainOptions options, NodePool pool, int toleratedLag, TimeProvider time)
{
    /// <summary>How often every node is asked for its head.</summary>
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(15);

    private readonly NodeIdentity identity = new(options, pool, time);
    private readonly Salvage salvage = new();
    private DateTimeOffset probedAt = DateTimeOffset.MinValue;

    /// <summary>Runs something against the first node that can do it.</summary>
    /// <param name="body">What to do; it may be done again with the next node.</param>
    /// <param name="canAskLess">Whether a node that refuses the size of the question will be asked for less, so that it need not be left alone.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChainReadException">None can. Where one refused the size of the question, the exception says so.</exception>
    public Task<T> RunAsync<T>(Func<IChainNode, Task<T>> body, bool canAskLess, CancellationToken cancellationToken) =>
        pool.RunAsync(node => BelievedAsync(node, body, cancellationToken), canAskLess, cancellationToken);

    /// <summary>Reads a range by the first node that can. Where it leaves doubts, another node is asked before it is believed; it is believed alone only where every other one has failed for long.</summary>
    /// <param name="from">The first block.</param>
    /// <param name="to">The last block.</param>
    /// <param name="watched">The watched addresses.</param>
    /// <param name="earlier">Transfers of the blocks before these, none of which may come again.</param>
    /// <param name="canAskLess">Whether a node that refuses the size of the question will be asked for less.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChainReadException">None can, or another node was asked and could not answer yet.</exception>
    public async Task<BlockBatch> ReadAsync(long from, long to, IAddressSet watched, IReadOnlyList<Transfer> earlier, bool canAskLess, CancellationToken cancellationToken)
    {
        BlockBatch? readable = null;
        try
        {
            var (batch, unanswered) = await RunAsync(async node =>
            {
                var read = Salvage.WithoutRepeats(await node.ReadAsync(from, to, watched, cancellationToken), earlier);
                if (read.Unreadable.Count > 0)
                {
                    if (readable is null || read.Unreadable.Count < readable.Unreadable.Count) readable = read;
                    throw new ChainReadException(read.Unreadable[0]);
                }
                return (read, read.Doubts.Count == 0 ? null : await AskOthersAsync(node, read.Doubts, cancellationToken));
            }, canAskLess, cancellationToken);
            return unanswered is null ? batch : throw unanswered;
        }
        catch (ChainReadException) when (readable is not null && salvage.IsDue(from))
        {
            return readable;
        }
    }

    /// <summary>The newest block, and the newest that counts as final, of the first node that keeps up with the others.</summary>
    public async Task<ChainHead> GetHeadAsync(CancellationToken cancellationToken)
    {
        if (pool.HasSeveral && time.GetUtcNow() - probedAt >= ProbeInterval)
        {
            probedAt = time.GetUtcNow();
            await ProbeAsync(cancellationToken);
        }
        return await RunAsync(node => ReadHeadAsync(node, cancellationToken), canAskLess: false, cancellationToken);
    }

    /// <summary>Refuses a chain other than the configured one, and sets its node aside.</summary>
    /// <exception cref="ChainReadException">It is another one.</exception>
    public void Expect(IChainNode node, long reported) => identity.Expect(node, reported);

    /// <summary>Has another node look at what a node left in doubt. That none could is no fault of the node's, and returned instead of thrown.</summary>
    /// <exception cref="ChainReadException">Another one knows more: this node cannot be believed.</exception>
    private async Task<ChainReadException?> AskOthersAsync(IChainNode node, IReadOnlyList<BlockDoubt> doubts, CancellationToken cancellationToken)
    {
        bool? agrees;
        try
        {
            agrees = await pool.AskOthersAsync(node, other => BelievedAsync(other, it => it.SharesAsync(doubts, cancellationToken), cancellationToken));
        }
        catch (ChainReadException exception)
        {
            return new ChainReadException($"no second opinion: {exception.Message}", exception);
        }
        return agrees != false ? null : throw new ChainReadException(
            "another node knows of something in blocks where this one tells of nothing");
    }

    /// <summary>
    /// Asks every node for its head; where blocks prove work also for the newest block, so that a head which is only claimed counts for
    /// nothing.
    /// </summary>
    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        var tips = new ConcurrentQueue<(IChainNode Node, BlockRef Tip)>();
        await pool.ProbeAsync(node => BelievedAsync(node, async it =>
        {
            var head = await it.GetHeadAsync(cancellationToken);
            if (it.ProvesWork) tips.Enqueue((it, await it.GetBlockAsync(head, cancellationToken)));
            return head;
        }, cancellationToken));
        Task<BlockRef> BlockAsync(IChainNode node, long number) =>
            BelievedAsync(node, it => it.GetBlockAsync(number, cancellationToken), cancellationToken);
        await new ForkWatch(pool, BlockAsync).CompareAsync(tips);
    }

    private async Task<ChainHead> ReadHeadAsync(IChainNode node, CancellationToken cancellationToken)
    {
        var newest = await node.GetHeadAsync(cancellationToken);
        pool.Report(node, newest);
        if (pool.HighestHead is { } highest && newest < highest - toleratedLag) throw new ChainReadException($"the node is {highest - newest} blocks behind the others");
        return new ChainHead(newest, await FinalAsync(node, newest, cancellationToken));
    }

    /// <summary>Asks one node, once it was examined.</summary>
    /// <exception cref="ChainReadException">It does not answer, or answers what makes no sense.</exception>
    public Task<T> AskAsync<T>(IChainNode node, Func<IChainNode, Task<T>> body, CancellationToken cancellationToken) => BelievedAsync(node, body, cancellationToken);

    /// <summary>The newest block that counts as final by one node's own account.</summary>
    public async Task<long> FinalAsync(IChainNode node, long newest, CancellationToken cancellationToken) =>
        Math.Min(newest, options.Confirmations is { } confirmations ? newest - confirmations + 1 : await node.GetFinalAsync(cancellationToken));

    private async Task<T> BelievedAsync<T>(IChainNode node, Func<IChainNode, Task<T>> body, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadableAsync(node, body, cancellationToken);
        }
        catch (ChainReadException)
        {
            identity.Doubt(node);
            throw;
        }
    }

    private async Task<T> ReadableAsync<T>(IChainNode node, Func<IChainNode, Task<T>> body, CancellationToken cancellationToken)
    {
        try
        {
            await identity.ConfirmAsync(node, cancellationToken);
            var answer = await body(node);
            // Where a connection was opened meanwhile, another node may have answered.
            await identity.ConfirmAsync(node, cancellationToken);
            return answer;
        }
        catch (JsonException exception)
        {
            throw new ChainReadException("the answer is no JSON, or was cut off", exception) { IsTooMuch = true };
        }
        catch (Exception exception) when (AnswerJson.IsUnreadable(exception) ||
            exception is NullReferenceException or IndexOutOfRangeException or ArithmeticException)
        {
            throw new ChainReadException("an answer of an unknown shape", exception);
        }
    }
}
