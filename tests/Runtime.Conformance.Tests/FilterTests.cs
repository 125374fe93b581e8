using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

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

    [Fact]
    public async Task Filters_may_be_functions_and_run_on_both_sides_outgoing_first()
    {
        await using var silo = await SiloFixture.StartAsync();
        var journal = silo.Journal;
        await using var filtered = await SiloFixture.StartAsync(builder => builder
            .AddIncomingGrainCallFilter(async context =>
            {
                if (IsOfTests(context)) journal.Write($"in {context.MethodName} from {Name(context.SourceId!.Value)} by {context.ImplementationMethod.DeclaringType!.Name} at {context.TargetContext.GrainId.Key}");
                await context.Invoke();
            })
            .AddOutgoingGrainCallFilter(async context =>
            {
                if (IsOfTests(context)) journal.Write($"out {context.MethodName} from {context.SourceContext?.GrainId.Key.ToString() ?? "outside"} to {context.TargetId.Key}");
                await context.Invoke();
                if (IsOfTests(context)) journal.Write($"out saw {context.Result}");
            }));
        await filtered.Grains.GetGrain<IProbeGrain>("one").CallOtherAsync("two");

        journal.Rest().Should().Equal(
            "out CallOtherAsync from outside to one",
            "in CallOtherAsync from outside by ProbeGrain at one",
            "out KeyAsync from one to two",
            "in KeyAsync from one by ProbeGrain at two",
            "out saw two",
            "out saw two");
    }

    [Fact]
    public async Task A_grain_that_is_a_filter_runs_after_the_silos()
    {
        await using var silo = await SiloFixture.StartAsync(builder => builder.AddIncomingGrainCallFilter<First>());

        (await silo.Grains.GetGrain<IFilteringGrain>("f").EchoAsync("word")).Should().Be("word, filtered");
        silo.Journal.Rest().Should().Equal("first EchoAsync(word)", "own EchoAsync", "first saw word, filtered");
    }

    [Fact]
    public async Task A_filter_sees_and_may_change_an_exception()
    {
        await using var silo = await SiloFixture.StartAsync(builder => builder.AddIncomingGrainCallFilter(async context =>
        {
            try
            {
                await context.Invoke();
            }
            catch (InvalidOperationException exception)
            {
                throw new NotSupportedException("changed", exception);
            }
        }));

        await FluentActions.Awaiting(() => silo.Grains.GetGrain<IProbeGrain>("p").FailAsync("why")).Should().ThrowAsync<NotSupportedException>().WithMessage("changed");
    }

    [Fact]
    public async Task An_outgoing_filter_may_answer_without_a_call()
    {
        await using var silo = await SiloFixture.StartAsync(builder => builder.AddOutgoingGrainCallFilter(context =>
        {
            if (!IsOfTests(context)) return context.Invoke();
            context.Result = 42;
            return Task.CompletedTask;
        }));

        (await silo.Grains.GetGrain<IProbeGrain>("p").CountAsync()).Should().Be(42);
        silo.Journal.Rest().Should().BeEmpty();
    }

    [Fact]
    public async Task A_filter_may_set_the_request_context()
    {
        await using var silo = await SiloFixture.StartAsync(builder => builder.AddOutgoingGrainCallFilter(async context =>
        {
            RequestContext.Set("trace", "by filter");
            await context.Invoke();
        }));

        (await silo.Grains.GetGrain<IProbeGrain>("p").ContextAsync("trace")).Should().Be("by filter");
        RequestContext.Get("trace").Should().BeNull();
    }

    private static string Name(GrainId caller) => caller.Type.ToString() == "sys.client" ? "outside" : caller.Key.ToString()!;

    /// <summary>Orleans' filters see the calls of its own grains and system targets as well.</summary>
    private static bool IsOfTests(IGrainCallContext context) => context.InterfaceMethod.DeclaringType!.Assembly == typeof(FilterTests).Assembly;

    private sealed class Outgoing : IOutgoingGrainCallFilter
    {
        public Task Invoke(IOutgoingGrainCallContext context) => context.Invoke();
    }

    private sealed class First(Journal journal) : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            if (!IsOfTests(context))
            {
                await context.Invoke();
                return;
            }
            journal.Write($"first {context.MethodName}({context.Request.GetArgument(0)})");
            await context.Invoke();
            journal.Write($"first saw {context.Result}");
        }
    }

    private sealed class Second(Journal journal) : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            if (!IsOfTests(context))
            {
                await context.Invoke();
                return;
            }
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
