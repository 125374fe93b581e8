using System.Text;
using Payments.Providers.Alipay;
using Payments.Providers.Alipay.Answers;
using Payments.Providers.Common;
using Payments.Testing;

namespace Payments.Providers.Tests.Alipay;

/// <summary>Which answers are done, refused, or tell nothing.</summary>
public sealed class AlipayAnswerTests
{
    private const string Method = "alipay.trade.query";
    private const string Name = "alipay_trade_query_response";

    private static readonly AlipayAccount Account = AlipayVectors.Read(AlipayVectors.Account());

    [Theory]
    [InlineData("20001", "aop.invalid-auth-token", RefusalKind.Credentials)]
    [InlineData("40006", "isv.insufficient-isv-permissions", RefusalKind.Credentials)]
    [InlineData("40002", "isv.invalid-signature", RefusalKind.Credentials)]
    [InlineData("40002", "isv.invalid-app-id", RefusalKind.Credentials)]
    [InlineData("40002", "isv.invalid-alipay-root-cert-sn", RefusalKind.Credentials)]
    [InlineData("40001", "isv.missing-method", RefusalKind.Fields)]
    [InlineData("40003", null, RefusalKind.Forbidden)]
    [InlineData("40004", "ACQ.TRADE_NOT_EXIST", RefusalKind.NotFound)]
    [InlineData("40004", "TRADE_NOT_EXIST", RefusalKind.NotFound)]
    [InlineData("40004", "aqc.trade_not_exist", RefusalKind.NotFound)]
    [InlineData("40004", "ACQ.TRADE_HAS_SUCCESS", RefusalKind.Conflict)]
    [InlineData("40004", "ACQ.CONTEXT_INCONSISTENT", RefusalKind.Conflict)]
    [InlineData("40004", "ACQ.SELLER_BALANCE_NOT_ENOUGH", RefusalKind.Forbidden)]
    [InlineData("40004", "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", RefusalKind.Fields)]
    [InlineData("40004", "isp.bill_not_exist", RefusalKind.NotFound)]
    [InlineData("40004", "INVAILID_ARGUMENTS", RefusalKind.Fields)]
    public async Task Known_codes_refuse(string code, string? subCode, RefusalKind kind) =>
        (await VerdictAsync(Content(code, subCode))).Should().BeOfType<ProviderAnswer<AlipayTrade>.Refused>().Subject.Refusal.Kind
            .Should().Be(kind);

    [Theory]
    [InlineData("10003", null)]
    [InlineData("20000", "isp.unknow-error")]
    [InlineData("20000", "aop.ACQ.SYSTEM_ERROR")]
    [InlineData("40005", "isv.app-call-limited")]
    [InlineData("40004", "ACQ.SYSTEM_ERROR")]
    [InlineData("40004", "AQC.SYSTEM_ERROR")]
    [InlineData("40004", "ACQ.A_CODE_OF_TOMORROW")]
    [InlineData("40004", null)]
    [InlineData("50000", null)]
    public async Task Codes_behind_which_the_money_may_have_moved_and_unknown_ones_tell_nothing(string code, string? subCode) =>
        (await VerdictAsync(Content(code, subCode))).Should().BeOfType<ProviderAnswer<AlipayTrade>.Unknown>();

    [Fact]
    public async Task A_success_is_believed_when_it_is_signed_by_Alipay_alone()
    {
        const string Trade =
            """{"code":"10000","trade_no":"1","out_trade_no":"r_1","trade_status":"TRADE_SUCCESS","total_amount":"1.00"}""";
        (await VerdictAsync(Trade)).Should().BeOfType<ProviderAnswer<AlipayTrade>.Ok>().Subject.Value.IsPaid.Should().BeTrue();
        (await VerdictAsync(Trade, AlipayVectors.AppKey))
            .Should().BeOfType<ProviderAnswer<AlipayTrade>.Unknown>("the application's own key signed it");
        Verdict($"{{\"{Name}\":{Trade}}}").Should().BeOfType<ProviderAnswer<AlipayTrade>.Unknown>("nobody signed it");
        var raw = await AlipayOracle.AnswerAsync(Name, Trade, AlipayVectors.AlipayKey);
        Verdict(raw.Replace("TRADE_SUCCESS", "TRADE_FINISHED")).Should().BeOfType<ProviderAnswer<AlipayTrade>.Unknown>();
        Verdict(raw, status: 502).Should().BeOfType<ProviderAnswer<AlipayTrade>.Unknown>();
    }

    /// <summary>The gateway's own failures may come unsigned; those of the business do not.</summary>
    [Fact]
    public void An_unsigned_failure_refuses_where_no_money_can_have_moved()
    {
        Verdict($"{{\"error_response\":{Content("40002", "isv.invalid-signature")}}}")
            .Should().BeOfType<ProviderAnswer<AlipayTrade>.Refused>();
        Verdict($"{{\"{Name}\":{Content("40002", "isv.invalid-app-id")}}}").Should().BeOfType<ProviderAnswer<AlipayTrade>.Refused>();
        Verdict($"{{\"{Name}\":{Content("40004", "ACQ.TRADE_NOT_EXIST")}}}").Should().BeOfType<ProviderAnswer<AlipayTrade>.Unknown>();
    }

    /// <summary>Slashes, braces and the word sign in texts, blanks, the order of fields: what was written is what was signed.</summary>
    [Theory]
    [InlineData("""{"code":"10000","qr_code":"https:\/\/qr.alipay.com\/a","out_trade_no":"r"}""")]
    [InlineData("""{ "out_trade_no" : "r", "code":"10000","qr_code":"} \"sign\":\"x\" { \\" }""")]
    [InlineData("""{"code":"10000","out_trade_no":"\u8ba2\u5355","qr_code":"订单","nested":{"sign":"no","a":[{}]}}""")]
    public async Task The_object_is_cut_out_as_it_stands(string content)
    {
        var raw = await AlipayOracle.AnswerAsync("alipay_trade_precreate_response", content, AlipayVectors.AlipayKey);
        foreach (var body in new[] { raw, "\n " + raw.Replace(",\"sign\"", "\r\n , \"sign\" ") })
        {
            var envelope = AlipayEnvelope.Find(Encoding.UTF8.GetBytes(body), "alipay.trade.precreate")!;
            Encoding.UTF8.GetString(envelope.Signed.Span).Should().Be(content);
            Account.Verify(envelope.Signed.Span, envelope.Sign!, null).Should().BeTrue();
            (await AlipayOracle.CheckAnswerAsync(raw, "alipay_trade_precreate_response", envelope.Sign!, AlipayVectors.AlipayPublic))
                .Should().BeTrue();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("<html></html>")]
    [InlineData("""{"alipay_trade_query_response":"x","sign":"y"}""")]
    [InlineData("""{"alipay_trade_query_response":{},"alipay_trade_query_response":{},"sign":"y"}""")]
    [InlineData("""{"alipay_trade_query_response":{},"error_response":{},"sign":"y"}""")]
    [InlineData("""{"alipay_trade_query_response":{},"sign":"y"} {}""")]
    [InlineData("""{"alipay_trade_close_response":{},"sign":"y"}""")]
    public void What_is_no_answer_has_no_parts(string body) => AlipayEnvelope.Find(Encoding.UTF8.GetBytes(body), Method).Should().BeNull();

    private static string Content(string code, string? subCode) => subCode is null
        ? $"{{\"code\":\"{code}\",\"msg\":\"m\"}}"
        : $"{{\"code\":\"{code}\",\"msg\":\"m\",\"sub_code\":\"{subCode}\",\"sub_msg\":\"交易\"}}";

    private static async Task<ProviderAnswer<AlipayTrade>> VerdictAsync(string content, string? key = null) =>
        Verdict(await AlipayOracle.AnswerAsync(Name, content, key ?? AlipayVectors.AlipayKey));

    private static ProviderAnswer<AlipayTrade> Verdict(string raw, int status = 200)
    {
        var bytes = Encoding.UTF8.GetBytes(raw);
        var envelope = AlipayEnvelope.Find(bytes, Method);
        var isSigned = envelope?.Sign is { } sign && Account.Verify(envelope.Signed.Span, sign, envelope.Certificate);
        return AlipayVerdict.Of(new ProviderReply(status, "text/html", bytes), envelope, isSigned, AlipayTrade.Read);
    }
}
