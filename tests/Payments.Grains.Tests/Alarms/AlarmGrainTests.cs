using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Payments.Domain.Callbacks;
using Payments.Domain.Orders;
using Payments.Grains.Alarms;
using Payments.Grains.Callbacks;
using Payments.Grains.Persistence;
using Payments.Grains.Tests.Callbacks;
using Payments.Storage.States;

namespace Payments.Grains.Tests.Alarms;

/// <summary>Whatever is due happens by the alarm alone: nobody else wakes a grain here.</summary>
public sealed class AlarmGrainTests : AlarmHost
{
    private readonly ScriptedSender sender;

    public AlarmGrainTests() => sender = new ScriptedSender(Time);

    protected override void Add(IServiceCollection services) => services.AddSingleton<ICallbackSender>(sender);

    [Fact]
    public async Task An_order_expires_and_its_amount_is_released_after_grace_once_the_chain_was_read_past_it()
    {
        var order = await OrderAsync("A-1", await AddWalletAsync());
        await WatchAsync(order.Id.Value[0]);

        await PassAsync(OrderExpiry - Second);
        (await ReadAsync("A-1")).Status.Should().Be(OrderStatus.Pending);
        await PassAsync(Second * 2);
        (await ReadAsync("A-1")).Should().Match<Order>(expired => expired.Status == OrderStatus.Expired && expired.Reservation != null);

        await PassAsync(OrderGrace + TimeSpan.FromMinutes(1));
        (await ReadAsync("A-1")).Reservation.Should().NotBeNull("a payment in time may be in a block that nobody has read");
        await ReadThroughAsync(Now);
        await PassAsync(TimeSpan.FromMinutes(1) + Second);
        (await ReadAsync("A-1")).Should().Match<Order>(released => released.Reservation == null && released.WakeAt == null);
    }

    [Fact]
    public async Task A_callback_is_tried_again_at_the_documents_times_to_the_second()
    {
        sender.Answer = _ => false;
        await AddWalletAsync();
        var (delivery, grain) = Callback('a', 1);
        await WatchAsync('a');
        await grain.StartAsync(delivery);
        await PassAsync(TimeSpan.FromSeconds(15 + 60 + 300 + 4));
        var pauses = (await WrittenAsync(delivery)).Attempts.Zip((await WrittenAsync(delivery)).Attempts.Skip(1), (one, next) => (next.At - one.At).TotalSeconds).ToArray();
        pauses.Should().HaveCount(3);
        pauses[0].Should().BeInRange(15, 16);
        pauses[1].Should().BeInRange(60, 61);
        pauses[2].Should().BeInRange(300, 301);
    }

    [Fact]
    public async Task A_grain_whose_waking_fails_is_left_alone_for_half_a_minute_and_holds_up_no_other()
    {
        sender.Answer = _ => false;
        await AddWalletAsync();
        var (one, other) = (Callback('a', 1), Callback('a', 2));
        await one.Grain.StartAsync(one.Delivery);
        await other.Grain.StartAsync(other.Delivery);
        await PassAsync(TimeSpan.FromSeconds(14));
        Host.Storage.FailNextWrite = new IOException("disk");
        await WatchAsync('a');
        await PassAsync(Second * 3);

        var (first, second) = ((await WrittenAsync(one.Delivery)).Attempts, (await WrittenAsync(other.Delivery)).Attempts);
        new[] { first.Count, second.Count }.Should().BeEquivalentTo([1, 2], "one write failed, and the other attempt was made all the same");
        var failed = first.Count == 1 ? one.Delivery : other.Delivery;
        await PassAsync(TimeSpan.FromSeconds(26));
        (await WrittenAsync(failed)).Attempts.Should().ContainSingle("it rests");
        await PassAsync(Second * 3);
        (await WrittenAsync(failed)).Attempts.Should().HaveCount(2);
    }

    [Fact]
    public async Task All_that_is_due_is_woken_by_one_look_however_many_pages_it_fills()
    {
        await AddWalletAsync();
        sender.Answer = _ => false;
        var callbacks = Enumerable.Range(1, 450).Select(number => Callback('a', number)).ToArray();
        await Task.WhenAll(callbacks.Select(callback => callback.Grain.StartAsync(callback.Delivery)));
        await PassAsync(TimeSpan.FromMinutes(10));
        sender.Sent.Should().HaveCount(450, "no alarm is on");

        await WatchAsync('a');
        await PassAsync(TimeSpan.Zero);
        sender.Sent.Should().HaveCount(900);
        sender.Sent.Skip(450).Select(sent => sent.Id).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_callback_that_was_under_way_when_its_process_died_goes_on_within_five_seconds_of_the_start()
    {
        await AddWalletAsync();
        var held = sender.Hold();
        var (delivery, grain) = Callback('a', 1);
        await WatchAsync('a');
        await grain.StartAsync(delivery);
        Time.Advance(TimeSpan.Zero);
        await sender.NextAsync();

        await DieAndStartAsync(GrainHost.Keys(1));
        held.TrySetCanceled();
        sender.Release();
        await WatchAsync('a');
        await PassAsync(TimeSpan.FromSeconds(5));
        var written = await WrittenAsync(delivery);
        (written.Status, written.Attempts.Count, written.Attempts[0].AnswerLost).Should().Be((DeliveryStatus.Delivered, 2, true));
    }

    [Fact]
    public async Task A_callback_of_another_silo_goes_on_within_five_seconds_of_its_death()
    {
        await AddWalletAsync();
        await WatchAsync('a');
        await PassAsync(Second);
        var (delivery, grain) = Callback('a', 1);
        // The row as a silo that is still alive leaves it while it waits for the shop.
        var underWay = new Stored<Delivery> { Value = DeliveryRules.Begin(delivery, Now, TimeSpan.FromSeconds(25)) };
        await Host.Get<IServiceProvider>().GetRequiredKeyedService<IGrainStorage>(StorageNames.Batched)
            .WriteStateAsync(StateNames.Delivery, grain.GetGrainId(), new GrainState<Stored<Delivery>>(underWay));
        await PassAsync(TimeSpan.FromSeconds(5));
        sender.Sent.Should().BeEmpty("nobody knows that it is not under way");

        Host.Get<SiloDeaths>().SiloStatusChangeNotification(SiloAddress.New(System.Net.IPAddress.Loopback, 1, 1), SiloStatus.Dead);
        await PassAsync(TimeSpan.FromSeconds(5));
        sender.Sent.Should().ContainSingle();
        (await WrittenAsync(delivery)).Status.Should().Be(DeliveryStatus.Delivered);
    }

    [Fact]
    public async Task After_a_restart_the_reminder_alone_revives_the_alarm()
    {
        var order = await OrderAsync("A-1", await AddWalletAsync());
        await WatchAsync(order.Id.Value[0]);
        await PassAsync(Second);
        await DieAndStartAsync(GrainHost.Keys(1));
        await PassAsync(OrderExpiry + TimeSpan.FromMinutes(1));
        (await ReadAsync("A-1")).Status.Should().Be(OrderStatus.Expired);
    }
}
