using System.Security.Cryptography;
using System.Text;
using Payments.Domain.Identity;

namespace Payments.Domain.Tests.Wallets;

public sealed class CashierTokenTests
{
    private static readonly OrderId Order = new("0123456789abcdef0123456789abcdef");
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];

    [Fact]
    public void A_token_is_the_id_and_half_of_an_HMAC_over_it()
    {
        var tag = HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"cashier-token|{Order.Value}"));
        CashierToken.Of(Key, Order).Should().Be(Order.Value + Convert.ToHexStringLower(tag)[..32]).And.HaveLength(CashierToken.Length);
    }

    [Fact]
    public void A_token_opens_its_order_and_under_another_key_none()
    {
        var token = CashierToken.Of(Key, Order);
        CashierToken.TryOpen(Key, token, out var opened).Should().BeTrue();
        opened.Should().Be(Order);
        CashierToken.TryOpen(new byte[32], token, out _).Should().BeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcdef0123456789abcdef00000000000000000000000000000000")]
    [InlineData("zz23456789abcdef0123456789abcdef00000000000000000000000000000000")]
    public void What_is_no_token_opens_nothing(string? text) => CashierToken.TryOpen(Key, text, out _).Should().BeFalse();

    [Fact]
    public void A_token_that_differs_in_one_digit_opens_nothing()
    {
        var token = CashierToken.Of(Key, Order);
        for (var at = 0; at < token.Length; at++)
        {
            var other = token[..at] + (token[at] == '0' ? '1' : '0') + token[(at + 1)..];
            CashierToken.TryOpen(Key, other, out _).Should().BeFalse();
        }
        CashierToken.TryOpen(Key, token.ToUpperInvariant(), out _).Should().BeFalse("it has one spelling");
    }
}
