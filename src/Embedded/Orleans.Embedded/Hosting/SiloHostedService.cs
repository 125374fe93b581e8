using Microsoft.Extensions.Hosting;

namespace Orleans.Runtime;

/// <summary>Starts and stops the silo with its host.</summary>
internal sealed class SiloHostedService(SiloLifecycle lifecycle, IEnumerable<ILifecycleParticipant<ISiloLifecycle>> participants) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var participant in participants) participant.Participate(lifecycle);
        try
        {
            await lifecycle.StartAsync(cancellationToken);
        }
        catch
        {
            await lifecycle.StopAsync(CancellationToken.None);
            throw;
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => lifecycle.StopAsync(cancellationToken);
}

/// <summary>The runtime's own part: calls from just before the silo is active, reminders with it.</summary>
internal sealed class RuntimeParticipant(SiloRuntime runtime, IServiceProvider services) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(SiloRuntime), ServiceLifecycleStage.BecomeActive, _ =>
        {
            runtime.Start();
            return Task.CompletedTask;
        }, runtime.StopAsync);
        // A silo without a reminder table has no reminders, and says so when a grain asks for one.
        if (services.GetService(typeof(IReminderTable)) is null) return;
        var reminders = (ReminderService)services.GetService(typeof(ReminderService))!;
        lifecycle.Subscribe(nameof(ReminderService), ServiceLifecycleStage.Active, reminders.StartAsync, reminders.StopAsync);
    }
}

/// <summary>Runs a start-up task at its stage.</summary>
internal sealed class StartupTaskParticipant(IServiceProvider services, Func<IServiceProvider, CancellationToken, Task> body, int stage) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe<StartupTaskParticipant>(stage, token => body(services, token));
}
