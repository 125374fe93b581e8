using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Payments.Http.Limits;
using Payments.Http.Ops;

namespace Payments.Http.Common;

/// <summary>
/// Where admin keys are judged. A wrong one is counted, logged and answered late, so that keys cannot be guessed by trying many. A request
/// without a key guesses nothing and is answered at once. Who goes on is not judged any more for a while (<see cref="LimitOptions"/>).
/// </summary>
/// <param name="key">The key.</param>
/// <param name="limits">Counts wrong keys by address.</param>
/// <param name="metrics">Counts wrong keys.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of wrong keys.</param>
public sealed partial class AdminGate(AdminKey key, RequestLimits limits, HttpMetrics metrics, TimeProvider time, ILogger<AdminGate> logger)
{
    /// <summary>How long the answer to a wrong key takes.</summary>
    public static readonly TimeSpan Penalty = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Wrong keys whose answers wait at the same time in this process. While there are so many, no key is judged, a right one neither: at
    /// most this many guesses are made in each <see cref="Penalty"/>. Sessions of <c>/ops</c> go on.
    /// </summary>
    public const int MostWaiting = 16;

    /// <summary>Least time between two lines of the log, each of which tells how many wrong keys came since the last.</summary>
    private static readonly TimeSpan LogRest = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private int waiting;
    private int untold;
    private long? toldAt;

    /// <summary>Whether a request carries the right key as <c>X-Admin-Key</c>.</summary>
    /// <exception cref="InputException">Too many wrong keys wait: 429.</exception>
    public Task<bool> LetsInAsync(HttpContext context) => LetsInAsync(context, context.Request.Headers[AdminKey.Header].ToString());

    /// <summary>Whether a text that a request brought is the key.</summary>
    /// <exception cref="InputException">Too many wrong keys wait: 429.</exception>
    public async Task<bool> LetsInAsync(HttpContext context, string given)
    {
        if (given.Length == 0) return false;
        if (limits.RefuseAttempt(context) is { } wait) throw Unheard(wait);
        if (Volatile.Read(ref waiting) >= MostWaiting) throw Busy(context);
        if (key.Fits(given)) return true;
        if (Interlocked.Increment(ref waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref waiting);
            throw Busy(context);
        }
        try
        {
            Tell(context);
            await limits.CountAttemptAsync(context);
            // Whoever hangs up waits as long: else an early end of the connection would tell a wrong key from a right one.
            await Task.Delay(Penalty, time);
            return false;
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    private static InputException Unheard(TimeSpan wait) =>
        new(AdminKey.Header, "too many wrong keys from this address", StatusCodes.Status429TooManyRequests) { RetryAfter = wait };

    private static InputException Busy(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return new InputException(AdminKey.Header, "too many wrong keys, try again in a second", StatusCodes.Status429TooManyRequests);
    }

    private void Tell(HttpContext context)
    {
        metrics.RefusedAdminKey();
        int count;
        lock (gate)
        {
            untold++;
            if (toldAt is { } last && time.GetElapsedTime(last) < LogRest) return;
            (count, untold, toldAt) = (untold, 0, time.GetTimestamp());
        }
        LogWrongKey(logger, context.Request.Path.Value ?? "", context.Connection.RemoteIpAddress?.ToString() ?? "unknown", count);
    }
}
