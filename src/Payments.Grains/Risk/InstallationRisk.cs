using Microsoft.Extensions.Logging;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Risk;
using Payments.Domain.Risk;

namespace Payments.Grains.Risk;

/// <summary>The installation's rules on this silo: asked for again after some seconds, because every order reads them.</summary>
public sealed partial class InstallationRisk(IGrainFactory grains, TimeProvider time, ILogger<InstallationRisk> logger)
{
    /// <summary>How long this silo goes by what it knows.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private volatile Known? known;
    private Task<RiskBook?>? asking;

    /// <summary>The rules and lists; null where there are none.</summary>
    public ValueTask<RiskBook?> FindAsync() => known is { } held && time.GetElapsedTime(held.At) < Age
        ? ValueTask.FromResult(held.Book)
        : new ValueTask<RiskBook?>(AskOnceAsync());

    /// <summary>Makes what was stored known here at once. Called by the book's grain alone.</summary>
    public void Publish(RiskBook? book) => known = new Known(book, time.GetTimestamp());

    private Task<RiskBook?> AskOnceAsync()
    {
        lock (gate)
        {
            if (asking is { IsCompleted: false } under) return under;
            return asking = AskAsync();
        }
    }

    /// <summary>Rules that were known stay in force while their grain does not answer; without any no order is let through.</summary>
    private async Task<RiskBook?> AskAsync()
    {
        try
        {
            var book = await grains.Find<IRiskBookGrain>(IRiskBookGrain.Key).GetAsync();
            Publish(book);
            return book;
        }
        catch (Exception exception) when (known is { } held)
        {
            LogStale(logger, exception);
            return held.Book;
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "The installation's risk rules could not be read again; those that this silo knows stay in force. " +
        "No action needed where it ends soon")]
    private static partial void LogStale(ILogger logger, Exception exception);

    private sealed record Known(RiskBook? Book, long At);
}
