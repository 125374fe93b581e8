using Orleans.Configuration;
using Orleans.Hosting;
using Payments.Testing.Silo;

namespace Runtime.Conformance.Tests;

public sealed class CancellationTests : IAsyncLifetime
{
    private SiloFixture silo = null!;

    public async Task InitializeAsync() => silo = await SiloFixture.StartAsync();

    public async Task DisposeAsync() => await silo.DisposeAsync();

    private ICancellableGrain Grain => silo.Grains.GetGrain<ICancellableGrain>("c");

    [Fact]
    public async Task Cancelling_frees_the_caller_and_reaches_the_method_in_a_turn_of_the_grain()
    {
        using var source = new CancellationTokenSource();
        var call = Grain.WaitAsync(source.Token);
        (await silo.Journal.NextAsync()).Should().Be("began wait");
        await source.CancelAsync();

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();
        (await silo.Journal.NextAsync()).Should().Be("cancelled in a turn");
        (await silo.Journal.NextAsync()).Should().Be("ended wait");
    }

    [Fact]
    public async Task A_call_cancelled_before_its_turn_never_runs()
    {
        var blocking = Grain.BlockAsync("gate");
        (await silo.Journal.NextAsync()).Should().Be("blocking");
        using var source = new CancellationTokenSource();
        var waiting = Grain.WaitAsync(source.Token);
        using var afterwards = new CancellationTokenSource();
        var watching = Grain.WatchAsync(afterwards.Token);
        (await silo.Journal.NextAsync()).Should().Be("began watch", "the call before it waits by now");
        await source.CancelAsync();
        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
        // Cancellations reach a grain in their order: when this one did, so did the one before.
        await afterwards.CancelAsync();
        await FluentActions.Awaiting(() => watching).Should().ThrowAsync<OperationCanceledException>();
        (await silo.Journal.NextAsync()).Should().Be("cancelled in a turn");
        (await silo.Journal.NextAsync()).Should().Be("ended watch");
        silo.Journal.Open("gate");
        await blocking;

        (await Grain.HoldsTokenAsync()).Should().BeTrue();
        silo.Journal.Rest().Should().BeEmpty();
    }

    [Fact]
    public async Task A_token_that_is_cancelled_already_sends_nothing()
    {
        await FluentActions.Awaiting(() => Grain.WaitAsync(new CancellationToken(canceled: true))).Should().ThrowAsync<OperationCanceledException>();
        await silo.SettleAsync();
        silo.Journal.Rest().Should().BeEmpty();
    }

    [Fact]
    public async Task A_call_that_times_out_cancels_its_method_where_the_silo_says_so()
    {
        await using var strict = await SiloFixture.StartAsync(builder => builder.Configure<SiloMessagingOptions>(options => options.CancelRequestOnTimeout = true));
        var call = strict.Grains.GetGrain<ICancellableGrain>("c").WaitABitAsync("bit", CancellationToken.None);
        (await strict.Journal.NextAsync()).Should().Be("began bit");
        strict.Time.Advance(TimeSpan.FromSeconds(7));

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<TimeoutException>();
        (await strict.Journal.NextAsync()).Should().Be("cancelled in a turn");
    }

    [EmbeddedFact("Orleans knows no call without a time-out.")]
    public async Task An_infinite_response_timeout_never_ends_a_call()
    {
        await using var patient = await SiloFixture.StartAsync(builder => builder.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = Timeout.InfiniteTimeSpan));
        var call = patient.Grains.GetGrain<ICancellableGrain>("c").BlockAsync("gate");
        (await patient.Journal.NextAsync()).Should().Be("blocking");
        patient.Time.Advance(TimeSpan.FromDays(1));
        call.IsCompleted.Should().BeFalse();
        patient.Journal.Open("gate");
        await call;
    }
}
