using Payments.Domain.Orders;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Orders;

/// <summary>The same number sent again with other URLs, another type, another title.</summary>
public class RenewedTermsTests
{
    private static readonly DateTimeOffset Now = Start + TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("same", false, null)]
    [InlineData("money text", false, null)]
    [InlineData("notify", true, "notify URL")]
    [InlineData("return", true, "return URL")]
    [InlineData("type", true, "type")]
    [InlineData("title", true, null)]
    [InlineData("less", true, null)]
    [InlineData("all", true, "notify URL, return URL, type")]
    public void Counts_while_no_payment_was_seen_and_is_refused_afterwards_with_what_differs(string what, bool changes, string? differing)
    {
        var (order, terms) = (Pending(), Of(what));
        var (renewed, refused) = OrderRules.Renew(order, terms, Now);
        refused.Should().BeNull();
        if (!changes) renewed.Should().BeSameAs(order);
        else (renewed.Terms, renewed.History[^1].Event).Should().Be((terms, "terms-changed"));

        var paid = OrderRules.Accept(order, Pay(600), false, Now).Order;
        var (kept, why) = OrderRules.Renew(paid, terms, Now);
        kept.Should().BeSameAs(paid);
        why.Should().Be(differing);
    }

    private static OrderTerms Of(string what)
    {
        var terms = Pending().Terms;
        return what switch
        {
            "same" => terms,
            "money text" => terms with { MoneyText = "70.00" },
            "notify" => terms with { NotifyUrl = "https://new.example/notify" },
            "return" => terms with { ReturnUrl = "https://new.example/" },
            "type" => terms with { Type = "usdc" },
            "title" => terms with { Subject = "s", Param = "p" },
            "less" => terms with { NotifyUrl = null, Type = null },
            "all" => terms with
            {
                NotifyUrl = "https://new.example/",
                ReturnUrl = "https://r.example/",
                Type = "eth",
                Subject = "s",
                Param = "p",
                SignType = "SHA256",
            },
            _ => throw new ArgumentException(what, nameof(what)),
        };
    }
}
