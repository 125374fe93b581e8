using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Payments.Domain.Settings;
using Payments.Host.Telemetry;
using Payments.Testing;

namespace Payments.Http.Tests.Telemetry;

/// <summary>Alone in the process: variables and listeners to activities are the whole process's.</summary>
[CollectionDefinition("telemetry", DisableParallelization = true)]
public sealed class TelemetryCollection;

/// <summary>Traces of a payment, over real HTTP.</summary>
[Collection("telemetry")]
public sealed class TracingTests
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Sampler = "OTEL_TRACES_SAMPLER";
    private const string Caller = "0af7651916cd43dd8448eb211c80319c";

    /// <summary>The shop has a trace that it does not record.</summary>
    private const string CallersTrace = $"00-{Caller}-b7ad6b7169203331-00";

    [Fact]
    public async Task One_payment_is_one_trace_from_the_shops_request_to_its_callback()
    {
        await using var collector = await Listener.StartAsync();
        var spans = new Spans();
        var variables = new Dictionary<string, string>
        {
            [Endpoint] = collector.Url.ToString(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "50",
        };
        await using var shop = await TracedShop.OpenAsync(variables, spans.AddTo);
        await shop.GetAsync("/health/live");
        var (order, delivery) = await shop.SellAsync("TRACE-1", CallersTrace);

        order.TraceParent.Should().MatchRegex($"^00-{Caller}-[0-9a-f]{{16}}-01$");
        delivery.TraceParent.Should().MatchRegex($"^00-{Caller}-[0-9a-f]{{16}}-01$");
        await Patience.UntilAsync(() => spans.Named("payments.callback.attempt").Count > 0, "the attempt has ended");
        var request = spans.Named("POST /mapi.php").Single();
        request.TraceId.ToHexString().Should().Be(Caller);

        // Each step leads back to the request, by way of the order.
        string[] steps =
        [
            "IWalletAddressGrain/ReserveAsync", "payments.order.pay", "IWebhookDeliveryGrain/StartAsync", "payments.callback.attempt", "POST",
        ];
        foreach (var step in steps)
        {
            var ends = spans.Named(step).Where(span => span.TraceId == request.TraceId).ToArray();
            ends.Should().NotBeEmpty(step);
            foreach (var way in ends.Select(spans.WayUp))
            {
                way[^1].Should().BeSameAs(request, step);
                way.Should().Contain(span => span.DisplayName == "IOrderGrain/CreateAsync", step);
            }
        }
        spans.Named("payments.order.pay").Should().OnlyContain(span => Equals(span.GetTagItem("payments.order.id"), order.Id.Value));
        spans.Named("payments.callback.attempt").Single().GetTagItem("payments.delivery.id").Should().Be(delivery.Id);

        // Blocks have traces of their own, to which the order's links.
        var blocks = spans.All.Where(span => span.DisplayName.StartsWith("payments.blocks.", StringComparison.Ordinal)).ToArray();
        blocks.Select(span => span.DisplayName).Should().BeEquivalentTo("payments.blocks.dispatch", "payments.blocks.confirm");
        var links = spans.Named("payments.order.pay").SelectMany(span => span.Links);
        links.Select(link => link.Context.TraceId).Should().BeEquivalentTo(blocks.Select(span => span.TraceId));

        // Nothing else begins a trace: no timer, no poll, no probe.
        spans.All.Where(span => spans.WayUp(span)[^1] is var first && first != request && !blocks.Contains(first)).Should().BeEmpty();

        shop.Shop.To("/notify").Should().NotBeEmpty().And.OnlyContain(heard => !heard.Headers.ContainsKey("traceparent"));
        spans.All.SelectMany(span => span.TagObjects).Select(tag => tag.Value as string ?? "").Should()
            .NotContain(text => text.Contains(shop.Keys.ApiSecret) || text.Contains("sign=") || text.Contains("out_trade_no"));
        await Patience.UntilAsync(() => Exported(collector, request.TraceId) is not null, "the trace is exported");
        var export = Exported(collector, request.TraceId)!;
        export.Headers["Content-Type"].Should().Be("application/x-protobuf");
        var said = Encoding.Latin1.GetString(export.Body);
        said.Should().Contain("service.name").And.Contain("payments").And.Contain("service.instance.id").And.MatchRegex(@"S127\.0\.0\.1:\d+:\d+");
    }

    [Fact]
    public async Task Without_an_endpoint_no_activity_is_made_and_none_is_stored()
    {
        var seen = new ConcurrentBag<Activity?>();
        await using var shop = await TracedShop.OpenAsync(new Dictionary<string, string>(), services => services
            .AddSingleton<IStartupFilter>(new Watch(seen)).AddSingleton<IIncomingGrainCallFilter>(new Watch(seen)));
        var (order, delivery) = await shop.SellAsync("TRACE-2", CallersTrace);

        seen.Should().HaveCountGreaterThan(5).And.OnlyContain(activity => activity == null);
        (order.TraceParent, delivery.TraceParent).Should().Be((null, null));
        string[] sources =
        [
            "Microsoft.AspNetCore", "System.Net.Http", "Microsoft.Orleans.Application", "Microsoft.Orleans.Runtime", "Microsoft.Orleans.Storage",
            "Payments.Orders", "Payments.Chains", "Payments.Callbacks",
        ];
        foreach (var name in sources)
        {
            using var source = new ActivitySource(name);
            source.HasListeners().Should().BeFalse(name);
        }
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("http://collector:4317", null, true)]
    [InlineData("http://collector:4317", "true", false)]
    public void Traces_are_wanted_where_an_endpoint_is_set(string? endpoint, string? disabled, bool wanted) =>
        TelemetryVariables.WantTraces(Variables((Endpoint, endpoint), ("OTEL_SDK_DISABLED", disabled))).Should().Be(wanted);

    [Theory]
    [InlineData(null, null, 1)]
    [InlineData("parentbased_always_off", null, 0)]
    [InlineData("parentbased_traceidratio", "0.25", 0.25)]
    [InlineData("parentbased_traceidratio", null, 1)]
    public void The_share_of_traces_is_what_the_sampler_says(string? sampler, string? argument, double share) =>
        TelemetryVariables.TraceShare(Variables((Sampler, sampler), ("OTEL_TRACES_SAMPLER_ARG", argument))).Should().Be(share);

    [Fact]
    public void What_the_SDK_would_pass_over_in_silence_stops_the_start()
    {
        var endpoint = () => TelemetryVariables.WantTraces(Variables((Endpoint, "collector")));
        endpoint.Should().Throw<SettingException>().WithMessage("The variable OTEL_EXPORTER_OTLP_ENDPOINT is 'collector': expected *");
        var sampler = () => TelemetryVariables.TraceShare(Variables((Sampler, "jaeger_remote")));
        sampler.Should().Throw<SettingException>().WithMessage("The variable OTEL_TRACES_SAMPLER is 'jaeger_remote': expected *");
        var argument = () => TelemetryVariables.TraceShare(Variables((Sampler, "parentbased_traceidratio"), ("OTEL_TRACES_SAMPLER_ARG", "25")));
        argument.Should().Throw<SettingException>().WithMessage("The variable OTEL_TRACES_SAMPLER_ARG is '25': expected *");
    }

    private static IConfiguration Variables(params (string Name, string? Value)[] variables)
    {
        var set = variables.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Name, pair.Value));
        return new ConfigurationBuilder().AddInMemoryCollection(set).Build();
    }

    private static Listener.Heard? Exported(Listener collector, ActivityTraceId trace) =>
        collector.To("/v1/traces").FirstOrDefault(heard => heard.Body.AsSpan().IndexOf(Convert.FromHexString(trace.ToHexString())) >= 0);

    /// <summary>Sees which activity runs, at each request and each grain call.</summary>
    private sealed class Watch(ConcurrentBag<Activity?> seen) : IStartupFilter, IIncomingGrainCallFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, following) =>
            {
                seen.Add(Activity.Current);
                await following(context);
            });
            next(app);
        };

        public Task Invoke(IIncomingGrainCallContext context)
        {
            seen.Add(Activity.Current);
            return context.Invoke();
        }
    }
}
