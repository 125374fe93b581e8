using Payments.Chains.Reading;

namespace Payments.Chains.Nodes;

/// <summary>A chain's nodes in order of preference. One that fails is left alone for a while, longer each time.</summary>
internal sealed class NodePool
{
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(2);

    /// <summary>Failures in a row after which nothing waits for a node any more.</summary>
    private const int Patience = 5;

    /// <summary>How long a node is set aside after it was contradicted last.</summary>
    private static readonly TimeSpan AsideTime = TimeSpan.FromMinutes(10);

    /// <summary>How long a node is passed over whose chain had less work than another's; two comparisons at least.</summary>
    private static readonly TimeSpan PassedOverTime = TimeSpan.FromSeconds(45);

    private const string LessWork = "its chain has less work than another node's";

    private readonly TimeProvider time;
    private readonly State[] nodes;

    /// <summary>Keeps nodes.</summary>
    /// <param name="nodes">
    /// The nodes with their masked URLs and the number of connections that were opened to each, in order of preference.
    /// </param>
    /// <param name="time">The clock.</param>
    public NodePool(IEnumerable<(string Url, Func<int> Connections, IChainNode Node)> nodes, TimeProvider time)
    {
        this.time = time;
        this.nodes = [.. nodes.Select(node => new State(node.Url, node.Connections, node.Node))];
    }

    public IReadOnlyList<NodeHealth> Health
    {
        get
        {
            var now = time.GetUtcNow();
            return [.. nodes.Select(state => new NodeHealth(
                state.Url, state.Failures == 0 && !state.IsAside(now), state.Head, state.LatencyMs, state.LastError,
                state.BackOffUntil > now ? state.BackOffUntil : null)
            {
                SetAside = state.IsPassedOver(now) ? LessWork : state.IsAside(now) ? state.AsideReason : null,
            })];
        }
    }

    /// <summary>The newest block that a node in use has reported lately.</summary>
    public long? HighestHead => nodes.Where(state => state.Failures == 0 && !state.IsAside(time.GetUtcNow())).Max(state => state.Head);

    /// <summary>How many nodes are configured.</summary>
    public int Count => nodes.Length;

    /// <summary>Whether there is more than one node to compare.</summary>
    public bool HasSeveral => nodes.Length > 1;

    /// <summary>Runs something against the first node that can do it.</summary>
    /// <param name="body">What to do; it may be done again with the next node.</param>
    /// <param name="canAskLess">Whether a node that refuses the size of the question will be asked for less, so that it need not be left alone.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChainReadException">None can. Where one refused the size of the question, the exception says so.</exception>
    public async Task<T> RunAsync<T>(Func<IChainNode, Task<T>> body, bool canAskLess, CancellationToken cancellationToken)
    {
        ChainReadException? failure = null;
        foreach (var state in Candidates())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var began = time.GetTimestamp();
            try
            {
                var result = await body(state.Node);
                state.LatencyMs = (int)time.GetElapsedTime(began).TotalMilliseconds;
                state.Failures = 0;
                state.LastError = null;
                return result;
            }
            catch (ChainReadException exception)
            {
                failure = failure is { IsTooMuch: true } ? failure : exception;
                state.LastError = exception.Message;
                if (!exception.IsTooMuch || !canAskLess) BackOff(state, exception.RetryAfter);
            }
        }
        throw failure ?? new ChainReadException("every node is being left alone after failures");
    }

    /// <summary>Asks the other nodes until one of them can answer. Those that failed a few times are asked, too: they may only be a block behind.</summary>
    /// <param name="first">Who is not asked.</param>
    /// <param name="question">What to ask.</param>
    /// <returns>The answer; null where there is no other node, or all have failed for long or asked to be left alone.</returns>
    /// <exception cref="ChainReadException">Some were asked and none could answer.</exception>
    public async Task<bool?> AskOthersAsync(IChainNode first, Func<IChainNode, Task<bool>> question)
    {
        ChainReadException? failure = null;
        var now = time.GetUtcNow();
        foreach (var state in nodes.Where(state => !ReferenceEquals(state.Node, first) && IsWorthAsking(state, now)))
        {
            try
            {
                var answer = await question(state.Node);
                state.Failures = 0;
                return answer;
            }
            catch (ChainReadException exception)
            {
                failure = exception;
                state.LastError = exception.Message;
                BackOff(state, exception.RetryAfter);
            }
        }
        return failure is null ? null : throw failure;
    }

    /// <summary>Asks one node after the other, by preference, until enough was heard. One that fails is left alone for a while and ends nothing.</summary>
    /// <param name="question">What to ask; the answer is the asker's to keep.</param>
    /// <param name="isEnough">Whether no further node is needed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task AskInTurnAsync(Func<IChainNode, Task> question, Func<bool> isEnough, CancellationToken cancellationToken)
    {
        foreach (var state in Candidates())
        {
            if (isEnough()) return;
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await question(state.Node);
                state.Failures = 0;
            }
            catch (ChainReadException exception)
            {
                state.LastError = exception.Message;
                BackOff(state, exception.RetryAfter);
            }
        }
    }

    /// <summary>
    /// Asks one node after the other, by preference, until an answer is enough; else the last one that says something. A node that fails is
    /// not left alone for it: who asks aside must not keep blocks from being read.
    /// </summary>
    /// <param name="question">What to ask; null where the node knows nothing.</param>
    /// <param name="isEnough">Whether no further node is needed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChainReadException">None answered.</exception>
    public async Task<T?> AskAsideAsync<T>(Func<IChainNode, Task<T?>> question, Predicate<T> isEnough, CancellationToken cancellationToken)
        where T : class
    {
        T? answer = null;
        ChainReadException? failure = new("every node is being left alone after failures");
        foreach (var state in Candidates())
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                answer = await question(state.Node) ?? answer;
                failure = null;
            }
            catch (ChainReadException exception)
            {
                failure = failure is null ? null : exception;
            }
            if (answer is not null && isEnough(answer)) return answer;
        }
        return answer is not null || failure is null ? answer : throw failure;
    }

    /// <summary>Asks one node. One that fails is left alone for a while.</summary>
    /// <param name="node">The node.</param>
    /// <param name="question">What to ask.</param>
    /// <returns>The answer, or null where it failed.</returns>
    public async Task<T?> TryAsync<T>(IChainNode node, Func<IChainNode, Task<T>> question)
        where T : class
    {
        try
        {
            return await question(node);
        }
        catch (ChainReadException exception)
        {
            var state = StateOf(node);
            state.LastError = exception.Message;
            BackOff(state, exception.RetryAfter);
            return null;
        }
    }

    /// <summary>How many connections were opened to a node.</summary>
    public int ConnectionsTo(IChainNode node) => StateOf(node).Connections();

    /// <summary>Reads from a node only where no other can be read from, for a while: another node contradicts it. It is still asked to confirm what others tell.</summary>
    public void SetAside(IChainNode node, string reason)
    {
        var state = StateOf(node);
        (state.AsideUntil, state.AsideReason) = (time.GetUtcNow() + AsideTime, reason);
    }

    /// <summary>
    /// Reads from a node only where no other can be read from, or ends that: whether its chain has less work than another's.
    /// </summary>
    public void PassOver(IChainNode node, bool hasLessWork) =>
        StateOf(node).PassedOverUntil = hasLessWork ? time.GetUtcNow() + PassedOverTime : DateTimeOffset.MinValue;

    /// <summary>Whether a node's chain has less work than another's: like one that is behind it says nothing of payments.</summary>
    public bool IsPassedOver(IChainNode node) => StateOf(node).IsPassedOver(time.GetUtcNow());

    /// <summary>Asks every node that is not left alone for its head, so that one that stands still is told from the others.</summary>
    public Task ProbeAsync(Func<IChainNode, Task<long>> head) => Task.WhenAll(Candidates().Select(async state =>
    {
        try
        {
            state.Head = await head(state.Node);
            state.Failures = 0;
        }
        catch (ChainReadException exception)
        {
            state.LastError = exception.Message;
            BackOff(state, exception.RetryAfter);
        }
    }));

    /// <summary>Keeps what a node said of its head.</summary>
    public void Report(IChainNode node, long head) => StateOf(node).Head = head;

    private State StateOf(IChainNode node) => nodes.First(state => ReferenceEquals(state.Node, node));

    /// <summary>Nodes that are not left alone, by preference, those that are set aside last.</summary>
    private State[] Candidates()
    {
        var now = time.GetUtcNow();
        return [.. nodes.Where(state => state.BackOffUntil <= now).OrderBy(state => state.IsAside(now))];
    }

    /// <summary>Whether to ask a node that others do not depend on: one that failed a few times may only be a block behind.</summary>
    private static bool IsWorthAsking(State state, DateTimeOffset now) => state.BackOffUntil <= now || (state.Failures < Patience && !state.HasAskedForPatience);

    private void BackOff(State state, TimeSpan? asked)
    {
        var wait = FirstBackOff * Math.Pow(2, Math.Min(state.Failures, 10));
        state.Failures++;
        if (wait > LongestBackOff) wait = LongestBackOff;
        if (asked > wait) wait = asked.Value < TimeSpan.FromMinutes(10) ? asked.Value : TimeSpan.FromMinutes(10);
        state.BackOffUntil = time.GetUtcNow() + wait;
        state.HasAskedForPatience = asked is not null;
    }

    private sealed class State(string url, Func<int> connections, IChainNode node)
    {
        public string Url => url;

        public Func<int> Connections => connections;

        public IChainNode Node => node;

        public DateTimeOffset BackOffUntil { get; set; } = DateTimeOffset.MinValue;

        public DateTimeOffset AsideUntil { get; set; } = DateTimeOffset.MinValue;

        public string? AsideReason { get; set; }

        public DateTimeOffset PassedOverUntil { get; set; } = DateTimeOffset.MinValue;

        public bool HasAskedForPatience { get; set; }

        public int Failures { get; set; }

        public long? Head { get; set; }

        public int? LatencyMs { get; set; }

        public string? LastError { get; set; }

        public bool IsPassedOver(DateTimeOffset now) => PassedOverUntil > now;

        public bool IsAside(DateTimeOffset now) => AsideUntil > now || IsPassedOver(now);
    }
}
