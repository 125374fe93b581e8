using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Grains.Chains;
using Payments.Storage.States;

namespace Payments.Grains.Tests.Transfers;

/// <summary>One order that fails by itself, beside others that are paid in the same block.</summary>
public sealed class PoisonedOrderTests : TransferHost
{
    private const string OtherShop = "other@example.com";
    private const string OtherAddress = "0xde709f2102306220921060314715629080e2fb77";

    private readonly LoudLog log = new();

    protected override void Configure(IServiceCollection services) => services.AddSingleton<ILogger<TransferDispatcher>>(log);

    [Fact]
    public async Task A_payment_to_an_order_that_cannot_be_read_is_set_aside_and_the_others_count()
    {
        var poisoned = await OrderAsync("a", await AddWalletAsync(ChainId.Bsc));
        var other = await OrderAsync("b", await AddWalletAsync(ChainId.Bsc, OtherAddress, OtherShop), OtherShop);
        var sound = await PoisonAsync(poisoned, state => With(state, "status", "disputed"));

        var payment = Pay(poisoned.Quote!, 100, 10, "0x1");
        await Dispatcher.DispatchAsync([payment, Pay(other.Quote!, 100, 10, "0x2")], 10);

        (await ReadAsync("b", OtherShop)).Status.Should().Be(OrderStatus.Completed);
        var parked = (await UnmatchedAsync()).Should().ContainSingle().Subject;
        (parked.Transfer.Id, parked.MeantFor).Should().Be((payment.Id, poisoned.Id));
        parked.Reason.Should().StartWith("order failed: ");
        log.Lines.Should().ContainSingle().Which.Should().Contain(poisoned.Id.Value).And.Contain(payment.Id.Value);

        await PoisonAsync(poisoned, _ => sound);
        (await Grain("a").AssignTransferAsync(payment.Id)).Should().Be(AcceptOutcome.Counted);
        (await UnmatchedAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task An_address_with_an_order_that_cannot_be_read_serves_its_other_orders()
    {
        var wallet = await AddWalletAsync(ChainId.Bsc);
        var (poisoned, other) = (await OrderAsync("a", wallet), await OrderAsync("b", wallet));
        await PoisonAsync(poisoned, state => With(state, "status", "disputed"));
        await DieAndStartAsync(GrainHost.Keys(1));

        (await OrderAsync("c", wallet)).Quote!.Units.Should().NotBe(poisoned.Quote!.Units).And.NotBe(other.Quote!.Units);
        await Dispatcher.DispatchAsync([Pay(poisoned.Quote, 100, 10, "0x1"), Pay(other.Quote, 100, 10, "0x2")], 10);
        (await ReadAsync("b")).Status.Should().Be(OrderStatus.Completed);
        (await UnmatchedAsync()).Should().ContainSingle().Which.MeantFor.Should().Be(poisoned.Id);
    }

    [Fact]
    public async Task Blocks_become_final_and_vanish_for_all_but_the_order_that_fails()
    {
        var wallet = await AddWalletAsync(ChainId.Bsc);
        var (poisoned, paid, vanished) = (await OrderAsync("a", wallet), await OrderAsync("b", wallet), await OrderAsync("c", wallet));
        await Dispatcher.DispatchAsync([Pay(poisoned.Quote!, 100, 9, "0x1"), Pay(paid.Quote!, 100, 10, "0x2"), Pay(vanished.Quote!, 100, 12, "0x3")], 0);
        await PoisonAsync(poisoned, state => With(state, "status", "disputed"));
        await DieAndStartAsync(GrainHost.Keys(1));

        await RevertAsync(ChainId.Bsc, 11);
        (await ReadAsync("c")).Status.Should().Be(OrderStatus.Pending);
        await Dispatcher.ConfirmAsync(ChainId.Bsc, 11);
        (await ReadAsync("b")).Status.Should().Be(OrderStatus.Completed);
        log.Lines.Should().HaveCount(2).And.OnlyContain(line => line.Contains(poisoned.Id.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_of_the_world_fails_the_dispatch_and_sets_nothing_aside()
    {
        var order = await OrderAsync("a", await AddWalletAsync(ChainId.Bsc));
        var payment = Pay(order.Quote!, 100, 10, "0x1");
        foreach (var failure in new Exception[] { new IOException("disk full"), new TimeoutException("late"), new InvalidOperationException("Storage is overloaded.") })
        {
            (Host.Storage.FailNextWrite, Host.Storage.FailOnly) = (failure, "order");
            await Dispatcher.Awaiting(dispatcher => dispatcher.DispatchAsync([payment], 10)).Should().ThrowAsync<Exception>();
        }
        (await UnmatchedAsync()).Should().BeEmpty();
        log.Lines.Should().BeEmpty();
        await Dispatcher.DispatchAsync([payment], 10);
        (await ReadAsync("a")).Status.Should().Be(OrderStatus.Completed);
    }

    [Fact]
    public async Task When_many_orders_fail_at_once_the_dispatch_fails()
    {
        var wallet = await AddWalletAsync(ChainId.Bsc);
        var payments = new List<Transfer>();
        var sound = new List<(Order Order, JsonNode State)>();
        for (var i = 0; i <= TransferDispatcher.FailureLimit; i++)
        {
            var order = await OrderAsync($"n{i}", wallet);
            sound.Add((order, await PoisonAsync(order, state => With(state, "status", "disputed"))));
            payments.Add(Pay(order.Quote!, 100, 10, $"0x{i}"));
        }
        await Dispatcher.Awaiting(dispatcher => dispatcher.DispatchAsync(payments, 10)).Should().ThrowAsync<InvalidOperationException>().WithMessage("*not theirs alone*");

        foreach (var (order, state) in sound) await PoisonAsync(order, _ => state);
        await Dispatcher.DispatchAsync(payments, 10);
        (await UnmatchedAsync()).Should().HaveCount(TransferDispatcher.FailureLimit, "these were set aside before the dispatch failed");
    }

    private static JsonNode With(JsonNode state, string field, string value)
    {
        state[field] = value;
        return state;
    }

    /// <summary>Writes an order's row past its grain; gives back what was there.</summary>
    private async Task<JsonNode> PoisonAsync(Order order, Func<JsonNode, JsonNode> change)
    {
        var store = Host.Get<IStateStore>();
        var row = (await store.ReadAsync(StateTable.Orders, order.Id.GrainKey))!.Value;
        var before = JsonNode.Parse(row.State)!;
        await store.WriteAsync(StateTable.Orders, order.Id.GrainKey, Encoding.UTF8.GetBytes(change(before.DeepClone()).ToJsonString()), row.Version);
        return before;
    }

    /// <summary>Keeps what is told at the loudest level.</summary>
    private sealed class LoudLog : ILogger<TransferDispatcher>
    {
        private readonly Lock gate = new();
        private readonly List<string> lines = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (gate) return [.. lines];
            }
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Critical;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (gate) lines.Add(formatter(state, exception));
        }
    }
}
