using System.Reflection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;
using Orleans.Serialization.Invocation;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Host.Cluster;
using Payments.Testing;

namespace Payments.Http.Tests.Cluster;

/// <summary>What a front does with a call whose answer was lost with its silo.</summary>
public sealed class CallRepeaterTests
{
    private static readonly MethodInfo Create = typeof(IOrderGrain).GetMethod(nameof(IOrderGrain.CreateAsync))!;
    private static readonly MethodInfo Close = typeof(IOrderGrain).GetMethod(nameof(IOrderGrain.CloseAsync))!;

    private readonly ManualTimeProvider clock = new();

    private static IEnumerable<MethodInfo> AllMethods =>
        typeof(IOrderGrain).Assembly.GetTypes().Where(type => type.IsInterface && type.IsAssignableTo(typeof(IGrain))).SelectMany(type => type.GetMethods());

    /// <summary>Orleans alone can make one.</summary>
    private static Exception Refusal => (Exception)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(OrleansMessageRejectionException));

    public static TheoryData<Exception> Losses => [new SiloUnavailableException("gone"), Refusal, new ConnectionFailedException("cut"), new OrleansException("none hosts it"), new TimeoutException("no answer")];

    public static TheoryData<Exception> Answers => [new InvalidOperationException("no"), new ArgumentException("no"), new Orleans.Storage.InconsistentStateException("stale"), new OperationCanceledException("ended")];

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Only_calls_that_say_so_are_repeated_and_all_others_are_made_once(Exception loss)
    {
        foreach (var method in AllMethods)
        {
            var call = new Call(method, losses: 3, loss);
            var failed = await Record.ExceptionAsync(() => RunAsync(call));
            var isRepeatable = method.IsDefined(typeof(RepeatableAttribute)) || method.IsDefined(typeof(ReadOnlyAttribute));
            call.Made.Should().Be(isRepeatable ? 4 : 1, $"{method.DeclaringType!.Name}.{method.Name} is {(isRepeatable ? "" : "not ")}repeatable");
            failed.Should().Be(isRepeatable ? null : loss);
        }
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task What_a_grain_answers_is_never_asked_again(Exception answer)
    {
        var call = new Call(Create, losses: 3, answer);
        (await Record.ExceptionAsync(() => RunAsync(call))).Should().Be(answer);
        call.Made.Should().Be(1);
    }

    [Fact]
    public async Task A_grain_does_not_wait_for_a_dead_silo_because_alarms_do_its_work_again()
    {
        var call = new Call(Create, losses: 3, new SiloUnavailableException("gone")) { IsOfAGrain = true };
        await Assert.ThrowsAsync<SiloUnavailableException>(() => RunAsync(call));
        call.Made.Should().Be(1);
    }

    [Fact]
    public async Task A_silo_that_stays_away_is_told_of_when_patience_ends()
    {
        var began = clock.GetUtcNow();
        var call = new Call(Create, losses: int.MaxValue, new SiloUnavailableException("gone"));
        await Assert.ThrowsAsync<SiloUnavailableException>(() => RunAsync(call));
        (clock.GetUtcNow() - began).Should().BeCloseTo(CallRepeater.Patience, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Patience_suffices_for_an_unanswered_try_and_the_death_of_a_silo()
    {
        // Ten seconds are the longest in which silos agree on a death.
        (CallRepeater.TryPatience + TimeSpan.FromSeconds(10)).Should().BeLessThan(CallRepeater.Patience);
        Close.GetCustomAttribute<ResponseTimeoutAttribute>()!.Timeout!.Value.Should().BeGreaterThan(CallRepeater.Patience);
    }

    private async Task RunAsync(Call call)
    {
        var run = new CallRepeater(clock).Invoke(call);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!run.IsCompleted)
        {
            patience.Token.ThrowIfCancellationRequested();
            if (clock.NextDue is { } due && due > clock.GetUtcNow()) clock.Advance(due - clock.GetUtcNow());
            await Task.Yield();
        }
        await run;
    }

    /// <summary>A call that is lost so many times.</summary>
    private sealed class Call(MethodInfo method, int losses, Exception loss) : IOutgoingGrainCallContext
    {
        public int Made { get; private set; }

        public bool IsOfAGrain { get; init; }

        public MethodInfo InterfaceMethod => method;

        public IGrainContext? SourceContext => IsOfAGrain ? SourceOf() : null;

        public IInvokable Request => throw new NotSupportedException();

        public object Grain => throw new NotSupportedException();

        public GrainId? SourceId => null;

        public GrainId TargetId => default;

        public GrainInterfaceType InterfaceType => default;

        public string InterfaceName => method.DeclaringType!.Name;

        public string MethodName => method.Name;

        public object? Result { get; set; }

        public Response? Response { get; set; }

        public Task Invoke() => ++Made <= losses ? Task.FromException(loss) : Task.CompletedTask;

        private static IGrainContext SourceOf() => DispatchProxy.Create<IGrainContext, Source>();
    }

    /// <summary>A grain as the repeater sees its caller.</summary>
    public class Source : DispatchProxy
    {
        /// <inheritdoc />
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name == "get_GrainInstance" ? this : throw new NotSupportedException();
    }
}
