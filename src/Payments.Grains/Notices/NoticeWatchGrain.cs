using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts;
using Payments.Contracts.Notices;
using Payments.Domain.Identity;
using Payments.Storage.Queries;

namespace Payments.Grains.Notices;

/// <summary>
/// Has shops look for what they are to be told, beside its calls. One reminder keeps it and so all of them going: a shop without letters
/// that wait has none of its own. What it found is not stored, because each shop knows how far it looked.
/// </summary>
[GrainType("notice-watch")]
public sealed partial class NoticeWatchGrain(NoticeQueries queries, TimeProvider time, ILogger<NoticeWatchGrain> logger)
    : Grain, INoticeWatchGrain, IRemindable
{
    /// <summary>The pause between rounds.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Shops that look at the same time.</summary>
    private const int AtOnce = 8;

    /// <summary>How far back changes are looked for when it begins: for longer no gateway is away unnoticed.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromDays(7);

    /// <summary>Entries are dated before they are written, so that rounds overlap.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    private readonly CancellationTokenSource stopping = new();
    private DateTimeOffset? lookedTo;
    private HashSet<MerchantId> failed = [];
    private Task running = Task.CompletedTask;

    /// <inheritdoc />
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        stopping.Dispose();
    }

    /// <inheritdoc />
    public Task StartAsync()
    {
        Begin();
        return this.RegisterOrUpdateReminder("round", Every, Every);
    }

    /// <inheritdoc />
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Begin();
        return Task.CompletedTask;
    }

    private void Begin()
    {
        if (running.IsCompleted) running = RunAsync();
    }

    /// <summary>Never fails: what goes wrong is logged, and the next round begins again.</summary>
    private async Task RunAsync()
    {
        try
        {
            DelayDeactivation(10 * Every);
            var now = time.GetUtcNow();
            var shops = await queries.ShopsAsync(lookedTo ?? now - FirstLook);
            var again = new HashSet<MerchantId>();
            foreach (var some in shops.Union(failed).Chunk(AtOnce))
            {
                stopping.Token.ThrowIfCancellationRequested();
                var looked = await Task.WhenAll(some.Select(LookAsync));
                again.UnionWith(some.Where((_, place) => !looked[place]));
            }
            (lookedTo, failed) = (now - Overlap, again);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The activation ends; the next one begins by itself.
        }
        catch (Exception failure)
        {
            LogFailed(logger, Every, failure);
        }
    }

    /// <summary>What fails of one shop holds up no other, and is done again in the next round.</summary>
    private async Task<bool> LookAsync(MerchantId shop)
    {
        try
        {
            await GrainFactory.Find<INoticeGrain>(NoticeKey.Of(shop)).LookAsync();
            return true;
        }
        catch (Exception failure)
        {
            LogShopFailed(logger, shop, Every, failure);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "The round through the notices of shops failed; it begins again within {Pause}.")]
    private static partial void LogFailed(ILogger logger, TimeSpan pause, Exception failure);

    [LoggerMessage(LogLevel.Error, "Could not look for notices of merchant {Shop}; it is done again within {Pause}. Nothing is lost.")]
    private static partial void LogShopFailed(ILogger logger, MerchantId shop, TimeSpan pause, Exception failure);
}
