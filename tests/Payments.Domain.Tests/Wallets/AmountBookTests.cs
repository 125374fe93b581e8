using FsCheck;
using FsCheck.Fluent;
using Payments.Domain.Identity;
using Payments.Domain.Wallets;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Wallets;

public class AmountBookTests
{
    private readonly AmountBook book = new();

    private static OrderId Id(int number) => new($"order-{number}");

    private static BookEntry Wish(int order, UInt128 units, string token = "USDT", params string[] senders) => new()
    {
        Order = Id(order),
        Token = token,
        Units = units,
        Until = Start + Expiry + Grace,
        OpenedAt = Start,
        Senders = senders,
    };

    private UInt128? Reserve(int order, UInt128 units, int maxSteps = 100, string token = "USDT") =>
        book.Reserve(Wish(order, units, token), new Nudge(10, maxSteps), Start);

    [Fact]
    public void Equal_wishes_are_nudged_by_the_smallest_payable_step()
    {
        Reserve(1, 1000).Should().Be((UInt128)1000);
        Reserve(2, 1000).Should().Be((UInt128)1010);
        Reserve(3, 1000).Should().Be((UInt128)1020);
        Reserve(4, 1000, token: "USDC").Should().Be((UInt128)1000);
        book.Release(Id(2));
        Reserve(5, 1000).Should().Be((UInt128)1010);
    }

    [Fact]
    public void A_held_amount_is_its_orders_up_to_the_end_itself_and_a_refused_one_is_nobodys()
    {
        var end = Start + Grace;
        book.Hold(new BookEntry { Order = Id(1), Token = "USDT", Units = 1000, Until = end, OpenedAt = Start, IsHeld = true });
        book.Add(new BookEntry { Order = null, Token = "USDT", Units = 1010, Until = end, OpenedAt = Start });
        (book.Count, book.CountOwned(end), book.CountOwned(end + TimeSpan.FromTicks(1))).Should().Be((2, 1, 0));
    }

    [Fact]
    public void Beyond_the_limit_of_steps_there_is_no_amount()
    {
        for (var i = 0; i < 3; i++) Reserve(i, 1000, maxSteps: 2).Should().NotBeNull();
        Reserve(9, 1000, maxSteps: 2).Should().BeNull();
        Reserve(9, 1030, maxSteps: 0).Should().Be((UInt128)1030);
    }

    [Fact]
    public void Asking_again_replaces_what_the_order_had()
    {
        Reserve(1, 1000);
        Reserve(1, 500).Should().Be((UInt128)500);
        Reserve(2, 1000).Should().Be((UInt128)1000);
        book.Count.Should().Be(2);
    }

    [Fact]
    public void An_amount_that_the_database_refused_is_passed_over()
    {
        book.Add(new BookEntry { Order = null, Token = "USDT", Units = 1000, Until = Start + Grace, OpenedAt = Start });
        Reserve(1, 1000).Should().Be((UInt128)1010);
        book.Match(Pay(1000)).Rule.Should().NotBe(MatchRule.ExactAmount);
    }

    [Fact]
    public void A_held_amount_still_finds_its_order_and_is_given_to_nobody_else()
    {
        Reserve(1, 1000);
        book.Hold(new BookEntry { Order = Id(1), Token = "USDT", Units = 1000, Until = Start + Grace, OpenedAt = Start, IsHeld = true });
        Reserve(1, 2000);
        Reserve(2, 1000).Should().Be((UInt128)1010);
        book.Match(Pay(1000)).Should().Be((MatchRule.ExactAmount, Id(1)));
        Reserve(1, 1000).Should().Be((UInt128)1000, "an order may turn back to its own held amount");
    }

    [Fact]
    public void A_transfer_goes_to_the_owner_of_its_exact_amount_and_again_to_the_same()
    {
        Reserve(1, 1000);
        Reserve(2, 1000);
        book.Match(Pay(1010)).Should().Be((MatchRule.ExactAmount, Id(2)));
        book.Match(Pay(1010)).Should().Be((MatchRule.CountedBefore, Id(2)));
    }

    [Fact]
    public void An_inexact_transfer_goes_to_the_only_order_that_it_may_be_for_and_to_nobody_when_two_are()
    {
        Reserve(1, 1000);
        book.Match(Pay(900, id: "a")).Should().Be((MatchRule.Part, Id(1)));
        Reserve(2, 5000);
        Reserve(3, 6000);
        book.Match(Pay(4000, id: "b", from: "0xe")).Rule.Should().Be(MatchRule.None);
    }

    [Fact]
    public void One_order_with_a_held_amount_beside_its_present_one_is_still_the_only_one()
    {
        Reserve(1, 1000);
        book.Hold(new BookEntry { Order = Id(1), Token = "USDT", Units = 1000, Until = Start + Grace, OpenedAt = Start, IsHeld = true });
        Reserve(1, 400);
        book.Match(Pay(200, id: "a")).Should().Be((MatchRule.Part, Id(1)), "half of what is awaited now, not of what was held");
        Reserve(2, 5000);
        book.Match(Pay(350, id: "b", from: "0xe")).Rule.Should().Be(MatchRule.None);
    }

    [Theory]
    [InlineData(1000, 300)]
    [InlineData(300, 1000)]
    public void An_order_that_left_two_amounts_here_is_weighed_by_the_larger(int first, int second)
    {
        foreach (var units in (UInt128[])[(UInt128)first, (UInt128)second])
            book.Hold(new BookEntry
            {
                Order = Id(1),
                Token = "USDT",
                Units = units,
                Until = Start + Grace,
                OpenedAt = Start,
                IsHeld = true,
            });
        book.Match(Pay(600)).Should().Be((MatchRule.Part, Id(1)));
    }

    [Fact]
    public void Dust_of_the_same_sender_is_no_payment()
    {
        book.Reserve(Wish(1, 1000, "USDT", "0xf"), new Nudge(10, 100), Start);
        book.Match(Pay(99)).Rule.Should().Be(MatchRule.None);
        book.Match(Pay(100)).Rule.Should().Be(MatchRule.SameSender);
    }

    [Fact]
    public void Among_several_orders_a_second_transfer_of_the_same_sender_pays_the_rest()
    {
        book.Reserve(Wish(1, 400, "USDT", "0xf"), new Nudge(10, 100), Start);
        Reserve(2, 1000);
        book.Match(Pay(390)).Should().Be((MatchRule.SameSender, Id(1)));
    }

    [Fact]
    public void A_chain_without_senders_gives_nobody_a_second_transfer()
    {
        book.Reserve(Wish(1, 400, "USDT", ""), new Nudge(10, 100), Start);
        Reserve(2, 1000);
        book.Match(Pay(150) with { From = "" }).Rule.Should().Be(MatchRule.None);
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(0, true)]
    [InlineData(89, true)]
    [InlineData(91, false)]
    public void A_transfer_counts_only_from_the_opening_to_the_end_of_grace(int minutes, bool matches)
    {
        Reserve(1, 1000);
        (book.Match(Pay(1000, after: TimeSpan.FromMinutes(minutes))).Rule == MatchRule.ExactAmount).Should().Be(matches);
    }

    [Theory]
    [InlineData("bitcoin", -59, true)]
    [InlineData("bitcoin", -61, false)]
    [InlineData("litecoin", -59, true)]
    [InlineData("dash", -59, true)]
    [InlineData("tron", -59, false)]
    public void A_block_of_the_Bitcoin_family_may_be_an_hour_behind_its_real_time(string chain, int minutes, bool matches)
    {
        Reserve(1, 1000);
        (book.Match(Pay(1000, after: TimeSpan.FromMinutes(minutes)) with { Chain = new ChainId(chain) }).Rule == MatchRule.ExactAmount).Should().Be(matches);
    }

    [Fact]
    public void Taken_runs_agree_with_a_plain_set_whatever_happens()
    {
        var steps = Gen.Zip(Gen.Choose(0, 2), Gen.Choose(0, 40)).ListOf();
        Check.QuickThrowOnFailure(Prop.ForAll(steps.ToArbitrary(), script =>
        {
            var runs = new TakenRuns();
            var model = new HashSet<int>();
            foreach (var (what, number) in script)
            {
                if (what == 0 && runs.Take((UInt128)number) != model.Add(number)) return false;
                if (what == 1 && runs.Free((UInt128)number) != model.Remove(number)) return false;
                var free = number;
                while (model.Contains(free)) free++;
                if (runs.FirstFree((UInt128)number) != (UInt128)free) return false;
            }
            return true;
        }));
    }

    [Fact]
    public void An_order_that_is_refused_another_amount_keeps_the_one_it_has()
    {
        Reserve(1, 500);
        for (var i = 2; i < 5; i++) Reserve(i, 1000, maxSteps: 2);
        Reserve(1, 1000, maxSteps: 2).Should().BeNull();

        book.Match(Pay(500)).Should().Be((MatchRule.ExactAmount, Id(1)));
        Reserve(9, 500, maxSteps: 0).Should().BeNull("it is taken");
    }

    /// <summary>Beside releases and reservations: exhaustion, amounts held after a change of the coin, what the database says, and what it refused.</summary>
    [Fact]
    public void The_book_agrees_with_a_plain_list_whatever_happens()
    {
        var steps = (from what in Gen.Choose(0, 6) from order in Gen.Choose(0, 5) from amount in Gen.Choose(1, 6) select (what, order, amount)).ListOf();
        Check.QuickThrowOnFailure(Prop.ForAll(steps.ToArbitrary(), script =>
        {
            var tried = new AmountBook();
            var model = new Dictionary<UInt128, (OrderId? Order, bool IsHeld)>();
            foreach (var (what, number, amount) in script)
            {
                var (order, wished) = (Id(number), (UInt128)(amount * 10));
                switch (what)
                {
                    case 0:
                        tried.Release(order);
                        Forget(model, order, _ => true);
                        break;
                    case 1 when model.FirstOrDefault(pair => pair.Value == (order, false)) is { Key: var had } && had > 0:
                        tried.Hold(Entry(order, had, isHeld: true));
                        model[had] = (order, true);
                        break;
                    case 2:
                        tried.Learn(Wish(number, wished));
                        if (!model.TryGetValue(wished, out var known) || known.Order != order) model[wished] = (order, false);
                        break;
                    case 3:
                        tried.Refuse(order, "USDT", wished);
                        Forget(model, order, units => units == wished);
                        if (tried.Add(Entry(null, wished)) != model.TryAdd(wished, (null, false))) return false;
                        break;
                    case > 3:
                        var own = model.Where(pair => pair.Value.Order == order && (!pair.Value.IsHeld || pair.Key == wished)).Select(pair => pair.Key).ToHashSet();
                        var free = Enumerable.Range(amount, 3).Select(step => (UInt128?)(step * 10)).FirstOrDefault(units => !model.ContainsKey(units!.Value) || own.Contains(units.Value));
                        if (tried.Reserve(Wish(number, wished), new Nudge(10, 2), Start) != free) return false;
                        if (free is not { } units) break;
                        Forget(model, order, own.Contains);
                        model[units] = (order, false);
                        break;
                }
            }
            return tried.Count == model.Count && model.All(pair => pair.Value.Order is not { } owner || tried.Match(Pay(pair.Key, id: $"{pair.Key}")) == (MatchRule.ExactAmount, owner));
        }));
    }

    private static BookEntry Entry(OrderId? order, UInt128 units, bool isHeld = false) =>
        new() { Order = order, Token = "USDT", Units = units, Until = Start + Expiry + Grace, OpenedAt = Start, IsHeld = isHeld };

    private static void Forget(Dictionary<UInt128, (OrderId? Order, bool IsHeld)> model, OrderId order, Predicate<UInt128> which)
    {
        foreach (var units in model.Where(pair => pair.Value.Order == order && which(pair.Key)).Select(pair => pair.Key).ToArray()) model.Remove(units);
    }

    [Fact]
    public void No_two_orders_ever_own_one_amount()
    {
        var steps = (from what in Gen.Choose(0, 3) from order in Gen.Choose(0, 12) from amount in Gen.Choose(1, 8) select (what, order, amount)).ListOf();
        Check.QuickThrowOnFailure(Prop.ForAll(steps.ToArbitrary(), script =>
        {
            var tried = new AmountBook();
            var owned = new Dictionary<OrderId, UInt128>();
            foreach (var (what, order, amount) in script)
            {
                if (what == 0)
                {
                    tried.Release(Id(order));
                    owned.Remove(Id(order));
                }
                else if (tried.Reserve(Wish(order, (UInt128)(amount * 10)), new Nudge(10, 50), Start) is { } units)
                    owned[Id(order)] = units;
            }
            return owned.Values.Distinct().Count() == owned.Count && owned.All(pair => tried.Match(Pay(pair.Value, id: pair.Key.Value)).Order == pair.Key);
        }));
    }
}
