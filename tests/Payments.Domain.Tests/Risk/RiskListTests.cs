using System.Net;
using Payments.Domain.Risk;
using static Payments.Domain.Tests.Risk.RiskSamples;

namespace Payments.Domain.Tests.Risk;

/// <summary>Items of lists: the one form in which they are stored, and what they take.</summary>
public sealed class RiskListTests
{
    [Theory]
    [InlineData(RiskSubject.Network, "203.0.113.7", "203.0.113.7/32")]
    [InlineData(RiskSubject.Network, "203.0.113.7/24", "203.0.113.0/24")]
    [InlineData(RiskSubject.Network, "::ffff:203.0.113.7", "203.0.113.7/32")]
    [InlineData(RiskSubject.Network, "2001:DB8:1:2:3::4/64", "2001:db8:1:2::/64")]
    [InlineData(RiskSubject.Network, "203.0.113.7/33", null)]
    [InlineData(RiskSubject.Network, "example.com", null)]
    [InlineData(RiskSubject.Country, "de", "DE")]
    [InlineData(RiskSubject.Country, "deu", null)]
    [InlineData(RiskSubject.Email, " Payer@Example.COM ", "payer@example.com")]
    [InlineData(RiskSubject.Email, "@Example.com", "@example.com")]
    [InlineData(RiskSubject.Email, "example.com", null)]
    [InlineData(RiskSubject.Coin, "usdt", "USDT")]
    [InlineData(RiskSubject.Coin, "usdt-TRON", "USDT-tron")]
    [InlineData(RiskSubject.Coin, "usdt-", null)]
    [InlineData(RiskSubject.Payer, "user-7", "user-7")]
    [InlineData(RiskSubject.Payer, "", null)]
    [InlineData(RiskSubject.Merchant, "AAAAAAAA-aaaa-aaaa-aaaa-aaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData(RiskSubject.Merchant, "shop", null)]
    public void An_item_has_one_form(RiskSubject subject, string text, string? item)
    {
        RiskListItem.TryRead(subject, text, out var read, out var expected).Should().Be(item is not null);
        read.Should().Be(item);
        (expected is null).Should().Be(item is not null);
    }

    [Theory]
    [InlineData(RiskSubject.Network, "203.0.113.0/24", true)]
    [InlineData(RiskSubject.Network, "203.0.112.0/24", false)]
    [InlineData(RiskSubject.Network, "0.0.0.0/0", true)]
    [InlineData(RiskSubject.Network, "::/0", false)]
    [InlineData(RiskSubject.Country, "DE", true)]
    [InlineData(RiskSubject.Email, "payer@example.com", true)]
    [InlineData(RiskSubject.Email, "@example.com", true)]
    [InlineData(RiskSubject.Email, "@ample.com", false)]
    [InlineData(RiskSubject.Coin, "USDT", true)]
    [InlineData(RiskSubject.Coin, "USDT-tron", true)]
    [InlineData(RiskSubject.Coin, "USDT-bsc", false)]
    [InlineData(RiskSubject.Address, "TSender", true)]
    [InlineData(RiskSubject.Address, "tsender", false)]
    [InlineData(RiskSubject.Payer, "user-7", true)]
    public void A_list_takes_what_is_on_it(RiskSubject subject, string item, bool isTaken)
    {
        var set = new RiskSet(subject, [subject == RiskSubject.Network ? "198.51.100.1/32" : "XX", item]);
        set.Contains(subject, Facts).Should().Be(isTaken);
    }

    [Fact]
    public void An_address_in_IPv6_form_is_what_it_is() => new RiskSet(RiskSubject.Network, ["203.0.113.0/24"])
        .Contains(RiskSubject.Network, Facts with { Network = IPAddress.Parse("::ffff:203.0.113.7") }).Should().BeTrue();
}
