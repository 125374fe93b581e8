namespace Payments.Testing;

/// <summary>Servers, nodes and shops run on the real clock: a condition is looked at until it holds, within a limit.</summary>
public static class Patience
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until a condition holds.</summary>
    /// <param name="until">The condition.</param>
    /// <param name="what">What is waited for, for the failure.</param>
    /// <param name="limit">How long at most; 30 seconds if not said.</param>
    /// <exception cref="TimeoutException">It did not hold in time.</exception>
    public static Task UntilAsync(Func<Task<bool>> until, string what, TimeSpan? limit = null) => UntilAsync(until, static holds => holds, what, limit);

    /// <summary>Waits until a condition holds that is looked at without waiting.</summary>
    /// <inheritdoc cref="UntilAsync(Func{Task{bool}}, string, TimeSpan?)" />
    public static Task UntilAsync(Func<bool> until, string what, TimeSpan? limit = null) => UntilAsync(() => Task.FromResult(until()), what, limit);

    /// <summary>Looks again and again until what is seen is as wanted; returns that.</summary>
    /// <param name="look">Looks once.</param>
    /// <param name="until">Whether it is as wanted.</param>
    /// <param name="what">What is waited for, for the failure, which also says what was seen last.</param>
    /// <param name="limit">How long at most; 30 seconds if not said.</param>
    /// <exception cref="TimeoutException">It did not come in time.</exception>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> look, Func<T, bool> until, string what, TimeSpan? limit = null)
    {
        using var patience = new CancellationTokenSource(limit ?? Limit);
        while (true)
        {
            var seen = await look();
            if (until(seen)) return seen;
            if (patience.IsCancellationRequested) throw new TimeoutException($"Not so in time: {what}. Seen last: {seen}");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
