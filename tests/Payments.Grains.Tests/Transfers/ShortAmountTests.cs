using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Wallets;
using Payments.Grains.Chains;
using Payments.Grains.Orders;

namespace Payments.Grains.Tests.Transfers;

/// <summary>An address at which every amount near a price is taken, and a merchant with as many unpaid orders as may be.</summary>
public sealed class ShortAmountTests : TransferHost
{
    private const decimal Price = 0.07m;

    /// <summary>One cent has nothing within one percent, and five steps of 0.0001 within five.</summary>
    private const int Amounts = 6;

    private const int Unpaid = 20;

    protected override void Configure(IServiceCollection services) =>
        services.Configure<OrderOptions>(options => options.UnpaidLimit = Unpaid);

    [Fact]
    public async Task Orders_that_were_paid_ten_minutes_ago_give_up_their_amounts_when_amounts_are_short()
    {
        var wallet = await AddWalletAsync(ChainId.Polygon);
        for (var number = 0; number < Amounts; number++) await OpenAsync($"p{number}", wallet, CreateOutcome.Created);
        var paid = (await ReadAsync("p0")).Quote!;
        await Dispatcher.DispatchAsync([Pay(paid, 100, 10, "0x1")], 10);
        (await ReadAsync("p0")).Status.Should().Be(OrderStatus.Completed);
        var early = await OpenAsync("q", wallet, CreateOutcome.AmountsExhausted);
        early.Detail.Should().Contain($"free at {Time.GetUtcNow() + OrderRules.PaidAmountTime:yyyy-MM-dd'T'HH:mm:ss'Z'}").And
            .Contain("xpub");
        early.RetryAfter.Should().Be(OrderRules.PaidAmountTime, "the header says what the words say");

        Time.Advance(OrderRules.PaidAmountTime);
        (await OpenAsync("q", wallet, CreateOutcome.Created)).Order!.Quote!.Units.Should().Be(paid.Units);
        (await ReadAsync("p0")).Reservation.Should().BeNull();
        await OpenAsync("r", wallet, CreateOutcome.AmountsExhausted);
        await Dispatcher.DispatchAsync([Pay(paid, 100, 20, "0x2")], 20);
        (await ReadAsync("q")).Status.Should().Be(OrderStatus.Completed);
    }

    [Fact]
    public async Task A_closed_order_gives_up_its_amount_at_once_and_another_address_is_tried_before_any_nudge()
    {
        var wallet = await AddWalletAsync(ChainId.Polygon);
        var second = await AddWalletAsync(ChainId.Polygon, $"0x{new string('e', 40)}");
        var quotes = new List<Quote>();
        for (var number = 0; number < 2 * Amounts; number++)
            quotes.Add((await OpenAsync($"c{number}", wallet, CreateOutcome.Created)).Order!.Quote!);
        quotes.Take(2).Select(quote => (quote.Wallet, quote.Units)).Should().Equal((wallet, quotes[0].Units), (second, quotes[0].Units));
        quotes.Should().OnlyContain(quote => quote.Units <= Nudge.MostUnits(quotes[0].Units));
        await OpenAsync("n", wallet, CreateOutcome.AmountsExhausted);

        (await Grain("c3").CloseAsync()).Should().Be(CloseOutcome.Closed);
        var next = (await OpenAsync("n", wallet, CreateOutcome.Created)).Order!.Quote!;
        (next.Address, next.Units).Should().Be((quotes[3].Address, quotes[3].Units));
    }

    [Fact]
    public async Task A_merchant_has_so_many_unpaid_orders_and_another_is_opened_once_one_is_paid_or_closed()
    {
        var wallet = await AddWalletAsync(ChainId.Polygon);
        for (var number = 0; number < Unpaid; number++) await OpenAsync($"u{number}", wallet, CreateOutcome.Created, 7 + number);
        var full = await OpenAsync("v", wallet, CreateOutcome.TooManyUnpaid);
        full.Detail.Should().Contain("20 orders").And.Contain("Orders:UnpaidLimit");
        full.RetryAfter.Should().Be(UnpaidOrders.RetryAfter);
        var merchant = Host.Grains.GetGrain<Contracts.Merchants.IMerchantGrain>(Host.Get<IOrderIds>().ForEmail(Shop).GrainKey);
        (await merchant.CountUnpaidAsync()).Should().Be(new Contracts.Merchants.UnpaidCount { Number = Unpaid, Limit = Unpaid });

        await Grain("u3").CloseAsync();
        Time.Advance(TimeSpan.FromSeconds(1));
        await OpenAsync("v", wallet, CreateOutcome.Created);
        await OpenAsync("w", wallet, CreateOutcome.TooManyUnpaid);
        (await OpenAsync("u5", wallet, CreateOutcome.Existing, 12)).Order!.Number.Should().Be("u5", "a repeated request opens nothing");
    }

    private async Task<CreateOrderResult> OpenAsync(string number, string wallet, CreateOutcome expected, decimal money = Price)
    {
        var result = await Grain(number).CreateAsync(new CreateOrder
        {
            Merchant = Host.Get<IOrderIds>().ForEmail(Shop),
            Number = number,
            Money = money,
            WalletId = wallet,
            Terms = new OrderTerms { Face = Face.Epay, MoneyText = "0.07" },
        });
        result.Outcome.Should().Be(expected, result.Detail);
        return result;
    }
}
