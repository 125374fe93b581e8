using Payments.Domain.Identity;
using Payments.Domain.Tokens;
using Payments.Domain.Wallets;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Wallets;

/// <summary>How far above a price an amount may be: shares of the price, in units of a token with six decimals.</summary>
public class NudgeTests
{
    private const int Cent = 10_000;
    private const int Fine = 100;

    [Theory]
    [InlineData(100_000, "1*0 100*50")]
    [InlineData(990_000, "1*0 100*495")]
    [InlineData(1_000_000, "1*0 10000*1 100*500")]
    [InlineData(10_000_000, "1*0 10000*10 100*5000")]
    [InlineData(1_000_000_000, "1*0 10000*1000 100*500000")]
    [InlineData(1_999, "1*0")]
    [InlineData(2_000, "1*0 100*1")]
    public void What_is_tried_stays_within_one_percent_in_payable_steps_and_within_five_in_finer_ones(int units, string plan) =>
        string.Join(' ', Nudge.Plan((UInt128)units, Cent, Fine).Select(nudge => $"{nudge.Step}*{nudge.MaxSteps}")).Should().Be(plan);

    [Theory]
    [InlineData(6, 2, null, 100)]
    [InlineData(6, 2, 3, 1000)]
    [InlineData(6, 2, 2, 10_000)]
    [InlineData(8, 8, null, 1)]
    [InlineData(8, 7, null, 1)]
    public void The_finer_step_is_two_decimals_below_the_payable_one_or_what_the_setting_says(int decimals, int payable, int? nudge,
        int step) =>
        new TokenInfo { Chain = ChainId.Tron, Symbol = "USDT", Decimals = decimals, PayableDecimals = payable, NudgeDecimals = nudge }
            .FineStep.Should().Be((UInt128)step);

    [Theory]
    [InlineData("100", "105")]
    [InlineData("19", "19")]
    [InlineData("340282366920938463463374607431768211455", "340282366920938463463374607431768211455")]
    public void Nothing_adds_more_than_a_twentieth(string units, string most) =>
        Nudge.MostUnits(UInt128.Parse(units, null)).Should().Be(UInt128.Parse(most, null));

    [Theory]
    [InlineData(1_000_000, 501)]
    [InlineData(100_000, 51)]
    public void So_many_orders_of_one_price_get_an_amount_at_one_address_and_all_are_different(int price, int orders)
    {
        var book = new AmountBook();
        var given = new HashSet<UInt128>();
        for (var number = 0; number < orders; number++) given.Add(Seek(book, number, price)!.Value).Should().BeTrue();

        given.Should().OnlyContain(units => units >= (UInt128)price && units <= (UInt128)(price / 100 * 105));
        Seek(book, orders, price).Should().BeNull("never more");
        book.Release(new OrderId("order-7"));
        Seek(book, orders, price).Should().NotBeNull("one was freed");
    }

    private static UInt128? Seek(AmountBook book, int number, int price)
    {
        var wish = new BookEntry
        {
            Order = new OrderId($"order-{number}"),
            Token = "USDT",
            Units = (UInt128)price,
            Until = Start + Grace,
            OpenedAt = Start,
        };
        return Nudge.Plan((UInt128)price, Cent, Fine).Select(nudge => book.Reserve(wish, nudge, Start))
            .FirstOrDefault(units => units is not null);
    }
}
