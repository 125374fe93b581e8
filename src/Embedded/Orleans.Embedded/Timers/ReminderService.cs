using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Orleans.Hosting;

namespace Orleans.Runtime;

/// <summary>Wakes grains from the stored reminders; one process, so it owns them all.</summary>
internal sealed class ReminderService(IReminderTable table, SiloRuntime runtime, IOptions<ReminderOptions> options)
{
    private readonly ConcurrentDictionary<(GrainId Grain, string Name), Scheduled> scheduled = new();

    public async Task StartAsync(CancellationToken token)
    {
        await table.StartAsync(token);
        foreach (var entry in (await table.ReadRows(0, 0)).Reminders) Schedule(entry);
    }

    public void Stop()
    {
        foreach (var key in scheduled.Keys)
            if (scheduled.TryRemove(key, out var reminder)) reminder.Timer?.Dispose();
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
        if (!await table.RemoveRow(entry.GrainId, entry.ReminderName, entry.ETag))
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
        var key = (entry.GrainId, entry.ReminderName);
        scheduled.AddOrUpdate(key, reminder, (_, old) =>
        {
            old.Timer?.Dispose();
            return reminder;
        });
        var now = runtime.Time.GetUtcNow().UtcDateTime;
        var next = entry.StartAt;
        if (next < now) next += entry.Period * Math.Ceiling((now - next) / entry.Period);
        reminder.Timer = runtime.Time.CreateTimer(_ => Tick(reminder), null, next - now, entry.Period);
    }

    private void Tick(Scheduled reminder)
    {
        var entry = reminder.Entry;
        var status = new TickStatus(entry.StartAt, entry.Period, runtime.Time.GetUtcNow().UtcDateTime);
        using (ExecutionContext.SuppressFlow()) _ = DeliverAsync(entry, status);
    }

    private async Task DeliverAsync(ReminderEntry entry, TickStatus status)
    {
        try
        {
            await runtime.References.Get<IRemindable>(entry.GrainId).ReceiveReminder(entry.ReminderName, status);
        }
        catch (Exception exception)
        {
            runtime.ReminderFailed(entry.GrainId, entry.ReminderName, exception);
        }
    }

    private sealed class Scheduled(ReminderEntry entry)
    {
        public ReminderEntry Entry { get; } = entry;

        public ITimer? Timer { get; set; }
    }

    private sealed class Handle(ReminderEntry entry) : IGrainReminder
    {
        public ReminderEntry Entry { get; } = entry;

        public string ReminderName => Entry.ReminderName;
    }
}
