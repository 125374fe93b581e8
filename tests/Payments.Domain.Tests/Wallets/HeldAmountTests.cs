using Payments.Domain.Identity;
using Payments.Domain.Wallets;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Wallets;

/// <summary>Amounts that an address holds for payers who turned to another coin.</summary>
public class HeldAmountTests
{
    private static readonly WatchedAddress Fresh = new() { Chain = ChainId.Bsc, Address = Address, RegisteredAt = Start };

    private static HeldAmount Held(int order, int minutes = 90) =>
        new() { Order = new OrderId($"order-{order}"), Token = "USDT", Units = 1000, Until = Start + TimeSpan.FromMinutes(minutes), OpenedAt = Start };

    private static WatchedAddress Full() => Fresh with { Held = [.. Enumerable.Range(0, AddressRules.HeldLimit).Select(order => Held(order, order == 0 ? 60 : 90))] };

    [Fact]
    public void A_row_that_holds_as_many_as_it_may_takes_no_more_and_loses_none()
    {
        var full = Full();
        AddressRules.Hold(full, Held(-1), isPaidFor: false, Start).Should().BeSameAs(full);
        AddressRules.Hold(full, Held(-1), isPaidFor: true, Start).Held.Should().HaveCount(AddressRules.HeldLimit + 1, "money bounds these");
    }

    [Fact]
    public void What_is_over_makes_room() =>
        AddressRules.Hold(Full(), Held(-1), isPaidFor: false, Start + TimeSpan.FromMinutes(61)).Held.Should()
            .HaveCount(AddressRules.HeldLimit).And.NotContain(held => held.Order == Held(0).Order);

    [Fact]
    public void The_same_amount_of_the_same_order_is_held_once_until_the_later_end()
    {
        var held = AddressRules.Hold(Fresh with { Held = [Held(1, 60)] }, Held(1, 120), isPaidFor: false, Start).Held;
        held.Should().ContainSingle().Which.Until.Should().Be(Start + TimeSpan.FromMinutes(120));
        AddressRules.Hold(Full(), Held(5, 120), isPaidFor: false, Start).Held.Should().HaveCount(AddressRules.HeldLimit);
    }
}
