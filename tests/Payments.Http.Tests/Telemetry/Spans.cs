using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Payments.Http.Tests.Telemetry;

/// <summary>Keeps the activities that a gateway records.</summary>
internal sealed class Spans : BaseProcessor<Activity>
{
    private readonly ConcurrentQueue<Activity> ended = new();

    /// <summary>Those that ended, in the order in which they did.</summary>
    public IReadOnlyList<Activity> All => [.. ended.Where(activity => activity.Recorded && !IsOfOtherServer(activity))];

    /// <summary>Adds it to a gateway's tracer, where there is one.</summary>
    public void AddTo(IServiceCollection services) => services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(this));

    /// <summary>Those with a name.</summary>
    public IReadOnlyList<Activity> Named(string name) => [.. All.Where(activity => activity.DisplayName == name)];

    /// <summary>From an activity to the one that its trace began with in this process.</summary>
    public IReadOnlyList<Activity> WayUp(Activity activity)
    {
        var way = new List<Activity> { activity };
        while (All.FirstOrDefault(candidate => candidate.SpanId == way[^1].ParentSpanId) is { } parent) way.Add(parent);
        return way;
    }

    /// <summary>The tracer listens to the whole process, in which the test has a shop and a collector; only the gateway says which face was called.</summary>
    private static bool IsOfOtherServer(Activity activity) =>
        activity.Source.Name == "Microsoft.AspNetCore" && activity.GetTagItem("payments.face") is null;

    public override void OnEnd(Activity data) => ended.Enqueue(data);
}
