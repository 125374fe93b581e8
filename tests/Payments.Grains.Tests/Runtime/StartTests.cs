using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Payments.Grains.Tests.Runtime;

/// <summary>No grain runs before its silo is active.</summary>
public sealed class StartTests : ProbeHost
{
    /// <summary>The last stage before the silo becomes active.</summary>
    private const int BeforeActive = ServiceLifecycleStage.BecomeActive - 1;

    private Task<int>? early;
    private IReadOnlyList<string>? linesBefore;

    protected override void Add(IServiceCollection services)
    {
        services.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(10));
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => new Stage(ServiceLifecycleStage.ApplicationServices, () =>
            early = provider.GetRequiredService<IGrainFactory>().GetGrain<IProbeGrain>("prb-early").CountAsync()));
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new Stage(BeforeActive, () => linesBefore = Journal.Lines));
    }

    /// <remarks>
    /// A grain that was called too early may leave that caller, and those after it, without an answer until they time out: nothing of the product calls
    /// a grain before <see cref="GatewayStartup"/>, which runs when the silo is active.
    /// </remarks>
    [Fact]
    public async Task A_call_is_not_served_before_the_silo_is_active()
    {
        linesBefore.Should().NotBeNull().And.BeEmpty();
        (await Probe("prb-later").CountAsync()).Should().Be(1);
        var outcome = await Record.ExceptionAsync(() => early!);
        (outcome is null or OrleansException or TimeoutException).Should().BeTrue($"a call that comes too early waits or fails: {outcome}");
    }

    private sealed class Stage(int number, Action action) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(Stage), number, _ =>
        {
            action();
            return Task.CompletedTask;
        });
    }
}
