using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts.Alarms;
using Payments.Contracts.Orders;
using Payments.Contracts.Webhooks;
using Payments.Storage.Queries;
using Payments.Storage.States;

namespace Payments.Grains.Alarms;

/// <summary>One of sixteen: wakes what is due among orders and deliveries whose order id begins with its hex digit.</summary>
[KeepAlive]
public sealed partial class AlarmGrain(DueQueries due, TimeProvider time, ILogger<AlarmGrain> logger) : Grain, IAlarmGrain, IRemindable
{
    /// <summary>The shards: the first hex digit of an order's id.</summary>
    public const string Shards = "0123456789abcdef";

    private const string KeyPrefix = "alarm-";

    /// <summary>Rows looked up at once.</summary>
    private const int Page = 200;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>A grain whose waking failed is left alone for so long, so that it cannot crowd out the rest.</summary>
    private static readonly TimeSpan FailureRest = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, DateTimeOffset> resting = [];

    private char Shard => this.GetPrimaryKeyString()[^1];

    /// <summary>The key of a shard's alarm.</summary>
    public static string KeyOf(char shard) => KeyPrefix + shard;

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(LookAsync, new GrainTimerCreationOptions(TimeSpan.Zero, Period) { KeepAlive = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StartAsync() => this.RegisterOrUpdateReminder("alive", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

    /// <inheritdoc />
    /// <remarks>Being called is enough: an activation looks by itself.</remarks>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await WakeDueAsync<IOrderGrain>(StateTable.Orders);
        await WakeDueAsync<IWebhookDeliveryGrain>(StateTable.Deliveries);
    }

    private async Task WakeDueAsync<TGrain>(StateTable table) where TGrain : IWakeable
    {
        int woken;
        do
        {
            var now = time.GetUtcNow();
            foreach (var key in resting.Where(pair => pair.Value <= now).Select(pair => pair.Key).ToArray()) resting.Remove(key);
            var keys = await due.DueAsync(table, Shard, now, Page + resting.Count);
            var awake = keys.Where(key => !resting.ContainsKey(key)).ToArray();
            await Task.WhenAll(awake.Select(key => WakeAsync(GrainFactory.GetGrain<TGrain>(key), key)));
            woken = awake.Length;
        }
        while (woken >= Page);
    }

    private async Task WakeAsync(IWakeable grain, string key)
    {
        try
        {
            await grain.WakeAsync();
        }
        catch (Exception exception)
        {
            resting[key] = time.GetUtcNow() + FailureRest;
            LogWakeFailed(logger, key, exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Waking {Key} failed; it is tried again")]
    private static partial void LogWakeFailed(ILogger logger, string key, Exception exception);
}
