using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts.Alarms;
using Payments.Contracts.Callbacks;
using Payments.Contracts.Orders;
using Payments.Contracts.Users;
using Payments.Storage.Queries;
using Payments.Storage.States;

namespace Payments.Grains.Alarms;

/// <summary>
/// One of sixteen: wakes what is due among orders and deliveries whose order id begins with its hex digit, and among users' wallets whose
/// merchant's id does.
/// </summary>
[KeepAlive]
public sealed class AlarmGrain(DueQueries due, SiloDeaths deaths, TimeProvider time, ILogger<AlarmGrain> logger)
    : Grain, IAlarmGrain, IRemindable
{
    /// <summary>The shards: the first hex digit of an order's id, or of a user's merchant's.</summary>
    public const string Shards = "0123456789abcdef";

    private const string KeyPrefix = "alarm-";

    /// <summary>Rows looked up at once.</summary>
    private const int Page = 200;

    /// <summary>Interrupted callbacks of a shard that are looked up at once; what is above comes again by its time.</summary>
    private const int InterruptedLimit = 5_000;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>How many silos had died when interrupted callbacks were looked up last; null before the first time.</summary>
    private int? resumedAt;

    private char Shard => this.GetPrimaryKeyString()[^1];

    /// <summary>The key of a shard's alarm.</summary>
    public static string KeyOf(char shard) => KeyPrefix + shard;

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Watch<IOrderGrain>(StateTable.Orders);
        Watch<IWebhookDeliveryGrain>(StateTable.Deliveries);
        Watch<IUserWalletGrain>(StateTable.UserWallets);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StartAsync() => this.RegisterOrUpdateReminder("alive", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

    /// <inheritdoc />
    /// <remarks>Being called is enough: an activation looks by itself.</remarks>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    /// <summary>Each table has look-outs of its own, beside one another: what is slow in one does not hold up the other.</summary>
    private void Watch<TGrain>(StateTable table) where TGrain : IWakeable
    {
        var calls = new WakeCalls(key => GrainFactory.GetGrain<TGrain>(key).WakeAsync(), time, logger);
        this.RegisterGrainTimer(token => LookAsync(table, calls, token), new GrainTimerCreationOptions(TimeSpan.Zero, Period) { KeepAlive = true, Interleave = true });
    }

    /// <summary>
    /// An alarm begins when its process starts, or when the one that had it died: callbacks that were under way there go on at once. So do
    /// those of another silo that died, though the alarm lives on. One that is under way elsewhere ignores it.
    /// </summary>
    private async Task ResumeAsync(WakeCalls calls, CancellationToken cancellationToken)
    {
        var died = deaths.Count;
        await calls.BeginAsync(await due.AttemptedAsync(Shard, time.GetUtcNow(), InterruptedLimit), cancellationToken);
        resumedAt = died;
    }

    private async Task LookAsync(StateTable table, WakeCalls calls, CancellationToken cancellationToken)
    {
        try
        {
            if (table == StateTable.Deliveries && resumedAt != deaths.Count) await ResumeAsync(calls, cancellationToken);
            while (!cancellationToken.IsCancellationRequested)
            {
                var keys = await due.DueAsync(table, Shard, time.GetUtcNow(), Page + calls.LeftAlone);
                if (await calls.BeginAsync(keys, cancellationToken) < Page) return;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The activation ends; the next one looks by itself.
        }
    }
}
