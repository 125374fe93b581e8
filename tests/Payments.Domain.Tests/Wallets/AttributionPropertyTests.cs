using FsCheck;
using FsCheck.Fluent;
using Payments.Domain.Identity;
using Payments.Domain.Wallets;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Wallets;

/// <summary>Books and payments that nobody thought of, held against the rules as the issue words them, in plain arithmetic.</summary>
public sealed class AttributionPropertyTests
{
    private static readonly Gen<Waiting> Orders =
        from units in Gen.Choose(1, 60)
        from tolerated in Gen.Choose(0, 4)
        from sender in Gen.Choose(0, 3)
        from paid in Gen.Choose(0, 4)
        select new Waiting(units, tolerated, sender, paid == 0);

    private static readonly Gen<Case> Cases =
        from waiting in Orders.ListOf()
        from asked in Gen.Choose(1, 60).ListOf()
        from units in Gen.Choose(1, 70)
        from sender in Gen.Choose(0, 3)
        select new Case([.. waiting.DistinctBy(order => order.Units)], [.. asked.Take(3)], units, sender);

    [Fact]
    public void An_exact_amount_is_always_its_holders() => Holds(item =>
        item.Orders.FindIndex(order => order.Units == item.Units) is not (>= 0 and var holder) ||
        Judge(item) is { Rule: MatchRule.ExactAmount, Order: var order } && order == Id(holder));

    [Fact]
    public void What_an_order_asked_that_is_gone_is_never_anothers() => Holds(item =>
        item.Orders.Any(order => order.Units == item.Units) || !item.Asked.Contains(item.Units) ||
        Judge(item) is { Order: null, Cause: UnmatchedCause.Late, MeantFor: { } meant } && Gone(item, meant));

    [Fact]
    public void Nobody_is_credited_where_two_are_plausible_and_the_first_rule_with_a_candidate_decides() => Holds(item =>
    {
        if (item.Orders.Any(order => order.Units == item.Units) || item.Asked.Contains(item.Units)) return true;
        var verdict = Judge(item);
        foreach (var (rule, candidates) in Rules(item))
        {
            if (candidates.Length == 0) continue;
            return candidates.Length == 1
                ? verdict.Rule == rule && verdict.Order == candidates[0]
                : verdict is { Order: null, Cause: UnmatchedCause.SeveralFit } &&
                    verdict.Candidates.ToHashSet().SetEquals(candidates.Take(Attribution.NamedLimit));
        }
        return verdict is { Order: null, Cause: UnmatchedCause.NoneFits };
    });

    [Fact]
    public void A_verdict_is_an_order_or_a_cause_and_changes_nothing() => Holds(item =>
    {
        var book = BookOf(item);
        var first = book.Judge(PaymentOf(item), AskedOf(item));
        var again = book.Judge(PaymentOf(item), AskedOf(item));
        return first.Order is null == (first.Rule == MatchRule.None) &&
            first.Order is null == first.Cause is not null &&
            first with { Candidates = [] } == again with { Candidates = [] };
    });

    private static void Holds(Func<Case, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(Cases.ToArbitrary(), property));

    private static IEnumerable<(MatchRule Rule, OrderId[] Candidates)> Rules(Case item)
    {
        var waiting = item.Orders.Select((order, place) => (order, Id: Id(place))).Where(pair => !pair.order.IsPaid).ToArray();
        var units = item.Units;
        OrderId[] Of(Func<Waiting, bool> which) => [.. waiting.Where(pair => which(pair.order)).Select(pair => pair.Id)];
        yield return (MatchRule.SameSender, Of(order => item.Sender > 0 && order.Sender == item.Sender && units >= order.Units / 10));
        yield return (MatchRule.Tolerance, Of(order => units <= order.Units && units >= order.Units - order.Tolerated));
        yield return (MatchRule.Part, Of(order => units < order.Units && 2 * units >= order.Units));
        yield return (MatchRule.Excess, Of(order => units > order.Units && 10 * (units - order.Units) <= order.Units));
    }

    private static Verdict Judge(Case item) => BookOf(item).Judge(PaymentOf(item), AskedOf(item));

    private static Transfers.Transfer PaymentOf(Case item) => Pay((UInt128)item.Units, from: item.Sender == 0 ? "" : $"0x{item.Sender}");

    private static AmountBook BookOf(Case item)
    {
        var book = new AmountBook();
        for (var place = 0; place < item.Orders.Count; place++)
        {
            var order = item.Orders[place];
            book.Add(new BookEntry
            {
                Order = Id(place),
                Token = "USDT",
                Units = (UInt128)order.Units,
                Tolerated = (UInt128)order.Tolerated,
                Senders = order.Sender == 0 ? [] : [$"0x{order.Sender}"],
                IsPaid = order.IsPaid,
                Until = Start + Expiry + Grace,
                OpenedAt = Start,
            });
        }
        return book;
    }

    private static AskedAmount[] AskedOf(Case item) =>
        [
            .. item.Asked.Select((units, place) => (units, place))
                .Where(pair => pair.units == item.Units).Select(pair => new AskedAmount(new OrderId($"gone-{pair.place}"), Start)),
        ];

    private static bool Gone(Case item, OrderId order) => AskedOf(item).Any(asked => asked.Order == order);

    private static OrderId Id(int place) => new($"order-{place}");

    private sealed record Waiting(int Units, int Tolerated, int Sender, bool IsPaid);

    private sealed record Case(List<Waiting> Orders, List<int> Asked, int Units, int Sender);
}
