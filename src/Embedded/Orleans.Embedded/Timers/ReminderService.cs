using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Orleans.Hosting;

namespace Orleans.Runtime;

/// <summary>Wakes grains from the stored reminders; one process, so it owns them all.</summary>
internal sealed class ReminderService(IReminderTable table, SiloRuntime runtime, IOptions<ReminderOptions> options)
{
    /// <summary>Timers of the platform reach no further than 49 days.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(40);

    private readonly ConcurrentDictionary<(GrainId Grain, string Name), Scheduled> scheduled = new();
    private volatile bool isStopped;

    public async Task StartAsync(CancellationToken token)
    {
        await table.StartAsync(token);
        foreach (var entry in (await table.ReadRows(0, 0)).Reminders) Schedule(entry);
    }

    public async Task StopAsync(CancellationToken token)
    {
        isStopped = true;
        foreach (var key in scheduled.Keys)
            if (scheduled.TryRemove(key, out var reminder)) reminder.Timer?.Dispose();
        await table.StopAsync(token);
    }

    public async Task<IGrainReminder> RegisterAsync(GrainId grain, string name, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        if (period < options.Value.MinimumReminderPeriod)
            throw new ArgumentException($"Cannot register reminder {name}: its period {period} is below the minimum of {options.Value.MinimumReminderPeriod}.", nameof(period));
        var entry = new ReminderEntry { GrainId = grain, ReminderName = name, StartAt = runtime.Time.GetUtcNow().UtcDateTime + dueTime, Period = period };
        entry.ETag = await table.UpsertRow(entry);
        Schedule(entry);
        return new Handle(entry);
    }

    public async Task UnregisterAsync(IGrainReminder reminder)
    {
        var entry = ((Handle)reminder).Entry;
        if (!await table.RemoveRow(entry.GrainId, entry.ReminderName, entry.ETag!))
            throw new OrleansException($"Could not unregister reminder {entry.ReminderName}: it was changed or removed meanwhile.");
        if (scheduled.TryRemove((entry.GrainId, entry.ReminderName), out var running)) running.Timer?.Dispose();
    }

    public async Task<IGrainReminder?> GetAsync(GrainId grain, string name) =>
        await table.ReadRow(grain, name) is { } entry ? new Handle(entry) : null;

    public async Task<List<IGrainReminder>> GetAllAsync(GrainId grain) =>
        [.. (await table.ReadRows(grain)).Reminders.Select(entry => new Handle(entry))];

    private void Schedule(ReminderEntry entry)
    {
        var reminder = new Scheduled(entry);
        scheduled.AddOrUpdate((entry.GrainId, entry.ReminderName), reminder, (_, old) =>
        {
            old.Timer?.Dispose();
            return reminder;
        });
        reminder.Timer = runtime.Time.CreateTimer(_ => Tick(reminder), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        SetNext(reminder, isFirst: true);
    }

    // Ticks fall on the start time plus whole periods. The next is set when the last was heard, so that a slow grain misses some and is never flooded.
    private void SetNext(Scheduled reminder, bool isFirst)
    {
        var (start, period) = (reminder.Entry.StartAt, reminder.Entry.Period);
        var now = runtime.Time.GetUtcNow().UtcDateTime;
        if (start < now || (start == now && !isFirst)) start += period * (Math.Floor((now - start) / period) + 1);
        reminder.Due = start;
        var wait = start - now;
        reminder.Timer!.Change(wait < LongestWait ? wait : LongestWait, Timeout.InfiniteTimeSpan);
    }

    private void Tick(Scheduled reminder)
    {
        var now = runtime.Time.GetUtcNow().UtcDateTime;
        if (now < reminder.Due) SetNext(reminder, isFirst: true);
        else
            using (ExecutionContext.SuppressFlow()) _ = DeliverAsync(reminder, new TickStatus(reminder.Entry.StartAt, reminder.Entry.Period, now));
    }

    private async Task DeliverAsync(Scheduled reminder, TickStatus status)
    {
        var entry = reminder.Entry;
        runtime.Quiet.Hold();
        try
        {
            await runtime.References.Get<IRemindable>(entry.GrainId).ReceiveReminder(entry.ReminderName, status);
        }
        catch (Exception exception)
        {
            if (!isStopped) runtime.ReminderFailed(entry.GrainId, entry.ReminderName, exception);
        }
        finally
        {
            if (scheduled.TryGetValue((entry.GrainId, entry.ReminderName), out var current) && ReferenceEquals(current, reminder)) SetNext(reminder, isFirst: false);
            runtime.Quiet.LetGo();
        }
    }

    private sealed class Scheduled(ReminderEntry entry)
    {
        public ReminderEntry Entry { get; } = entry;

        public ITimer? Timer { get; set; }

        public DateTime Due { get; set; }
    }

    private sealed class Handle(ReminderEntry entry) : IGrainReminder
    {
        public ReminderEntry Entry { get; } = entry;

        public string ReminderName => Entry.ReminderName;
    }
}
