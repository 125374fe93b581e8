using System.Globalization;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Wallets;

/// <summary>
/// Whose a transfer is that waits for a block. Order 1 waits for 1,000 units and order 2 for 2,000, until minute 90. A step is <c>sight</c> or <c>match</c> with
/// a transaction, its units and the minute; <c>restart</c> tells a new book that order 1 had sighted a transaction; what the last step says is compared.
/// </summary>
public sealed class AmountBookSightingTests
{
    [Theory]
    [InlineData("sight a 1000 2", "order 1")]
    [InlineData("sight a 2000 2", "order 2")]
    [InlineData("sight a 1000 2; sight a 1000 3", "order 1")]
    [InlineData("sight a 1000 2; sight a 1000 500", "order 1")]
    [InlineData("sight a 1000 2; sight b 1000 3", "order 1")]
    [InlineData("sight a 300 2", "nobody")]
    [InlineData("release 2; sight a 700 2", "order 1")]
    [InlineData("release 2; sight a 99 2", "nobody")]
    [InlineData("sight a 1000 -2", "nobody")]
    [InlineData("sight a 1000 90", "order 1")]
    [InlineData("sight a 1000 91", "nobody")]
    [InlineData("match a 1000 2; sight a 1000 3", "order 1")]
    [InlineData("sight a 1000 2; release 1; sight a 1000 3", "order 2")]
    [InlineData("sight a 1000 2; release 1; release 2; sight a 1000 3", "nobody")]
    public void A_sighting_is_matched_by_the_rules_of_transfers(string steps, string owner) => Last(steps).Should().Be(owner);

    [Theory]
    [InlineData("sight a 1000 2; match a 1000 3", "CountedBefore order 1")]
    [InlineData("sight a 1000 2; match a 1000 500", "CountedBefore order 1")]
    [InlineData("release 2; sight a 700 2; reserve 2; match a 700 3", "CountedBefore order 1")]
    [InlineData("sight a 1000 2; match b 1000 3", "ExactAmount order 1")]
    [InlineData("sight a 1000 2; match b 300 3", "None")]
    [InlineData("sight a 1000 2; match a 1000 3; match b 1500 4", "Part order 2")]
    [InlineData("sight a 1000 2; match a 1000 3; match a 1000 3", "CountedBefore order 1")]
    [InlineData("release 2; sight a 700 2; reserve 2; match a 700 3; match b 300 4", "Tolerance order 1")]
    [InlineData("sight a 1000 2; release 1; match a 1000 3", "Part order 2")]
    [InlineData("sight a 1000 2; release 1; release 2; match a 1000 3", "None")]
    [InlineData("match a 1000 2; sight a 1000 3; match b 1500 4", "Part order 2")]
    [InlineData("restart a; match a 1000 500", "CountedBefore order 1")]
    [InlineData("restart a; match a 1000 3; match b 1500 4", "Part order 2")]
    [InlineData("restart a; match b 300 4", "None")]
    public void A_block_brings_a_sighted_transfer_to_its_order_and_only_then_it_pays(string steps, string outcome) => Last(steps).Should().Be(outcome);

    private static OrderId Id(string number) => new($"order {number}");

    private static string Last(string steps)
    {
        var (book, said) = (new AmountBook(), "");
        Reserve(book, "1");
        Reserve(book, "2");
        foreach (var step in steps.Split("; ")) said = After(book, step.Split(' '));
        return said;
    }

    private static string After(AmountBook book, string[] words)
    {
        switch (words[0])
        {
            case "sight":
                return book.Sight(Seen(Payment(words))) is { } order ? order.Value : "nobody";
            case "match":
                var (rule, owner) = book.Match(Payment(words));
                return rule == MatchRule.None ? "None" : $"{rule} {owner.Value}";
            case "release":
                book.Release(Id(words[1]));
                return "";
            case "reserve":
                Reserve(book, words[1]);
                return "";
            case "restart":
                book.Sighted(Pay(1, id: words[1]).Id, Id("1"));
                return "";
            default:
                throw new ArgumentException($"'{words[0]}' is no step.", nameof(words));
        }
    }

    private static void Reserve(AmountBook book, string order) => book.Reserve(new BookEntry
    {
        Order = Id(order),
        Token = "USDT",
        Units = order == "1" ? 1000u : 2000u,
        Until = Start + Expiry + Grace,
        OpenedAt = Start,
    }, Nudge.None, Start).Should().NotBeNull();

    private static Transfer Payment(string[] words) => Pay(
        UInt128.Parse(words[2], CultureInfo.InvariantCulture), id: words[1], after: TimeSpan.FromMinutes(int.Parse(words[3], CultureInfo.InvariantCulture)), from: "");

    private static Sighting Seen(Transfer transfer) => new()
    {
        Id = transfer.Id,
        Chain = transfer.Chain,
        Token = transfer.Token,
        Units = transfer.Units,
        To = transfer.To,
        Transaction = transfer.Transaction,
        SeenAt = transfer.BlockTime,
    };
}
