using Payments.Domain.Identity;
using Payments.Domain.Users;

namespace Payments.Domain.Tests.Users;

public sealed class UserNamesTests
{
    [Theory]
    [InlineData("42", true)]
    [InlineData("auth0|5f7c8ec7c33c6c004bbafe82", true)]
    [InlineData("a+b@example.com", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("a{b}", false)]
    [InlineData("用户", false)]
    [InlineData("a\0b", false)]
    public void A_user_has_a_name_that_stands_in_a_path(string text, bool expected) => UserId.TryParse(text, out _).Should().Be(expected);

    [Fact]
    public void A_name_has_128_letters_at_most()
    {
        UserId.TryParse(new string('a', 128), out _).Should().BeTrue();
        UserId.TryParse(new string('a', 129), out _).Should().BeFalse();
        UserId.TryParse(null, out _).Should().BeFalse();
    }

    [Fact]
    public void A_grain_key_gives_back_merchant_and_user()
    {
        var (merchant, user) = (new MerchantId("7c9e6679742540de944be07fc1f90ae7"), new UserId("a-b-c"));
        UserWalletKey.Of(merchant, user).Should().Be("usr-7c9e6679742540de944be07fc1f90ae7-a-b-c");
        UserWalletKey.Parse("usr-7c9e6679742540de944be07fc1f90ae7-a-b-c").Should().Be((merchant, user));
    }

    [Theory]
    [InlineData("order-7", true)]
    [InlineData("0f8fad5b-d9cb-469f-a165-70867728950e", true)]
    [InlineData("0f8fad5bd9cb469fa16570867728950e", false)]
    [InlineData("0F8FAD5BD9CB469FA16570867728950E", false)]
    [InlineData("expiry:h", false)]
    [InlineData("a/b", false)]
    [InlineData("", false)]
    public void No_key_of_a_caller_can_be_the_gateways_own(string key, bool expected) => UserKeys.IsCallers(key).Should().Be(expected);

    [Theory]
    [InlineData("CNY", true)]
    [InlineData("USDT", true)]
    [InlineData("C1", true)]
    [InlineData("cny", false)]
    [InlineData("1C", false)]
    [InlineData("C", false)]
    [InlineData("C-1", false)]
    [InlineData("ABCDEFGHIJKLMNOPQ", false)]
    public void A_currency_is_upper_case_letters_and_digits(string text, bool expected) => UserKeys.IsCurrency(text).Should().Be(expected);
}
