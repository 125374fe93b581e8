using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Runtime.Conformance.Tests;

public sealed class MetricsTests
{
    [Fact]
    public async Task Activations_calls_latency_and_time_outs_are_measured_under_orleans_names()
    {
        var seen = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "Microsoft.Orleans") self.EnableMeasurementEvents(instrument);
            },
        };
        void Add(Instrument instrument, double value)
        {
            // Silos of other tests count down what they counted up before this test listened.
            if (value >= 0) seen.AddOrUpdate(instrument.Name, value, (_, old) => old + value);
        }
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Add(instrument, value));
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument, value));
        listener.Start();
        await using var silo = await SiloFixture.StartAsync();
        for (var i = 0; i < 5; i++) await silo.Grains.GetGrain<IProbeGrain>($"m-{i}").CountAsync();
        var late = silo.Grains.GetGrain<IProbeGrain>("m-0").ImpatientAsync("gate");
        while (await silo.Journal.NextAsync() != "began gate") { }
        silo.Time.Advance(TimeSpan.FromSeconds(7));
        await FluentActions.Awaiting(() => late).Should().ThrowAsync<TimeoutException>();
        listener.RecordObservableInstruments();
        silo.Journal.Open("gate");

        // Other tests of this process have silos of their own, which count as well.
        seen["orleans-catalog-activation-created"].Should().BeGreaterThanOrEqualTo(5);
        seen["orleans-catalog-activations"].Should().BeGreaterThanOrEqualTo(5);
        seen["orleans-grains"].Should().BeGreaterThanOrEqualTo(5);
        seen["orleans-app-requests-latency-sum"].Should().BeGreaterThanOrEqualTo(0);
        seen["orleans-app-requests-latency-bucket"].Should().Be(seen["orleans-app-requests-latency-count"]);
        seen["orleans-app-requests-latency-count"].Should().BeGreaterThanOrEqualTo(5);
        seen["orleans-app-requests-timedout"].Should().BeGreaterThanOrEqualTo(1);
    }
}
