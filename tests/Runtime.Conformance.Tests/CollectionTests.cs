using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Payments.Testing.Silo;

namespace Runtime.Conformance.Tests;

public sealed class CollectionTests : IAsyncLifetime
{
    private SiloFixture silo = null!;

    public async Task InitializeAsync() => silo = await SiloFixture.StartAsync(builder => builder.Services.AddScoped<ScopedPart>().AddKeyedSingleton("named", "by key")
        .AddSingleton(typeof(Part<>)).AddScoped<Part<string>>().AddSingleton<Part<bool>>().AddTransient<Part<bool>>());

    public async Task DisposeAsync() => await silo.DisposeAsync();

    private IManagementGrain Management => silo.Grains.GetGrain<IManagementGrain>(0);

    private static string NameOf<T>() => $"{typeof(T).FullName},{typeof(T).Assembly.GetName().Name}";

    [EmbeddedFact(EmbeddedFactAttribute.MachineClock)]
    public async Task A_grain_that_delays_its_deactivation_is_kept_for_so_long()
    {
        var grain = silo.Grains.GetGrain<IKeptGrain>("delayed");
        await grain.DelayAsync(TimeSpan.FromMinutes(30));
        await silo.AdvanceAsync(TimeSpan.FromMinutes(29));
        silo.Journal.Rest().Should().BeEmpty();
        await silo.AdvanceAsync(TimeSpan.FromMinutes(2));
        silo.Journal.Rest().Should().Equal("delayed ActivationIdle");
    }

    [EmbeddedFact(EmbeddedFactAttribute.MachineClock)]
    public async Task A_delay_may_be_for_good_and_may_be_taken_back()
    {
        var grain = silo.Grains.GetGrain<IKeptGrain>("delayed");
        await grain.DelayAsync(Timeout.InfiniteTimeSpan);
        await silo.AdvanceAsync(TimeSpan.FromHours(5));
        silo.Journal.Rest().Should().BeEmpty();
        await grain.DelayAsync(TimeSpan.Zero);
        await silo.AdvanceAsync(TimeSpan.FromMinutes(7));
        silo.Journal.Rest().Should().Equal("delayed ActivationIdle");
    }

    [EmbeddedFact(EmbeddedFactAttribute.MachineClock)]
    public async Task A_class_says_how_long_its_grains_are_kept()
    {
        await silo.Grains.GetGrain<IForeverGrain>("forever").TouchAsync();
        await silo.Grains.GetGrain<IBriefGrain>("brief").TouchAsync();
        await silo.Grains.GetGrain<IKeptGrain>("ordinary").TouchAsync();
        await silo.AdvanceAsync(TimeSpan.FromMinutes(4));
        silo.Journal.Rest().Should().Equal("brief ActivationIdle");
        await silo.AdvanceAsync(TimeSpan.FromHours(5));
        silo.Journal.Rest().Should().Equal("ordinary ActivationIdle");
    }

    [EmbeddedFact(EmbeddedFactAttribute.MachineClock)]
    public async Task Memory_follows_the_grains_in_use()
    {
        for (var i = 0; i < 1000; i++) await silo.Grains.GetGrain<IProbeGrain>($"many-{i}").CountAsync();
        (await Management.GetSimpleGrainStatistics()).Should().ContainSingle(row => row.GrainType == NameOf<ProbeGrain>() && row.ActivationCount == 1000);
        (await Management.GetTotalActivationCount()).Should().BeGreaterThanOrEqualTo(1000);
        await silo.AdvanceAsync(TimeSpan.FromMinutes(7));

        (await Management.GetTotalActivationCount()).Should().Be(1, "only the grain that counts is left");
    }

    [Fact]
    public async Task Operators_see_and_collect_what_is_active()
    {
        var grain = silo.Grains.GetGrain<IKeptGrain>("seen");
        await grain.TouchAsync();
        var forever = silo.Grains.GetGrain<IForeverGrain>("forever");
        await forever.TouchAsync();
        (await Management.GetActiveGrains(Orleans.GrainExtensions.GetGrainId(grain).Type)).Should().Equal(Orleans.GrainExtensions.GetGrainId(grain));
        (await Management.GetSimpleGrainStatistics()).Should().ContainSingle(row => row.GrainType == NameOf<KeptGrain>() && row.ActivationCount == 1);
        await Management.ForceActivationCollection(TimeSpan.Zero);

        (await silo.Journal.NextAsync()).Should().Be("seen ActivationIdle");
        silo.Journal.Rest().Should().BeEmpty();
    }

    [Fact]
    public async Task An_activation_has_services_of_its_own_that_end_with_it()
    {
        var grain = silo.Grains.GetGrain<IOwningGrain>("owner");
        (await grain.HasItsOwnPartAsync()).Should().BeTrue();
        (await grain.KeyedAsync()).Should().Be("by key");
        await silo.Grains.GetGrain<IOwningGrain>("other").HasItsOwnPartAsync();
        await grain.EndAsync();

        (await silo.Journal.NextAsync()).Should().Be("grain disposed");
        (await silo.Journal.NextAsync()).Should().Be("part disposed");
    }

    [Fact]
    public async Task What_was_registered_last_and_closest_says_whether_activations_share_a_service()
    {
        var one = await silo.Grains.GetGrain<IBorrowingGrain>("one").PartsAsync();
        var other = await silo.Grains.GetGrain<IBorrowingGrain>("other").PartsAsync();
        one.Zip(other, (mine, theirs) => mine == theirs).Should().Equal(true, false, false);
    }

    [Fact]
    public async Task A_start_that_takes_too_long_is_told_and_its_callers_too()
    {
        await using var hasty = await SiloFixture.StartAsync(builder => builder.Configure<GrainCollectionOptions>(options => options.ActivationTimeout = TimeSpan.FromSeconds(3)));
        var call = hasty.Grains.GetGrain<ISlowStartGrain>("slow").HelloAsync();
        (await hasty.Journal.NextAsync()).Should().Be("starting");
        hasty.Time.Advance(TimeSpan.FromSeconds(4));
        await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();
        hasty.Journal.Open("start");

        (await hasty.Grains.GetGrain<ISlowStartGrain>("slow").HelloAsync()).Should().Be("hello");
    }

    [Fact]
    public async Task Calls_that_wait_for_a_start_time_out_as_any_others()
    {
        await using var hanging = await SiloFixture.StartAsync(builder => builder
            .Configure<GrainCollectionOptions>(options => options.ActivationTimeout = TimeSpan.FromHours(1))
            .Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(2)));
        var call = hanging.Grains.GetGrain<ISlowStartGrain>("slow").HelloAsync();
        (await hanging.Journal.NextAsync()).Should().Be("starting");
        hanging.Time.Advance(TimeSpan.FromSeconds(4));

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<TimeoutException>();
        hanging.Journal.Open("start");
    }
}
