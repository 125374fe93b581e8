using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;
using Payments.Testing.Databases;

namespace Payments.Benchmarks;

public interface IEchoGrain : IGrainWithStringKey
{
    Task<int> EchoAsync(int value);
}

public sealed class EchoGrain : Grain, IEchoGrain
{
    public Task<int> EchoAsync(int value) => Task.FromResult(value);
}

/// <summary>A grain call in process beside a bare interface call through a queue.</summary>
internal static class GrainCallBenchmark
{
    private const int Calls = 300_000;

    public static async Task RunAsync(Report report)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo.UseLocalhostClustering(siloPort: PostgresServer.FreePort(), gatewayPort: 0));
        using var host = builder.Build();
        await host.StartAsync();
        var grain = ((IGrainFactory)host.Services.GetService(typeof(IGrainFactory))!).GetGrain<IEchoGrain>("echo");

        var (grainNs, grainBytes) = await MeasureAsync(value => grain.EchoAsync(value));
        var queue = new QueuedEcho();
        var (queueNs, queueBytes) = await MeasureAsync(queue.EchoAsync);
        report.Add("grain call; reference: interface call through a queue", grainNs, "ns", queueNs);
        report.Add("grain call, allocated; reference: interface call through a queue", grainBytes, "bytes", queueBytes);
        await host.StopAsync();
    }

    private static async Task<(double Ns, double Bytes)> MeasureAsync(Func<int, Task<int>> call)
    {
        for (var i = 0; i < 20_000; i++) await call(i);
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < Calls; i++) await call(i);
        var elapsed = Stopwatch.GetElapsedTime(began);
        return (elapsed.TotalNanoseconds / Calls, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)Calls);
    }

    private sealed class QueuedEcho
    {
        private readonly Channel<(int Value, TaskCompletionSource<int> Answer)> queue = Channel.CreateUnbounded<(int, TaskCompletionSource<int>)>(new UnboundedChannelOptions { SingleReader = true });

        public QueuedEcho() => _ = Task.Run(async () =>
        {
            await foreach (var (value, answer) in queue.Reader.ReadAllAsync()) answer.SetResult(value);
        });

        public Task<int> EchoAsync(int value)
        {
            var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            queue.Writer.TryWrite((value, answer));
            return answer.Task;
        }
    }
}
