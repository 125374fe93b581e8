using Orleans.Runtime;

namespace Orleans
{
    /// <summary>A grain that reminders wake.</summary>
    public interface IRemindable : IGrain
    {
        /// <summary>Called when a reminder is due; late, but not never.</summary>
        Task ReceiveReminder(string reminderName, TickStatus status);
    }

    /// <summary>Where reminders are stored.</summary>
    public interface IReminderTable
    {
        /// <summary>Prepares the table.</summary>
        Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        /// <summary>All reminders of one grain.</summary>
        Task<ReminderTableData> ReadRows(GrainId grainId);

        /// <summary>All reminders in a range of grain hashes; the whole table when both ends are equal.</summary>
        Task<ReminderTableData> ReadRows(uint begin, uint end);

        /// <summary>One reminder, or null.</summary>
        Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName);

        /// <summary>Writes a reminder; returns its new ETag.</summary>
        Task<string?> UpsertRow(ReminderEntry entry);

        /// <summary>Removes a reminder; false when the ETag is not the stored one.</summary>
        Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag);

        /// <summary>Empties the table; for tests.</summary>
        Task TestOnlyClearTable();

        /// <summary>Lets go of the table.</summary>
        Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
    }

    /// <summary>Rows of the reminder table.</summary>
    public sealed class ReminderTableData
    {
        /// <summary>No rows.</summary>
        public ReminderTableData() => Reminders = [];

        /// <summary>One row.</summary>
        public ReminderTableData(ReminderEntry entry) => Reminders = [entry];

        /// <summary>Some rows.</summary>
        public ReminderTableData(IEnumerable<ReminderEntry> list) => Reminders = [.. list];

        /// <summary>The rows.</summary>
        public IList<ReminderEntry> Reminders { get; }
    }

    /// <summary>A stored reminder.</summary>
    public sealed class ReminderEntry
    {
        /// <summary>The grain it wakes.</summary>
        public GrainId GrainId { get; set; }

        /// <summary>Its name within the grain.</summary>
        public string ReminderName { get; set; } = "";

        /// <summary>When it was first due, UTC.</summary>
        public DateTime StartAt { get; set; }

        /// <summary>How often it is due again.</summary>
        public TimeSpan Period { get; set; }

        /// <summary>The ETag of the row.</summary>
        public string? ETag { get; set; }
    }
}

namespace Orleans.Runtime
{
    /// <summary>A registered reminder.</summary>
    public interface IGrainReminder
    {
        /// <summary>Its name within the grain.</summary>
        string ReminderName { get; }
    }

    /// <summary>Which tick this is.</summary>
    public readonly struct TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
    {
        /// <summary>When the reminder was first due, UTC.</summary>
        public DateTime FirstTickTime { get; } = firstTickTime;

        /// <summary>Its period.</summary>
        public TimeSpan Period { get; } = period;

        /// <summary>When this tick was due, UTC.</summary>
        public DateTime CurrentTickTime { get; } = timeStamp;
    }
}

namespace Orleans.Hosting
{
    /// <summary>Settings of reminders.</summary>
    public sealed class ReminderOptions
    {
        /// <summary>Shorter periods are refused. Default one minute.</summary>
        public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);
    }
}
