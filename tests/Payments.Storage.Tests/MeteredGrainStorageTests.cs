using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Payments.Storage.States;

namespace Payments.Storage.Tests;

/// <summary>What the meter tells where another provider writes.</summary>
public sealed class MeteredGrainStorageTests : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Dictionary<string, double> sums = [];
    private readonly MeterListener listener = new();
    private readonly Provider provider = new();
    private readonly MeteredGrainStorage storage;

    public MeteredGrainStorageTests()
    {
        var meters = services.GetRequiredService<IMeterFactory>();
        storage = new MeteredGrainStorage(provider, new StorageMetrics(TimeProvider.System, meters));
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters)) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument, value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument, 1));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => sums[instrument.Name] = value);
        listener.Start();
    }

    public void Dispose()
    {
        listener.Dispose();
        services.Dispose();
    }

    [Fact]
    public async Task Each_write_is_a_commit_of_one_row_and_waits_until_it_is_answered()
    {
        var write = WriteAsync();
        Look("payments.storage.queue").Should().Be(1);
        provider.Answer.SetResult();
        await write;
        Look("payments.storage.queue").Should().Be(0);
        (sums["payments.storage.commits"], sums["payments.storage.commit.rows"], sums["payments.storage.commit.duration"]).Should().Be((1, 1, 1));
        sums.GetValueOrDefault("payments.storage.failures").Should().Be(0);
    }

    [Fact]
    public async Task A_write_that_fails_counts_and_one_that_is_refused_for_itself_does_not()
    {
        foreach (var (exception, failures) in new (Exception, int)[] { (new IOException("The disk is full."), 1), (new InconsistentStateException("Somebody else wrote."), 1), (new AmountTakenException("ord-1", new IOException()), 1), (new TimeoutException(), 2) })
        {
            provider.Answer = new TaskCompletionSource();
            provider.Answer.SetException(exception);
            (await FluentActions.Awaiting(WriteAsync).Should().ThrowAsync<Exception>()).Which.Should().BeSameAs(exception);
            sums.GetValueOrDefault("payments.storage.failures").Should().Be(failures, exception.Message);
        }
        sums.GetValueOrDefault("payments.storage.commits").Should().Be(0);
        Look("payments.storage.queue").Should().Be(0);
    }

    private Task WriteAsync() => storage.WriteStateAsync("rate", default, new GrainState<string>());

    private double Look(string name)
    {
        listener.RecordObservableInstruments();
        return sums[name];
    }

    private void Add(Instrument instrument, double value) => sums[instrument.Name] = sums.GetValueOrDefault(instrument.Name) + value;

    private sealed class Provider : IGrainStorage
    {
        public TaskCompletionSource Answer { get; set; } = new();

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Answer.Task;

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Answer.Task;

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Answer.Task;
    }
}
