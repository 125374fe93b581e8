using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Dapper;
using Payments.Storage.States;

namespace Payments.Storage.Tests;

/// <summary>What the meter tells of writing, on both databases.</summary>
public abstract class StorageMetricsTests : DatabaseTests
{
    private readonly ConcurrentBag<(string Name, double Value)> measured = [];
    private readonly MeterListener listener = new();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var meters = Storage.Get<IMeterFactory>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters)) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.Start();
    }

    public override async Task DisposeAsync()
    {
        listener.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Every_write_is_in_one_commit()
    {
        var store = Storage.Get<IStateStore>();
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => store.WriteAsync(StateTable.GrainStates, $"rate/{i}", "{}"u8.ToArray(), null)));

        Sum("payments.storage.commit.rows").Should().Be(300);
        var commits = Sum("payments.storage.commits");
        commits.Should().BeInRange(1, 300);
        Values("payments.storage.commit.duration").Should().HaveCount((int)commits).And.OnlyContain(seconds => seconds > 0 && seconds < 60);
        Sum("payments.storage.failures").Should().Be(0);
    }

    [Fact]
    public async Task The_queue_is_asked_for_when_somebody_looks_and_is_empty_at_rest()
    {
        await Storage.Get<IStateStore>().WriteAsync(StateTable.GrainStates, "rate/x", "{}"u8.ToArray(), null);
        listener.RecordObservableInstruments();
        Values("payments.storage.queue").Should().Equal(0);
    }

    protected double Sum(string name) => Values(name).Sum();

    private double[] Values(string name) => [.. measured.Where(value => value.Name == name).Select(value => value.Value)];

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        tags.IsEmpty.Should().BeTrue("nothing here has an id");
        measured.Add((instrument.Name, value));
    }
}

public sealed class PostgresStorageMetricsTests : StorageMetricsTests
{
    private readonly string database = TestServers.Fresh();

    protected override void Configure(StorageOptions options) => options.Database = database;

    [Fact]
    public async Task Writes_that_the_server_fails_are_counted()
    {
        await Storage.Get<IDatabase>().WriteAsync((connection, transaction) => connection.ExecuteAsync("DROP TABLE grain_states", transaction: transaction));
        await Storage.Get<IStateStore>().Awaiting(store => store.WriteAsync(StateTable.GrainStates, "rate/x", "{}"u8.ToArray(), null)).Should().ThrowAsync<Npgsql.PostgresException>();
        Sum("payments.storage.failures").Should().Be(1);
    }
}

public sealed class SqliteStorageMetricsTests : StorageMetricsTests
{
    [Fact]
    public async Task A_commit_that_SQLite_takes_back_counts_all_of_its_writes_as_failed()
    {
        await Storage.Get<IDatabase>().Awaiting(database => database.WriteAsync((connection, _) => connection.ExecuteAsync("ROLLBACK"))).Should().ThrowAsync<Exception>();
        Sum("payments.storage.failures").Should().Be(1);
    }
}
