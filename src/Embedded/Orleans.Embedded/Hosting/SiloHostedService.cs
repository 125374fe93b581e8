using Microsoft.Extensions.Hosting;

namespace Orleans.Runtime;

/// <summary>Starts and stops the silo with its host.</summary>
internal sealed class SiloHostedService(SiloRuntime runtime, ReminderService reminders, IEnumerable<StartupTask> startupTasks, IServiceProvider services) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        runtime.Start();
        await reminders.StartAsync(cancellationToken);
        foreach (var startup in startupTasks) await startup.Body(services, cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        reminders.Stop();
        await runtime.StopAsync(cancellationToken);
    }
}

/// <summary>Something to do once the silo takes calls.</summary>
internal sealed record StartupTask(Func<IServiceProvider, CancellationToken, Task> Body);
