using Orleans;
using Orleans.Runtime;

namespace Payments.Testing.Silo;

/// <summary>
/// Counts what the reminder service asks its table, and its first look at all reminders from the start of the silo on: until then none
/// would fire.
/// </summary>
internal sealed class CountedReminderTable(IReminderTable inner, SiloRest rest) : IReminderTable
{
    private int isLoading;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref isLoading, 1) == 0) rest.Begin();
        rest.Follow(TaskScheduler.Current);
        await inner.StartAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        EndLoading();
        await inner.StopAsync(cancellationToken);
    }

    public async Task<ReminderTableData> ReadRows(uint begin, uint end)
    {
        // The timers of what is read are set in the turn that asked.
        rest.Follow(TaskScheduler.Current);
        try
        {
            return await rest.CountAsync(() => inner.ReadRows(begin, end));
        }
        finally
        {
            EndLoading();
        }
    }

    public Task<ReminderTableData> ReadRows(GrainId grainId) => rest.CountAsync(() => inner.ReadRows(grainId));

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        rest.CountAsync(() => inner.ReadRow(grainId, reminderName));

    public Task<string?> UpsertRow(ReminderEntry entry) => rest.CountAsync(() => inner.UpsertRow(entry));

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) =>
        rest.CountAsync(() => inner.RemoveRow(grainId, reminderName, eTag));

    public Task TestOnlyClearTable() => inner.TestOnlyClearTable();

    private void EndLoading()
    {
        if (Interlocked.Exchange(ref isLoading, 2) == 1) rest.End();
    }
}
