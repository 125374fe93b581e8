using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Callbacks;
using Payments.Contracts.Orders;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Signatures;
using Payments.Grains.Callbacks;
using Payments.Grains.Tests.Transfers;
using Payments.Storage.Queries;
using Payments.Storage.States;
using Payments.Testing;
using Payments.Testing.Silo;

namespace Payments.Grains.Tests.Callbacks;

/// <summary>Every change of an order's status is told to its shop, in order, and news takes the place of what was not heard.</summary>
public sealed class StatusCallbackTests : TransferHost
{
    private static readonly TimeSpan Expiry = TimeSpan.FromMinutes(30);

    private readonly ScriptedSender sender;

    public StatusCallbackTests() => sender = new ScriptedSender(Time);

    protected override void Configure(IServiceCollection services) => services.AddSingleton<ICallbackSender>(sender);

    [Fact]
    public async Task A_payment_is_told_when_a_block_has_it_and_when_it_is_final()
    {
        var order = await OpenAsync("n");
        await PayAsync(order);
        await FinishAsync();
        Told().Should().Equal("1 confirmed", "2 completed");
        sender.Sent.Select(sent => sent.Headers["X-WoPay-Webhook-Id"]).Should().OnlyHaveUniqueItems();
        (await ReadAsync("n")).Outbox.Should().BeEmpty();
        (await DeliveryAsync(order, 2)).Should().Match<Delivery>(second => second.Status == DeliveryStatus.Delivered && second.After == 1);
    }

    [Fact]
    public async Task What_was_not_heard_is_superseded_by_news_and_never_tried_again()
    {
        sender.Hears = _ => false;
        var order = await OpenAsync("n");
        await PayAsync(order);
        sender.Hears = _ => true;
        await FinishAsync();
        Told().Should().Equal("1 confirmed", "2 completed");
        var first = await DeliveryAsync(order, 1);
        (first.Status, first.SupersededBy, first.Attempts.Count).Should().Be((DeliveryStatus.Superseded, 2, 1));
        await PassAsync(TimeSpan.FromHours(2));
        Told().Should().HaveCount(2);
    }

    [Fact]
    public async Task News_waits_for_an_attempt_that_is_under_way_and_goes_out_right_after_it()
    {
        var answer = sender.Hold();
        var order = await OpenAsync("n");
        await DispatchAsync(order, 10, 0);
        await HeldAsync(order, 1);
        await Dispatcher.ConfirmAsync(ChainId.Bsc, 10);
        await HeldAsync(order, 2);
        Told().Should().Equal("1 confirmed");
        sender.Release();
        answer.SetResult();
        await SettleAsync();
        Told().Should().Equal("1 confirmed", "2 completed");
        (await DeliveryAsync(order, 1)).Status.Should().Be(DeliveryStatus.Delivered);
    }

    [Fact]
    public async Task Of_three_the_middle_one_that_never_went_out_gives_way_and_the_last_waits_for_the_first()
    {
        var answer = sender.Hold();
        var order = await OpenAsync("n");
        await DispatchAsync(order, 10, 0);
        await HeldAsync(order, 1);
        await Dispatcher.RevertAsync(ChainId.Bsc, 9);
        await HeldAsync(order, 2);
        await DispatchAsync(order, 11, 11);
        await HeldAsync(order, 3);
        Told().Should().Equal("1 confirmed");
        sender.Hears = _ => false;
        sender.Release();
        answer.SetResult();
        await SettleAsync();
        Told().Should().Equal("1 confirmed", "3 completed");
        foreach (var number in new[] { 1, 2 })
            (await DeliveryAsync(order, number)).Should().Match<Delivery>(old => old.Status == DeliveryStatus.Superseded && old.SupersededBy == 3);
    }

    [Fact]
    public async Task A_repeat_has_the_same_id_and_body_and_the_time_of_its_attempt()
    {
        sender.Hears = _ => false;
        await PayAsync(await OpenAsync("n"));
        await PassAsync(TimeSpan.FromSeconds(15));
        var (first, second) = (sender.Sent.First(), sender.Sent.Last());
        sender.Sent.Should().HaveCount(2);
        second.Payload.Should().Be(first.Payload);
        second.Headers["X-WoPay-Webhook-Id"].Should().Be(first.Headers["webhook-id"]);
        second.Headers["X-WoPay-Signature"].Should().Be(first.Headers["X-WoPay-Signature"]);
        (long.Parse(second.Headers["webhook-timestamp"]) - long.Parse(first.Headers["webhook-timestamp"])).Should().Be(15);
        second.Headers["webhook-signature"].Should().NotBe(first.Headers["webhook-signature"]);
    }

    [Fact]
    public async Task Expiry_and_closing_are_told()
    {
        await OpenAsync("expires");
        var closed = await OpenAsync("closes");
        (await Grain("closes").CloseAsync()).Should().Be(CloseOutcome.Closed);
        await SettleAsync();
        Time.Advance(Expiry);
        await Grain("expires").WakeAsync();
        await SettleAsync();
        Told().Should().Equal("1 failed", "1 expired");
        sender.Sent.First().Order.Should().Be(closed.Id);
    }

    [Fact]
    public async Task While_a_rotation_overlaps_a_shop_hears_with_either_secret_in_the_same_attempt()
    {
        var old = (await Merchant(Shop).RegisterAsync(Registration with { Email = Shop }))!.ApiSecret;
        var order = await OpenAsync("n");
        var rotated = (await Merchant(Shop).RotateSecretAsync(TimeSpan.FromHours(1)))!;
        sender.Hears = sent => IsSigned(sent, old);
        await PayAsync(order);
        var first = await DeliveryAsync(order, 1);
        (first.Status, first.Attempts.Count, first.AttemptsInRound).Should().Be((DeliveryStatus.Delivered, 2, 1));
        IsSigned(sender.Sent.First(), rotated.Secret).Should().BeTrue();
        sender.Sent.Should().AllSatisfy(sent => sent.Headers["webhook-signature"].Split(' ').Should().HaveCount(2));

        Time.Advance(TimeSpan.FromHours(1));
        sender.Hears = _ => true;
        await FinishAsync();
        IsSigned(sender.Sent.Last(), rotated.Secret).Should().BeTrue();
        sender.Sent.Last().Headers["webhook-signature"].Should().NotContain(" ");
    }

    private static bool IsSigned(Delivery sent, string secret) =>
        sent.Headers["X-WoPay-Signature"] == WebhookSignature.OfBody(sent.Payload, secret);

    /// <summary>What the shop was sent: number and status, in the order of the requests.</summary>
    private IEnumerable<string> Told() => sender.Sent.Select(sent =>
    {
        var body = JsonNode.Parse(sent.Payload)!;
        return $"{body["sequence"]} {body["data"]!["status"]}";
    });

    private async Task<Order> OpenAsync(string number)
    {
        var wallet = Wallet ??= await AddWalletAsync(ChainId.Bsc);
        var result = await Grain(number).CreateAsync(new CreateOrder
        {
            Merchant = Host.Get<IOrderIds>().ForEmail(Shop),
            Number = number,
            Money = 70,
            WalletId = wallet,
            ExpiresIn = Expiry,
            Terms = new OrderTerms { Face = Face.WoPay, MoneyText = "70", NotifyUrl = "https://shop.example/hook" },
        });
        result.Outcome.Should().Be(CreateOutcome.Created, result.Detail);
        return result.Order!;
    }

    private string? Wallet { get; set; }

    private async Task PayAsync(Order order)
    {
        await DispatchAsync(order, 10, 0);
        await SettleAsync();
    }

    private Task DispatchAsync(Order order, long block, long final) =>
        Dispatcher.DispatchAsync([Pay(order.Quote!, 100, block, "0x1")], final);

    /// <summary>Waits until a callback waits: the first for the shop's answer, others for the one before. The silo is not at rest then.</summary>
    private Task<Delivery?> HeldAsync(Order order, int number)
    {
        var grain = Host.Grains.GetGrain<IWebhookDeliveryGrain>(Delivery.GrainKey(order.Id, number));
        return Patience.UntilAsync(
            () =>
            {
                Time.Advance(TimeSpan.Zero);
                return grain.GetAsync();
            },
            found => number == 1 ? !sender.Sent.IsEmpty : found is { Attempts.Count: 0 } && found.AttemptedSince is null, $"callback {number} waits");
    }

    private async Task FinishAsync()
    {
        await Dispatcher.ConfirmAsync(ChainId.Bsc, 10);
        await SettleAsync();
    }

    private async Task<Delivery> DeliveryAsync(Order order, int number) =>
        (await Host.Grains.GetGrain<IWebhookDeliveryGrain>(Delivery.GrainKey(order.Id, number)).GetAsync())!;

    /// <summary>Lets time pass, and wakes what is due by then.</summary>
    private async Task PassAsync(TimeSpan pause)
    {
        Time.Advance(pause);
        foreach (var shard in Grains.Alarms.AlarmGrain.Shards)
            foreach (var key in await Host.Get<DueQueries>().DueAsync(StateTable.Deliveries, shard, Time.GetUtcNow(), 100))
                await Host.Grains.GetGrain<IWebhookDeliveryGrain>(key).WakeAsync();
        await SettleAsync();
    }

    /// <summary>Lets all that is due now run to its end, or to where the shop is waited for.</summary>
    private async Task SettleAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await Time.AdvanceAsync(TimeSpan.Zero, () => TestSilo.RestAsync(Host.Get<IServiceProvider>(), patience.Token));
    }
}
