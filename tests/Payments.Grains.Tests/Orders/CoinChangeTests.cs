using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Grains.Orders;
using Payments.Grains.Tests.Transfers;

namespace Payments.Grains.Tests.Orders;

/// <summary>A payer may change the coin only while the order waits for its first payment.</summary>
public sealed class CoinChangeTests : TransferHost
{
    private const int ChangesPerNetwork = 2;

    protected override void Configure(IServiceCollection services) =>
        services.Configure<OrderOptions>(options => options.CoinChangesPerNetwork = ChangesPerNetwork);

    [Theory]
    [InlineData("closed", OrderStatus.Closed)]
    [InlineData("over, and nobody has looked yet", OrderStatus.Pending)]
    [InlineData("expired", OrderStatus.Expired)]
    [InlineData("sighted", OrderStatus.Detected)]
    [InlineData("paid in part", OrderStatus.Detected)]
    [InlineData("completed", OrderStatus.Completed)]
    public async Task An_order_that_waits_for_no_first_payment_keeps_its_coin(string state, OrderStatus status)
    {
        var (polygon, bsc) = (await AddWalletAsync(ChainId.Polygon), await AddWalletAsync(ChainId.Bsc));
        await OrderAsync("n", polygon);
        await BringAsync(state);
        var before = await ReadAsync("n");
        before.Status.Should().Be(status);

        (await Grain("n").ChooseWalletAsync(bsc)).Outcome.Should().Be(CreateOutcome.NotOpen);

        (await ReadAsync("n")).Should().BeEquivalentTo(before);
        (await OrderAsync("other", bsc)).Quote!.Units.Should().Be(before.Quote!.Units * 1_000_000_000_000, "its amount on BSC is nobody's");
    }

    [Fact]
    public async Task Payers_of_one_network_change_so_often_at_an_address_and_close_it_to_nobody_else()
    {
        var (polygon, bsc) = (await AddWalletAsync(ChainId.Polygon), await AddWalletAsync(ChainId.Bsc));
        foreach (var number in new[] { "a", "b", "c", "d" }) await OrderAsync(number, polygon);
        foreach (var number in new[] { "a", "b" })
            (await Grain(number).ChooseWalletAsync(bsc, "203.0.113.7")).Outcome.Should().Be(CreateOutcome.Existing);
        var before = await ReadAsync("c");

        Time.Advance(TimeSpan.FromMinutes(10));
        var refused = await Grain("c").ChooseWalletAsync(bsc, "203.0.113.7");
        (refused.Outcome, refused.RetryAfter).Should().Be((CreateOutcome.TooManyChanges, TimeSpan.FromMinutes(50)));
        refused.Detail.Should().Contain("50 minutes");
        (await ReadAsync("c")).Should().BeEquivalentTo(before);

        (await Grain("a").ChooseWalletAsync(polygon, "203.0.113.7")).Outcome.Should().Be(CreateOutcome.Existing, "at another address it is another count");
        (await Grain("c").ChooseWalletAsync(bsc, "203.0.113.8")).Outcome.Should().Be(CreateOutcome.Existing);
        (await Grain("d").ChooseWalletAsync(bsc)).Outcome.Should().Be(CreateOutcome.Existing, "whose network is not known is not counted");
    }

    [Fact]
    public async Task Until_the_last_moment_the_coin_is_changed()
    {
        var (polygon, bsc) = (await AddWalletAsync(ChainId.Polygon), await AddWalletAsync(ChainId.Bsc));
        await OrderAsync("n", polygon);
        Time.Advance(new OrderOptions().Expiry - TimeSpan.FromTicks(1));
        var changed = await Grain("n").ChooseWalletAsync(bsc);
        (changed.Outcome, changed.Order!.Quote!.Chain).Should().Be((CreateOutcome.Existing, ChainId.Bsc));
    }

    private async Task BringAsync(string state)
    {
        var quote = (await ReadAsync("n")).Quote!;
        switch (state)
        {
            case "closed":
                (await Grain("n").CloseAsync()).Should().Be(CloseOutcome.Closed);
                break;
            case "over, and nobody has looked yet":
                Time.Advance(new OrderOptions().Expiry);
                break;
            case "expired":
                Time.Advance(new OrderOptions().Expiry);
                await Grain("n").WakeAsync();
                break;
            case "sighted":
                var payment = Pay(quote, 100, 10, "0x1");
                await Grain("n").SightAsync(new()
                {
                    Id = payment.Id,
                    Chain = payment.Chain,
                    Token = payment.Token,
                    Units = payment.Units,
                    To = payment.To,
                    Transaction = payment.Transaction,
                    SeenAt = Time.GetUtcNow(),
                });
                break;
            case "paid in part":
                await Dispatcher.DispatchAsync([Pay(quote, 60, 10, "0x1")], 0);
                break;
            case "completed":
                await Dispatcher.DispatchAsync([Pay(quote, 100, 10, "0x1")], 10);
                break;
            default: throw new ArgumentException(state, nameof(state));
        }
    }
}
