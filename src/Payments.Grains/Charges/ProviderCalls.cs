namespace Payments.Grains.Charges;

/// <summary>Calls to providers, each within a time: others wait for the grain that calls.</summary>
internal static class ProviderCalls
{
    /// <summary>How long a grain waits for its provider.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>The answer, or the one that stands for none in time.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="call">The call.</param>
    /// <param name="unknown">Makes an answer of a reason: what the provider did is not known.</param>
    public static async Task<T> WithinAsync<T>(TimeProvider time, Func<CancellationToken, Task<T>> call, Func<string, T> unknown)
    {
        using var timeout = new CancellationTokenSource(Limit, time);
        try
        {
            return await call(timeout.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return unknown($"no answer within {Limit.TotalSeconds:0} s");
        }
    }
}
