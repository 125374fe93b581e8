using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Payments.Domain.Callbacks;
using Payments.Domain.Orders;
using Payments.Grains.Callbacks;
using Payments.Grains.Tests.Callbacks;
using Payments.Testing;

namespace Payments.Grains.Tests.Alarms;

/// <summary>Thousands of callbacks to a shop that takes connections and never answers: real sockets, virtual time.</summary>
public sealed class SilentShopTests : AlarmHost
{
    private const int Many = 2_000;

    protected override void Add(IServiceCollection services) => services.Configure<CallbackOptions>(options => options.AllowLoopback = true);

    [Fact]
    public async Task A_shop_that_never_answers_holds_up_neither_another_shop_nor_an_order()
    {
        await using var silent = new RawServer(_ => null);
        await using var shop = new ShopReceiver();
        var order = await OrderAsync("A-1", await AddWalletAsync());
        var shard = order.Id.Value[0];
        await WatchAsync(shard);
        var callbacks = Enumerable.Range(1, Many).Select(number => Callback(shard, number, silent.Url)).ToArray();
        await Task.WhenAll(callbacks.Select(callback => callback.Grain.StartAsync(callback.Delivery)));
        await PassUntilAsync(OrderExpiry, () => Task.FromResult(Now >= order.ExpiresAt));

        var (live, grain) = Callback(shard, Many + 1, shop.Url);
        await grain.StartAsync(live);
        await PassUntilAsync(Second * 5, async () =>
            (await grain.GetAsync())!.Status == DeliveryStatus.Delivered && (await OrderGrain("A-1").GetAsync())!.Status == OrderStatus.Expired);
        shop.All.Should().ContainSingle();
        silent.Connections.Should().BePositive();

        // What is under way would hold up the stop on a clock that stands still.
        Host.Get<IHostApplicationLifetime>().StopApplication();
        Time.Advance(new CallbackOptions().StopPatience);
    }

    /// <summary>Lets at most so much time pass until something is true. Sockets need real time: the clock stands still meanwhile.</summary>
    private async Task PassUntilAsync(TimeSpan most, Func<Task<bool>> until)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (var passed = TimeSpan.Zero; !await until();)
        {
            var step = passed < most ? Second : TimeSpan.Zero;
            Time.Advance(step);
            passed += step;
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        }
    }
}
