using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Signatures;
using Payments.Domain.Tests.Orders;
using Payments.Domain.Webhooks;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Webhooks;

public class CallbackContentTests
{
    private static Order Completed(OrderTerms? terms = null)
    {
        var order = Pending() with { Terms = terms ?? Unquoted().Terms };
        return OrderRules.Confirm(OrderRules.Accept(order, Pay(1000), false, Start).Order, ChainId.Bsc, 10, Start);
    }

    [Fact]
    public void Nothing_signed_ever_tells_of_an_order_that_is_not_completed()
    {
        foreach (var status in Enum.GetValues<OrderStatus>().Where(status => status != OrderStatus.Completed))
        {
            var order = Completed() with { Status = status };
            FluentActions.Invoking(() => CallbackContent.EpayParameters(order, "k")).Should().Throw<InvalidOperationException>();
            FluentActions.Invoking(() => CallbackContent.Pay188Json(order, "k")).Should().Throw<InvalidOperationException>();
        }
    }

    [Fact]
    public void EPay_parameters_are_those_that_shops_check_and_none_is_empty()
    {
        var parameters = CallbackContent.EpayParameters(Completed(), "k");
        parameters.Select(pair => pair.Key).Should().Equal("pid", "trade_no", "out_trade_no", "type", "name", "money", "trade_status", "sign", "sign_type");
        parameters.ToDictionary(pair => pair.Key, pair => pair.Value)["money"].Should().Be("70", "the order's money, never the nudged coin amount");
        EpaySignature.Verify(parameters, parameters.Single(pair => pair.Key == "sign").Value, "MD5", "k").Should().BeTrue();
    }

    [Fact]
    public void What_a_shop_would_strip_is_not_sent_and_its_digest_and_param_come_back()
    {
        var terms = Unquoted().Terms with { Subject = @" a\b ", Param = "client_id=7", SignType = "SHA256", Type = null };
        var parameters = CallbackContent.EpayParameters(Completed(terms), "k").ToDictionary(pair => pair.Key, pair => pair.Value);
        parameters.Should().Contain("name", "ab").And.Contain("param", "client_id=7").And.Contain("sign_type", "SHA256").And.Contain("type", "usdt");
        parameters["sign"].Should().HaveLength(64);
    }

    [Theory]
    [InlineData("100", "100", true)]
    [InlineData("100.50", "100.5", true)]
    [InlineData("100.00", "100", true)]
    [InlineData("0.0001", "0.0001", true)]
    [InlineData("0.00001", "0.00001", false)]
    [InlineData("123456789012.34", "123456789012.34", true)]
    [InlineData("1234567890123.45", "1234567890123.45", false)]
    [InlineData("0", "0", true)]
    public void Numbers_that_languages_print_alike_go_as_numbers_and_others_as_text(string text, string shortest, bool asNumber)
    {
        CallbackNumber.Shortest(text).Should().Be(shortest);
        CallbackNumber.IsSafeAsNumber(shortest).Should().Be(asNumber);
    }
}
