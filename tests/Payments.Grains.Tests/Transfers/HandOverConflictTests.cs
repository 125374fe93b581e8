using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Merchants;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Grains.Callbacks;
using Payments.Grains.Orders;
using Payments.Storage.States;

namespace Payments.Grains.Tests.Transfers;

/// <summary>Another activation writes the order while this one hands its callback over.</summary>
public sealed class HandOverConflictTests : TransferHost
{
    private readonly OtherWriter other = new();

    protected override void Configure(IServiceCollection services) => services.AddSingleton<ICallbackComposer>(other).AddSingleton<ICallbackSender>(new SilentShop(Time));

    [Fact]
    public async Task After_a_conflict_the_next_call_reads_what_the_other_wrote()
    {
        var order = await OrderAsync("n", await AddWalletAsync(ChainId.Bsc), notifyUrl: "https://shop.example/notify");
        other.Store = Host.Get<IStateStore>();
        await Dispatcher.DispatchAsync([Pay(order.Quote!, 100, 10, "0x1")], 10);

        other.Store.Should().BeNull("it has written");
        (await ReadAsync("n")).Deliveries.Should().Be(7, "the other said so");
        Time.Advance(OrderRules.OutboxRetry);
        await Grain("n").WakeAsync();
        (await ReadAsync("n")).Outbox.Should().BeEmpty();
    }

    /// <summary>Is never reached.</summary>
    private sealed class SilentShop(TimeProvider time) : ICallbackSender
    {
        public Task<DeliveryAttempt?> SendAsync(Delivery delivery, string method, CancellationToken cancellationToken) =>
            Task.FromResult<DeliveryAttempt?>(new DeliveryAttempt { At = time.GetUtcNow(), Method = method, Url = delivery.Url, DurationMs = 0, Error = "nobody answers" });
    }

    /// <summary>Composes as the product does; the first time it writes the order's row beforehand.</summary>
    private sealed class OtherWriter : ICallbackComposer
    {
        private readonly CallbackComposer composer = new();

        public IStateStore? Store { get; set; }

        public Delivery Compose(Order order, OutboxEntry entry, MerchantAccess merchant, DateTimeOffset now, long? head = null)
        {
            if (Store is { } store) Task.Run(() => WriteAsync(store, order.Id.GrainKey)).GetAwaiter().GetResult();
            Store = null;
            return composer.Compose(order, entry, merchant, now, head);
        }

        private static async Task WriteAsync(IStateStore store, string key)
        {
            var row = (await store.ReadAsync(StateTable.Orders, key))!.Value;
            var state = JsonNode.Parse(row.State)!;
            state["deliveries"] = 7;
            await store.WriteAsync(StateTable.Orders, key, Encoding.UTF8.GetBytes(state.ToJsonString()), row.Version);
        }
    }
}
