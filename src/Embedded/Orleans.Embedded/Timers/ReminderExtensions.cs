using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Registers reminders from inside a grain.</summary>
public static class GrainReminderExtensions
{
    /// <summary>Registers a reminder, or changes the one of the same name. Durable.</summary>
    /// <exception cref="ArgumentException">The period is below <see cref="Hosting.ReminderOptions.MinimumReminderPeriod"/>.</exception>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(this IGrainBase grain, string reminderName, TimeSpan dueTime, TimeSpan period) =>
        Service(grain).RegisterAsync(grain.GrainContext.GrainId, reminderName, dueTime, period);

    /// <summary>Removes a reminder.</summary>
    public static Task UnregisterReminder(this IGrainBase grain, IGrainReminder reminder) => Service(grain).UnregisterAsync(reminder);

    /// <summary>One reminder of this grain, or null.</summary>
    public static Task<IGrainReminder?> GetReminder(this IGrainBase grain, string reminderName) =>
        Service(grain).GetAsync(grain.GrainContext.GrainId, reminderName);

    /// <summary>All reminders of this grain.</summary>
    public static Task<List<IGrainReminder>> GetReminders(this IGrainBase grain) => Service(grain).GetAllAsync(grain.GrainContext.GrainId);

    private static ReminderService Service(IGrainBase grain)
    {
        if (grain is not IRemindable) throw new InvalidOperationException($"{grain.GetType()} must implement {nameof(IRemindable)} to use reminders.");
        return grain.GrainContext.ActivationServices.GetRequiredService<ReminderService>();
    }
}
