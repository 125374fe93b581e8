using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Callbacks;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Signatures;
using Payments.Grains.Callbacks;
using Payments.Grains.Tests.Transfers;
using Payments.Storage.Queries;
using Payments.Storage.States;
using Payments.Testing.Silo;

namespace Payments.Grains.Tests.Callbacks;

/// <summary>Webhook endpoints: what they are told of, how well they hear, and how they are sent again what they missed.</summary>
public sealed class EndpointTests : TransferHost
{
    private const string OwnUrl = "https://shop.example/hook";

    private readonly ScriptedSender sender;

    public EndpointTests() => sender = new ScriptedSender(Time);

    protected override void Configure(IServiceCollection services) => services.AddSingleton<ICallbackSender>(sender);

    [Fact]
    public async Task Each_endpoint_hears_its_events_signed_by_its_own_secret_beside_the_orders_own_callback()
    {
        var wallet = await AddWalletAsync(ChainId.Bsc);
        var all = await AddAsync("all");
        var few = await AddAsync("few", "payment.completed");
        var order = await OrderAsync("n", wallet, notifyUrl: OwnUrl);
        await SettleAsync();
        await PayAsync(order);

        Told(all).Should().Equal("1 payment.created pending", "2 payment.detected confirmed", "3 payment.completed completed");
        Told(few).Should().Equal("4 payment.completed completed");
        sender.Sent.Count(sent => sent.Url == OwnUrl).Should().Be(1, "the order's own callback is EPay's");
        foreach (var endpoint in new[] { all, few })
            Sent(endpoint).Should().AllSatisfy(sent =>
                sent.Headers["X-WoPay-Signature"].Should().Be(WebhookSignature.OfBody(sent.Payload, endpoint.Secret!)));
        Sent(all).Concat(Sent(few)).Select(sent => sent.Headers["webhook-id"]).Should().OnlyHaveUniqueItems();
        (await ReadAsync("n")).Should().Match<Order>(read => read.Outbox.Count == 0 && read.Deliveries == 1 && read.Events == 4);
    }

    [Fact]
    public async Task A_changed_address_holds_for_what_waits_and_a_rotated_secret_signs_beside_the_former_one()
    {
        var endpoint = await AddAsync("one", "payment.created");
        sender.Hears = _ => false;
        await OrderAsync("n", await AddWalletAsync(ChainId.Bsc));
        await SettleAsync();
        await Merchant(Shop).UpdateEndpointAsync(endpoint.Endpoint!.Id, new SaveEndpoint { Url = "https://shop.example/moved" });
        var rotated = await Merchant(Shop).RotateEndpointSecretAsync(endpoint.Endpoint.Id, TimeSpan.FromHours(1));
        sender.Hears = _ => true;
        await PassAsync(TimeSpan.FromSeconds(15));

        var last = sender.Sent.Last();
        last.Url.Should().Be("https://shop.example/moved");
        last.Headers["X-WoPay-Signature"].Should().Be(WebhookSignature.OfBody(last.Payload, rotated.Secret!));
        last.Headers["webhook-signature"].Split(' ').Should().HaveCount(2);
        rotated.Secret.Should().NotBe(endpoint.Secret);
    }

    [Fact]
    public async Task An_endpoint_that_does_not_hear_is_told_of_to_the_others_and_switched_off_after_five_days_and_on_by_one_call()
    {
        var wallet = await AddWalletAsync(ChainId.Bsc);
        var dead = await AddAsync("dead", "payment.created");
        var watcher = await AddAsync("watcher", "delivery.failing");
        sender.Hears = sent => sent.Url != dead.Endpoint!.Url;
        await OrderAsync("a", wallet);
        await SettleAsync();
        foreach (var delay in DeliveryRules.RetryDelays) await PassAsync(delay);
        Notices(watcher).Should().Equal("failing 4", "exhausted 7");
        (await HealthAsync(dead)).Should().Match<EndpointHealth>(health => health.Failures == 7 && health.Error == "refused");

        Time.Advance(TimeSpan.FromDays(5));
        await OrderAsync("b", wallet);
        await SettleAsync();
        Notices(watcher).Should().Equal("failing 4", "exhausted 7", "off 8");
        var off = (await FindAsync(dead))!;
        off.OffSince.Should().Be(Time.GetUtcNow());
        off.OffReason.Should().Be("it heard nothing for 5 days; switch it on again once it does (refused)");

        await OrderAsync("c", wallet);
        await SettleAsync();
        Sent(dead).Select(sent => sent.Order).Distinct().Should().HaveCount(2, "nothing is sent to one that is off");

        await Merchant(Shop).UpdateEndpointAsync(off.Id, new SaveEndpoint { IsOn = true });
        await Health(dead).BeginAgainAsync();
        await OrderAsync("d", wallet);
        await SettleAsync();
        (await HealthAsync(dead))!.Failures.Should().Be(1);
        (await FindAsync(dead))!.OffSince.Should().BeNull();
    }

    [Fact]
    public async Task What_was_missed_is_sent_again_paced_oldest_first_and_without_what_is_outdated()
    {
        var wallet = await AddWalletAsync(ChainId.Bsc);
        var endpoint = await AddAsync("one", "payment.created", "payment.completed", "payment.detected");
        await Merchant(Shop).UpdateEndpointAsync(endpoint.Endpoint!.Id, new SaveEndpoint { IsOn = false });
        var since = Time.GetUtcNow();
        for (var i = 0; i < WebhookRecoveryGrain.PerSecond + 5; i++)
        {
            await OrderAsync($"n{i}", wallet);
            Time.Advance(TimeSpan.FromSeconds(1));
        }
        await PayAsync(await ReadAsync("n0"));
        Sent(endpoint).Should().BeEmpty();
        await Merchant(Shop).UpdateEndpointAsync(endpoint.Endpoint.Id, new SaveEndpoint { IsOn = true });
        Time.Advance(TimeSpan.FromSeconds(1));

        var total = WebhookRecoveryGrain.PerSecond + 5;
        (await UnheardAsync(endpoint, since, withSuperseded: true)).Should()
            .Be(total + 2, "its creation and its block are outdated by its completion");
        (await Recovery(endpoint).StartAsync(since, withSuperseded: false))!.Total.Should().Be(total);
        (await Recovery(endpoint).StartAsync(since, withSuperseded: false)).Should().BeNull("one runs");
        await SettleAsync();
        Told(endpoint).Should().HaveCount(WebhookRecoveryGrain.PerSecond).And.HaveElementAt(0, "1 payment.created pending");
        Time.Advance(TimeSpan.FromSeconds(1));
        await SettleAsync();
        var done = (await Recovery(endpoint).GetAsync())!;
        (done.Status, done.Resent, done.Total).Should().Be((RecoveryStatus.Done, total, total));
        Told(endpoint).Count(told => told.Contains("created")).Should().Be(total - 1);
        Told(endpoint).Last().Should().Be("3 payment.completed completed");
        (await UnheardAsync(endpoint, since, withSuperseded: false)).Should().Be(0);
    }

    [Fact]
    public async Task A_recovery_is_stopped_by_a_call_and_goes_on_after_a_crash()
    {
        var wallet = await AddWalletAsync(ChainId.Bsc);
        var endpoint = await AddAsync("one", "payment.created");
        await Merchant(Shop).UpdateEndpointAsync(endpoint.Endpoint!.Id, new SaveEndpoint { IsOn = false });
        var since = Time.GetUtcNow();
        var total = (2 * WebhookRecoveryGrain.PerSecond) + 1;
        for (var i = 0; i < total; i++) await OrderAsync($"n{i}", wallet);
        await SettleAsync();
        await Merchant(Shop).UpdateEndpointAsync(endpoint.Endpoint.Id, new SaveEndpoint { IsOn = true });
        Time.Advance(TimeSpan.FromSeconds(1));
        await Recovery(endpoint).StartAsync(since, withSuperseded: false);
        await SettleAsync();
        (await Recovery(endpoint).StopAsync())!.Status.Should().Be(RecoveryStatus.Stopped);
        Time.Advance(TimeSpan.FromSeconds(5));
        await SettleAsync();
        Sent(endpoint).Should().HaveCount(WebhookRecoveryGrain.PerSecond);

        (await Recovery(endpoint).StartAsync(since, withSuperseded: false))!.Total.Should().Be(total - WebhookRecoveryGrain.PerSecond);
        await DieAndStartAsync(GrainHost.Keys(1));
        (await Recovery(endpoint).GetAsync())!.Status.Should().Be(RecoveryStatus.Running);
        for (var i = 0; i < 3; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await SettleAsync();
        }
        (await Recovery(endpoint).GetAsync())!.Status.Should().Be(RecoveryStatus.Done);
        Sent(endpoint).Select(sent => sent.Order).Distinct().Should().HaveCount(total);
    }

    [Fact]
    public async Task What_waits_for_an_endpoint_that_was_removed_is_given_up()
    {
        var endpoint = await AddAsync("one", "payment.created");
        sender.Hears = _ => false;
        var order = await OrderAsync("n", await AddWalletAsync(ChainId.Bsc));
        await SettleAsync();
        (await Merchant(Shop).RemoveEndpointAsync(endpoint.Endpoint!.Id)).Outcome.Should().Be(EndpointOutcome.Saved);
        await PassAsync(TimeSpan.FromSeconds(15));
        sender.Sent.Should().HaveCount(1);
        var delivery = (await Host.Grains.GetGrain<IWebhookDeliveryGrain>(Delivery.GrainKey(order.Id, 1, isEvent: true)).GetAsync())!;
        (delivery.Status, delivery.Attempts[^1].Error).Should().Be((DeliveryStatus.Failed, "the endpoint was removed"));
    }

    private async Task<EndpointResult> AddAsync(string name, params string[] events)
    {
        await Merchant(Shop).RegisterAsync(Registration with { Email = Shop });
        var command = new SaveEndpoint { Url = $"https://shop.example/{name}", Events = events.Length == 0 ? WebhookEvents.All : events };
        var added = await Merchant(Shop).AddEndpointAsync(command);
        added.Outcome.Should().Be(EndpointOutcome.Saved, added.Detail);
        return added;
    }

    private async Task<Domain.Merchants.WebhookEndpoint?> FindAsync(EndpointResult endpoint) =>
        Domain.Merchants.EndpointRules.Find((await Merchant(Shop).GetAsync())!.Merchant, endpoint.Endpoint!.Id);

    private IEndpointHealthGrain Health(EndpointResult endpoint) =>
        Host.Grains.GetGrain<IEndpointHealthGrain>(EndpointKey.OfHealth(ShopId, endpoint.Endpoint!.Id));

    private Task<EndpointHealth?> HealthAsync(EndpointResult endpoint) => Health(endpoint).GetAsync();

    private IWebhookRecoveryGrain Recovery(EndpointResult endpoint) =>
        Host.Grains.GetGrain<IWebhookRecoveryGrain>(EndpointKey.OfRecovery(ShopId, endpoint.Endpoint!.Id));

    private MerchantId ShopId => Host.Get<IOrderIds>().ForEmail(Shop);

    private Task<long> UnheardAsync(EndpointResult endpoint, DateTimeOffset since, bool withSuperseded) => Host.Get<DeliveryQueries>()
        .CountAsync(new UnheardFilter(ShopId, endpoint.Endpoint!.Id, since, Time.GetUtcNow(), withSuperseded));

    private IEnumerable<Delivery> Sent(EndpointResult endpoint) => sender.Sent.Where(sent => sent.Endpoint == endpoint.Endpoint!.Id);

    /// <summary>What an endpoint was sent, in the order of the requests: sequence, event and status.</summary>
    private IEnumerable<string> Told(EndpointResult endpoint) => Sent(endpoint).Select(sent =>
    {
        var body = JsonNode.Parse(sent.Payload)!;
        return $"{body["sequence"]} {body["event_type"]} {body["data"]!["status"]}";
    });

    private IEnumerable<string> Notices(EndpointResult endpoint) => Sent(endpoint).Select(sent =>
    {
        var body = JsonNode.Parse(sent.Payload)!;
        ((string)body["event_type"]!).Should().Be("delivery.failing");
        return $"{body["data"]!["reason"]} {body["data"]!["failures_in_row"]}";
    });

    private async Task PayAsync(Order order)
    {
        await Dispatcher.DispatchAsync([Pay(order.Quote!, 100, 10, "0x1")], 0);
        await SettleAsync();
        await Dispatcher.ConfirmAsync(ChainId.Bsc, 10);
        await SettleAsync();
    }

    /// <summary>Lets time pass, and wakes what is due by then.</summary>
    private async Task PassAsync(TimeSpan pause)
    {
        Time.Advance(pause);
        foreach (var shard in Grains.Alarms.AlarmGrain.Shards)
            foreach (var key in await Host.Get<DueQueries>().DueAsync(StateTable.Deliveries, shard, Time.GetUtcNow(), 100))
                await Host.Grains.GetGrain<IWebhookDeliveryGrain>(key).WakeAsync();
        await SettleAsync();
    }

    private async Task SettleAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await Time.AdvanceAsync(TimeSpan.Zero, () => TestSilo.RestAsync(Host.Get<IServiceProvider>(), patience.Token));
    }
}
