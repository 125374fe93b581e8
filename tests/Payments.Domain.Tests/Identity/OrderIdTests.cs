using Payments.Domain.Identity;

namespace Payments.Domain.Tests.Identity;

public class OrderIdTests
{
    private const string Hex = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData(Hex, Hex)]
    [InlineData("0123456789ABCDEF0123456789abcdef", Hex)]
    [InlineData("01234567-89ab-cdef-0123-456789abcdef", Hex)]
    [InlineData("01234567-89AB-CDEF-0123-456789ABCDEF", Hex)]
    [InlineData("{01234567-89ab-cdef-0123-456789abcdef}", null)]
    [InlineData("0123456789abcdef0123456789abcde", null)]
    [InlineData("0123456789abcdef0123456789abcdeg", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void An_id_is_read_from_hex_digits_or_a_UUID_in_any_case(string? text, string? id)
    {
        OrderId.TryParse(text, out var read).Should().Be(id is not null);
        read.Should().Be(id is null ? default : new OrderId(id));
        MerchantId.TryParse(text, out var merchant).Should().Be(id is not null);
        if (id is not null) (merchant.Value, read.ToUuid()).Should().Be((id, "01234567-89ab-cdef-0123-456789abcdef"));
    }
}
