using Orleans;
using Orleans.Hosting;

namespace Runtime.Conformance.Tests;

public sealed class FilterTests
{
    [Fact]
    public async Task Filters_run_in_order_around_the_call_and_see_method_arguments_and_result()
    {
        await using var silo = await SiloFixture.StartAsync(builder => builder
            .AddOutgoingGrainCallFilter<Outgoing>().AddIncomingGrainCallFilter<First>().AddIncomingGrainCallFilter<Second>());
        var count = await silo.Grains.GetGrain<IProbeGrain>("p").IncrementAcrossAwaitsAsync(3);

        count.Should().Be(4, "the second filter adds one to the result");
        silo.Journal.Rest().Should().Equal("activated", "first IncrementAcrossAwaitsAsync(3)", "second", "first saw 4");
    }

    [Fact]
    public async Task A_filter_may_answer_in_the_grains_place()
    {
        await using var silo = await SiloFixture.StartAsync(builder => builder.AddIncomingGrainCallFilter<ShortCircuit>());

        (await silo.Grains.GetGrain<IProbeGrain>("p").CountAsync()).Should().Be(-1);
        await silo.Grains.GetGrain<IProbeGrain>("p").EndAsync();
    }

    private sealed class Outgoing : IOutgoingGrainCallFilter
    {
        public Task Invoke(IOutgoingGrainCallContext context) => context.Invoke();
    }

    private sealed class First(Journal journal) : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            journal.Write($"first {context.MethodName}({context.Request.GetArgument(0)})");
            await context.Invoke();
            journal.Write($"first saw {context.Result}");
        }
    }

    private sealed class Second(Journal journal) : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            journal.Write("second");
            await context.Invoke();
            context.Result = (int)context.Result! + 1;
        }
    }

    private sealed class ShortCircuit : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.MethodName != nameof(IProbeGrain.CountAsync)) return context.Invoke();
            context.Result = -1;
            return Task.CompletedTask;
        }
    }
}
