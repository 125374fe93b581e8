using System.Text.Json;
using Payments.Domain.Callbacks;
using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Signatures;
using Payments.Domain.Transfers;

namespace Payments.Domain.Tests.Callbacks;

public sealed class CallbackContentTests
{
    private const string Key = "k";

    private static readonly OrderTerms Terms = new()
    {
        Face = Face.Epay,
        Type = "alipay",
        Subject = "VIP 会员",
        Param = "client_id=42",
        MoneyText = "100.50",
    };

    public static TheoryData<OrderStatus> Unpaid => [.. Enum.GetValues<OrderStatus>().Where(status => status != OrderStatus.Completed)];

    [Theory]
    [MemberData(nameof(Unpaid))]
    public void Nothing_signed_tells_of_an_order_that_is_not_completed(OrderStatus status)
    {
        var order = CompletedOrders.Of(Terms, status: status);
        FluentActions.Invoking(() => EpayParameters.Of(order, Key)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => Pay188Json(order, Key)).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void An_EPay_callback_repeats_what_the_shop_said()
    {
        var parameters = EpayParameters.Of(CompletedOrders.Of(Terms), Key);
        parameters.Select(pair => pair.Key).Should().Equal("pid", "trade_no", "out_trade_no", "type", "name", "money", "trade_status", "param", "sign", "sign_type");
        var values = parameters.ToDictionary();
        values.Should().Contain("pid", "1001").And.Contain("trade_no", "0123456789abcdef0123456789abcdef").And.Contain("out_trade_no", "N-1").And.Contain("type", "alipay")
            .And.Contain("name", "VIP 会员").And.Contain("money", "100.50").And.Contain("trade_status", "TRADE_SUCCESS").And.Contain("param", "client_id=42").And.Contain("sign_type", "MD5");
        EpaySignature.Verify(parameters, values["sign"], "MD5", Key).Should().BeTrue();
    }

    [Fact]
    public void A_missing_type_becomes_the_coin_that_was_paid()
    {
        var values = EpayParameters.Of(CompletedOrders.Of(Terms with { Type = null }), Key).ToDictionary();
        values["type"].Should().Be("usdt");
    }

    [Theory]
    [InlineData(@"  VIP\ ", "VIP", "  VIP ")]
    [InlineData(@"a\\b", "ab", "ab")]
    [InlineData(@"  ", null, null)]
    [InlineData("", null, null)]
    [InlineData("\t名 称\n", "名 称", "\t名 称\n")]
    public void No_value_has_blanks_at_its_ends_but_param_which_comes_back_as_it_was_sent(string subject, string? sent, string? param)
    {
        var values = EpayParameters.Of(CompletedOrders.Of(Terms with { Subject = subject, Param = subject }), Key).ToDictionary();
        values.GetValueOrDefault("name").Should().Be(sent);
        values.GetValueOrDefault("param").Should().Be(param);
    }

    [Fact]
    public void The_digest_is_the_one_that_the_shop_signed_with()
    {
        var values = EpayParameters.Of(CompletedOrders.Of(Terms with { SignType = "SHA256" }), Key).ToDictionary();
        values["sign_type"].Should().Be("SHA256");
        values["sign"].Should().MatchRegex("^[0-9a-f]{64}$");
    }

    [Fact]
    public void A_188Pay_callback_tells_what_was_received_in_the_quotes_coin()
    {
        var json = Pay188Json(CompletedOrders.Of(Terms with { Face = Face.Pay188, Type = null }, units: 15_670_000_000_000_000_000, decimals: 18), Key);
        var body = JsonDocument.Parse(json).RootElement;
        body.EnumerateObject().Select(field => field.Name).Should().Equal("trade_no", "out_trade_no", "amount", "actual_amount", "coin_type", "status", "tx_hash", "sign", "sign_type");
        body.GetProperty("amount").GetRawText().Should().Be("100.5");
        body.GetProperty("actual_amount").GetRawText().Should().Be("15.67");
        body.GetProperty("coin_type").GetString().Should().Be("usdt");
        body.GetProperty("status").GetString().Should().Be("completed");
        body.GetProperty("tx_hash").GetString().Should().Be("0xabc");
    }

    [Fact]
    public void Money_that_is_not_final_is_not_signed()
    {
        var order = CompletedOrders.Of(Terms with { Face = Face.Pay188 });
        var again = order.Transfers[0].Transfer with { Id = TransferId.Of(ChainId.Bsc, "0xdef", "0"), Transaction = "0xdef", Block = 2 };
        var paidTwice = order with { Transfers = [.. order.Transfers, new OrderTransfer { Transfer = again }] };

        var body = JsonDocument.Parse(Pay188Json(paidTwice, Key)).RootElement;
        (body.GetProperty("actual_amount").GetRawText(), body.GetProperty("tx_hash").GetString()).Should().Be(("15.67", "0xabc"));

        var final = order with { Transfers = [.. order.Transfers, new OrderTransfer { Transfer = again, Confirmed = true }] };
        body = JsonDocument.Parse(Pay188Json(final, Key)).RootElement;
        (body.GetProperty("actual_amount").GetRawText(), body.GetProperty("tx_hash").GetString()).Should().Be(("31.34", "0xdef"));
    }

    [Theory]
    [InlineData("https://s.example/n", "https://s.example/n?a=1")]
    [InlineData("https://s.example/n?m=e", "https://s.example/n?m=e&a=1")]
    [InlineData("https://s.example/n?", "https://s.example/n?a=1")]
    [InlineData("https://s.example/n?m=e&", "https://s.example/n?m=e&a=1")]
    [InlineData("https://s.example/#/order/1", "https://s.example/?a=1#/order/1")]
    [InlineData("https://s.example/n?m=e#x?y", "https://s.example/n?m=e&a=1#x?y")]
    [InlineData("https://s.example/#x?y", "https://s.example/?a=1#x?y")]
    public void Parameters_join_a_query_and_stay_before_a_fragment(string url, string expected) => CallbackUrl.WithQuery(url, "a=1").Should().Be(expected);

    [Fact]
    public void Encoding_keeps_plus_percent_ampersand_and_other_scripts() =>
        CallbackUrl.Encode([new("n", "a+b %&=会"), new("m", "2")]).Should().Be("n=a%2Bb%20%25%26%3D%E4%BC%9A&m=2");

    private static string Pay188Json(Order order, string secret) =>
        CompletedOrders.Callback(order with { Terms = order.Terms with { Face = Face.Pay188 } }, secret).Payload;
}
