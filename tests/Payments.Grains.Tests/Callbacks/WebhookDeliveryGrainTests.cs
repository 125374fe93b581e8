using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Payments.Contracts.Callbacks;
using Payments.Contracts.Merchants;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Secrets;
using Payments.Domain.Tests.Callbacks;
using Payments.Grains.Callbacks;
using Payments.Grains.Merchants;
using Payments.Grains.Tests.Merchants;
using Payments.Storage.Queries;
using Payments.Storage.States;
using Payments.Testing;
using Payments.Testing.Silo;

namespace Payments.Grains.Tests.Callbacks;

/// <summary>The delivery grain on a virtual clock, over a real database, with a shop that answers as the test says.</summary>
public sealed class WebhookDeliveryGrainTests : MerchantHost
{
    private static readonly OrderId Order = OrderId.From("0123456789abcdef0123456789abcdef");

    private readonly ManualTimeProvider time = new();
    private readonly ScriptedSender sender;
    private readonly TaskCompletionSource begun = new();
    private readonly LogLines<WebhookDeliveryGrain> log = new();

    public WebhookDeliveryGrainTests() => sender = new ScriptedSender(time);

    private IWebhookDeliveryGrain Grain => Host.Grains.GetGrain<IWebhookDeliveryGrain>(Domain.Callbacks.Delivery.GrainKey(Order, 1));

    protected override Task<GrainHost> StartAsync(MasterKeyRing keys) => GrainHost.StartAsync(
        Folder, services => services.AddMerchants(keys).AddPaymentsGrains().AddSingleton<ICallbackSender>(sender)
            .AddSingleton<ILogger<WebhookDeliveryGrain>>(log).AddSingleton<IIncomingGrainCallFilter>(new BeginningOfStart(begun)), time);

    [Fact]
    public async Task The_first_attempt_follows_at_once_and_nobody_waits_for_it()
    {
        var answer = sender.Hold();
        await Grain.StartAsync(await DeliveryAsync());
        (await Grain.GetAsync())!.Status.Should().Be(DeliveryStatus.Pending, "the shop has not answered, and the caller was answered");
        answer.SetResult();
        (await WrittenAsync(delivery => delivery.Status == DeliveryStatus.Delivered)).Attempts.Should().ContainSingle();
    }

    [Fact]
    public async Task What_it_tells_is_stored()
    {
        var gate = new TaskCompletionSource();
        var delivery = await DeliveryAsync();
        (Host.Storage.PassFirst, Host.Storage.Gate) = (1, gate.Task);
        var before = Host.Storage.Writes;
        await Grain.StartAsync(delivery);
        await UntilAsync(() => Task.FromResult(Host.Storage.Writes - before), writes => writes == 2, "the answer of the shop is written");
        var told = Grain.GetAsync();
        // Begins behind it and does not wait for the write: by its answer the other would have been answered.
        await Grain.WakeAsync();
        told.IsCompleted.Should().BeFalse("the write is under way");
        gate.SetResult();
        (await told)!.Status.Should().Be(DeliveryStatus.Delivered);
    }

    [Fact]
    public async Task Starting_again_changes_nothing()
    {
        var delivery = await DeliveryAsync();
        await Grain.StartAsync(delivery);
        var delivered = await WrittenAsync(current => current.Status == DeliveryStatus.Delivered);
        await Grain.StartAsync(delivery with { Payload = "a=2" });
        await SettleAsync();
        await RestartAsync(GrainHost.Keys(1));
        await Grain.StartAsync(delivery with { Payload = "a=3" });
        await SettleAsync();
        (await Grain.GetAsync()).Should().BeEquivalentTo(delivered);
        sender.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task Starting_again_a_callback_that_waits_for_its_next_attempt_attempts_nothing()
    {
        sender.Answer = _ => false;
        var delivery = await DeliveryAsync(CallbackForm.Json);
        await Grain.StartAsync(delivery);
        var planned = await WrittenAsync(current => current.AttemptsInRound == 1);
        await Grain.StartAsync(delivery);
        await SettleAsync();
        sender.Sent.Should().ContainSingle();
        (await Grain.GetAsync()).Should().BeEquivalentTo(planned);
    }

    [Fact]
    public async Task Whoever_wakes_a_callback_before_it_is_due_changes_nothing()
    {
        sender.Answer = _ => false;
        await Grain.StartAsync(await DeliveryAsync(CallbackForm.Json));
        var planned = await WrittenAsync(delivery => delivery.AttemptsInRound == 1);
        time.Advance(TimeSpan.FromSeconds(15) - TimeSpan.FromMilliseconds(1));
        await Grain.WakeAsync();
        await SettleAsync();
        sender.Sent.Should().ContainSingle();
        (await Grain.GetAsync()).Should().BeEquivalentTo(planned);

        time.Advance(TimeSpan.FromMilliseconds(1));
        await Grain.WakeAsync();
        await SettleAsync();
        sender.Sent.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_new_callback_is_written_without_a_look_up()
    {
        var delivery = await DeliveryAsync();
        var reads = Host.Storage.Reads;
        await Grain.StartAsync(delivery);
        Host.Storage.Reads.Should().Be(reads);
    }

    [Fact]
    public async Task Whoever_looks_for_a_callback_just_before_it_is_taken_over_makes_nobody_forget_it()
    {
        var delivery = await DeliveryAsync();
        var gate = new TaskCompletionSource();
        Host.Storage.ReadGate = gate.Task;
        var reads = Host.Storage.Reads;
        var look = Grain.GetAsync();
        await Patience.UntilAsync(() => Host.Storage.Reads > reads, "the look reads");
        var start = Grain.StartAsync(delivery);
        // It begins in a turn of the grain, and the look goes on in a later one.
        await begun.Task;
        gate.SetResult();
        await Task.WhenAll(look, start);
        (await WrittenAsync(current => current.Status == DeliveryStatus.Delivered)).Attempts.Should().ContainSingle();
        (await Grain.GetAsync())!.Status.Should().Be(DeliveryStatus.Delivered);
    }

    [Fact]
    public async Task A_failing_shop_is_called_at_the_documents_times_exactly_and_restarts_change_nothing()
    {
        sender.Answer = _ => false;
        var start = time.GetUtcNow();
        await Grain.StartAsync(await DeliveryAsync(CallbackForm.Json));
        foreach (var (pause, attempt) in new[] { 15, 60, 300, 600, 1800, 3600 }.Select((seconds, i) => (TimeSpan.FromSeconds(seconds), i + 1)))
        {
            var planned = await WrittenAsync(delivery => delivery.AttemptsInRound == attempt);
            planned.WakeAt.Should().Be(time.GetUtcNow() + pause);
            if (attempt % 2 == 0) await RestartAsync(GrainHost.Keys(1));
            time.Advance(pause - TimeSpan.FromMilliseconds(1));
            await WakeDueAsync();
            sender.Sent.Should().HaveCount(attempt, "it is not due yet");
            time.Advance(TimeSpan.FromMilliseconds(1));
            await WakeDueAsync();
        }
        var failed = await WrittenAsync(delivery => delivery.Status == DeliveryStatus.Failed);
        failed.WakeAt.Should().BeNull();
        failed.Attempts.Select(attempt => (attempt.At - start).TotalSeconds).Should().Equal(0, 15, 75, 375, 975, 2775, 6375);
        sender.Sent.Select(sent => sent.Payload).Distinct().Should().ContainSingle("the content never changes");
        var said = await UntilAsync(
            () => Task.FromResult(log.All.Where(line => line.Text.Contains("given up", StringComparison.Ordinal)).ToArray()),
            lines => lines.Length > 0, "the log says that it is given up");
        said.Should().Equal((LogLevel.Information,
            $"Callback {Order}-1 to {new Uri(failed.Url).Authority} is given up as Failed: refused. It waits for POST " +
            $"/api/v1/deliveries/{Order}-1/resend"));
    }

    [Fact]
    public async Task A_resend_begins_a_new_round()
    {
        (await Grain.ResendAsync()).Should().BeFalse("there is no such delivery");
        sender.Answer = _ => false;
        await Grain.StartAsync(await DeliveryAsync(CallbackForm.Json));
        await WrittenAsync(delivery => delivery.AttemptsInRound == 1);
        sender.Answer = _ => true;
        (await Grain.ResendAsync()).Should().BeTrue();
        (await WrittenAsync(delivery => delivery.Status == DeliveryStatus.Delivered)).Attempts.Should().HaveCount(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_resend_while_an_attempt_is_under_way_sends_nothing_beside_it_and_begins_the_round_with_it(bool hears)
    {
        sender.Answer = _ => false;
        await Grain.StartAsync(await DeliveryAsync(CallbackForm.Json));
        await WrittenAsync(delivery => delivery.AttemptsInRound == 1);
        await sender.NextAsync();
        var answer = sender.Hold();
        time.Advance(TimeSpan.FromSeconds(15));
        await WakeDueAsync();
        time.Advance(TimeSpan.Zero);
        await sender.NextAsync();

        sender.Answer = _ => hears;
        (await Grain.ResendAsync()).Should().BeTrue();
        time.Advance(TimeSpan.Zero);
        answer.SetResult();
        await SettleAsync();

        sender.Sent.Should().HaveCount(2, "the second was under way");
        var delivery = (await Grain.GetAsync())!;
        (delivery.Attempts.Count, delivery.AttemptsInRound, delivery.AttemptedSince).Should().Be((2, 1, null));
        delivery.Status.Should().Be(hears ? DeliveryStatus.Delivered : DeliveryStatus.Pending);
        delivery.WakeAt.Should().Be(hears ? null : time.GetUtcNow() + DeliveryRules.RetryDelays[0]);
    }

    [Fact]
    public async Task A_process_that_dies_during_an_attempt_is_made_up_for_by_the_alarm()
    {
        sender.Hold();
        await Grain.StartAsync(await DeliveryAsync(CallbackForm.Json));
        time.Advance(TimeSpan.Zero);
        await sender.NextAsync();
        var before = (await Grain.GetAsync())!;
        before.Attempts.Should().BeEmpty();
        await DieAndStartAsync(GrainHost.Keys(1));
        sender.Release();

        await WakeDueAsync();
        sender.Sent.Should().ContainSingle("the attempt under way has its time");
        time.Advance(before.WakeAt!.Value - time.GetUtcNow());
        await WakeDueAsync();
        var delivered = await WrittenAsync(delivery => delivery.Status == DeliveryStatus.Delivered);
        sender.Sent.Should().HaveCount(2).And.OnlyContain(sent => sent.Payload == delivered.Payload);
        delivered.Attempts.Should().HaveCount(2);
        delivered.Attempts[0].Should().Match<DeliveryAttempt>(lost => lost.AnswerLost && lost.At == before.AttemptedSince);
        delivered.AttemptsInRound.Should().Be(1);
    }

    [Fact]
    public async Task An_attempt_whose_process_died_goes_on_as_soon_as_an_alarm_begins_and_one_under_way_is_left_alone()
    {
        sender.Hold();
        await Grain.StartAsync(await DeliveryAsync(CallbackForm.Json));
        time.Advance(TimeSpan.Zero);
        await sender.NextAsync();
        await WakeAttemptedAsync();
        sender.Sent.Should().ContainSingle("it is under way");

        await DieAndStartAsync(GrainHost.Keys(1));
        sender.Release();
        await WakeAttemptedAsync();
        var delivered = await WrittenAsync(delivery => delivery.Status == DeliveryStatus.Delivered);
        (delivered.Attempts.Count, delivered.Attempts[0].AnswerLost, delivered.AttemptsInRound).Should().Be((2, true, 1));
    }

    [Fact]
    public async Task After_new_keys_a_repeat_is_signed_with_the_secret_in_force_and_says_the_same()
    {
        sender.Answer = _ => false;
        var delivery = await DeliveryAsync();
        var old = (await Merchant().GetAsync())!.Secret;
        var signed = CompletedOrders.Callback(CompletedOrders.Of(new() { Face = Domain.Orders.Face.Epay, MoneyText = "10.50", Subject = "会员" }), old).Payload;
        await Grain.StartAsync(delivery with { Payload = signed });
        await WrittenAsync(current => current.AttemptsInRound == 1);
        var secret = (await Merchant().IssueKeysAsync(secretToo: true))!.ApiSecret!;

        sender.Answer = _ => Verifies(sender.Sent.Last().Payload, secret);
        (await Grain.ResendAsync()).Should().BeTrue();
        var delivered = await WrittenAsync(current => current.Status == DeliveryStatus.Delivered);
        Verifies(delivered.Payload, old).Should().BeFalse();
        Unsigned(delivered.Payload).Should().Equal(Unsigned(signed));
        sender.Sent.First().Payload.Should().Be(signed);

        static bool Verifies(string payload, string secret)
        {
            var parameters = CallbackUrl.Decode(payload);
            return Domain.Signatures.EpaySignature.Verify(parameters, parameters.Single(pair => pair.Key == "sign").Value, "MD5", secret);
        }

        static IEnumerable<KeyValuePair<string, string>> Unsigned(string payload) => CallbackUrl.Decode(payload).Where(pair => pair.Key != "sign");
    }

    [Fact]
    public async Task A_write_that_fails_before_the_attempt_sends_nothing()
    {
        var delivery = await DeliveryAsync();
        Host.Storage.FailNextWrite = new IOException("disk");
        (await FluentActions.Awaiting(() => Grain.StartAsync(delivery)).Should().ThrowAsync<OrleansException>()).WithInnerException<IOException>();
        sender.Sent.Should().BeEmpty();
        await Grain.StartAsync(delivery);
        await WrittenAsync(current => current.Status == DeliveryStatus.Delivered);
        sender.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task What_worked_is_learned_and_comes_first_next_time()
    {
        sender.Answer = method => method == "GET";
        var delivery = await DeliveryAsync();
        await Grain.StartAsync(delivery);
        (await WrittenAsync(current => current.Status == DeliveryStatus.Delivered)).Attempts.Select(attempt => attempt.Method).Should().Equal("POST", "GET");

        var merchant = Host.Grains.GetGrain<IMerchantGrain>(delivery.Merchant.GrainKey);
        await UntilAsync(merchant.GetAsync, access => access!.Merchant.LearnedMethods.TryGetValue("shop.example", out var method) && method == NotifyMethod.Get, "the method is learned");
        var second = Host.Grains.GetGrain<IWebhookDeliveryGrain>(Domain.Callbacks.Delivery.GrainKey(Order, 2));
        await second.StartAsync(delivery with { Number = 2 });
        (await UntilAsync(second.GetAsync, current => current!.Status == DeliveryStatus.Delivered, "the second one is delivered"))!.Attempts.Select(attempt => attempt.Method).Should().Equal("GET");
    }

    private async Task<Delivery> DeliveryAsync(CallbackForm form = CallbackForm.EpayParameters)
    {
        await Merchant().RegisterAsync(Registration);
        return new Delivery
        {
            Order = Order,
            Number = 1,
            Merchant = Host.Get<Contracts.Orders.IOrderIds>().ForEmail("shop@example.com"),
            Url = "https://shop.example/n",
            Form = form,
            Payload = form == CallbackForm.Json ? """{"a":1}""" : "a=1",
            CreatedAt = time.GetUtcNow(),
        };
    }

    /// <summary>Lets all that is due now run to its end.</summary>
    private async Task SettleAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await time.AdvanceAsync(TimeSpan.Zero, () => TestSilo.RestAsync(Host.Get<IServiceProvider>(), patience.Token));
    }

    /// <summary>What an alarm does when it begins.</summary>
    private async Task WakeAttemptedAsync()
    {
        var keys = await Host.Get<DueQueries>().AttemptedAsync(Order.Value[0], time.GetUtcNow(), 100);
        keys.Should().ContainSingle();
        foreach (var key in keys) await Host.Grains.GetGrain<IWebhookDeliveryGrain>(key).WakeAsync();
    }

    /// <summary>What the alarm does: wakes what the database says is due.</summary>
    private async Task WakeDueAsync()
    {
        foreach (var key in await Host.Get<DueQueries>().DueAsync(StateTable.Deliveries, Order.Value[0], time.GetUtcNow(), 100))
            await Host.Grains.GetGrain<IWebhookDeliveryGrain>(key).WakeAsync();
    }

    /// <summary>What the database holds.</summary>
    private async Task<Delivery> WrittenAsync(Func<Delivery, bool> until)
    {
        var merchant = Host.Get<Contracts.Orders.IOrderIds>().ForEmail("shop@example.com");
        return (await UntilAsync(
            async () => (await Host.Get<DeliveryQueries>().ListAsync(merchant, Order, null, 10)).Items.SingleOrDefault(delivery => delivery.Number == 1),
            written => written is not null && until(written), "the delivery is written"))!;
    }

    /// <summary>The grain's own turn runs on the real thread pool; the clock of the gateway stands still meanwhile.</summary>
    private Task<T> UntilAsync<T>(Func<Task<T>> look, Func<T, bool> until, string what) => Patience.UntilAsync(() =>
    {
        time.Advance(TimeSpan.Zero);
        return look();
    }, until, what);

    /// <summary>Tells when a delivery begins to be stored.</summary>
    private sealed class BeginningOfStart(TaskCompletionSource begun) : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.ImplementationMethod?.Name == nameof(IWebhookDeliveryGrain.StartAsync)) begun.TrySetResult();
            return context.Invoke();
        }
    }
}
