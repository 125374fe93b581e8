using System.Text;
using System.Text.Json.Nodes;
using Payments.Domain.Charges;
using Payments.Providers.Alipay;
using Payments.Providers.Common;
using Payments.Testing;

namespace Payments.Providers.Tests.Alipay;

/// <summary>Notices and returns, signed by Node: which are taken, which are refused, and what they say.</summary>
public sealed class AlipayNoticeTests : IAsyncLifetime
{
    private readonly ProviderHost host = new();
    private readonly ProviderAccount account = AlipayVectors.Account(("seller_id", AlipayVectors.SellerId));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Theory]
    [InlineData("TRADE_SUCCESS", ChargeState.Paid)]
    [InlineData("TRADE_FINISHED", ChargeState.Paid)]
    [InlineData("WAIT_BUYER_PAY", ChargeState.Open)]
    public async Task A_notice_of_a_payment_says_its_state(string status, ChargeState state)
    {
        var reading = await ReadAsync(AlipayNotices.Paid(("trade_status", status),
            ("gmt_payment", state == ChargeState.Paid ? "2025-01-01 12:00:05" : null)));

        (reading.Verdict, reading.News!.State, reading.News.Amount, reading.News.Paid).Should()
            .Be((NoticeVerdict.Genuine, state, 88.88m, state == ChargeState.Paid ? 88.88m : null));
        reading.News.Word.Should().Be(status);
    }

    [Fact]
    public async Task A_trade_that_was_closed_unpaid_ended()
    {
        var reading = await ReadAsync(AlipayNotices.Paid(("trade_status", "TRADE_CLOSED"), ("gmt_payment", null),
            ("gmt_close", "2025-01-01 13:00:00")));
        (reading.Verdict, reading.News!.State).Should().Be((NoticeVerdict.Genuine, ChargeState.Ended));
    }

    /// <summary>A refund's notice says that the trade succeeded, or closed: it is no payment, and no unpaid end.</summary>
    [Theory]
    [InlineData("TRADE_SUCCESS", "refund_fee", "10.00")]
    [InlineData("TRADE_SUCCESS", "gmt_refund", "2025-01-01 13:00:00.123")]
    [InlineData("TRADE_CLOSED", "refund_fee", "88.88")]
    [InlineData("TRADE_CLOSED", "gmt_close", "2025-01-01 13:00:00")]
    [InlineData("TRADE_HELD", "body", "a status of tomorrow")]
    [InlineData("TRADE_SUCCESS", "total_amount", "much")]
    public async Task What_does_not_say_plainly_what_came_only_has_the_trade_asked_for(string status, string name, string value)
    {
        var reading = await ReadAsync(AlipayNotices.Paid(("trade_status", status), (name, value)));
        (reading.Verdict, reading.Reference, reading.News).Should().Be((NoticeVerdict.Hint, "r_1", null));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Signed_with_the_type_or_without_and_with_empty_fields_or_without_it_is_taken(bool keepsType, bool keepsEmpty)
    {
        var fields = AlipayNotices.Paid(("body", ""), ("passback_params", "a%3D1"), ("subject", " 测试 &quot;100%+\" "));
        var body = await AlipayOracle.NoticeAsync(fields, AlipayVectors.AlipayKey, keepsType, keepsEmpty);
        Read(body).Verdict.Should().Be(NoticeVerdict.Genuine);
        if (keepsEmpty) (await AlipayOracle.CheckNoticeAsync(body, AlipayVectors.AlipayPublic))
            .Should().BeTrue("Alipay's SDK takes it as well");
    }

    [Fact]
    public async Task The_number_of_a_certificate_may_be_signed_or_not()
    {
        var certified = AlipayVectors.Certified();
        var number = (string)AlipayVectors.Signed["cert_sn"]!["alipay_cert_sn"]!;
        var signed = await AlipayOracle.NoticeAsync(AlipayNotices.Paid(("alipay_cert_sn", number)), AlipayVectors.AlipayKey);
        var added = await AlipayOracle.NoticeAsync(AlipayNotices.Paid(), AlipayVectors.AlipayKey) + $"&alipay_cert_sn={number}";

        foreach (var body in new[] { signed, added })
            host.Provider("alipay").Read(certified, AlipayNotices.Of(body), default).Verdict.Should().Be(NoticeVerdict.Genuine);
        var other = signed.Replace(number, new string('0', 32));
        var reading = host.Provider("alipay").Read(certified, AlipayNotices.Of(other), default);
        (reading.Verdict, reading.Refusal.Status, reading.Refusal.Body).Should().Be((NoticeVerdict.Later, 503, "fail"));
    }

    [Fact]
    public async Task Every_changed_value_and_every_other_signature_is_refused()
    {
        var body = await AlipayOracle.NoticeAsync(AlipayNotices.Paid(), AlipayVectors.AlipayKey);
        string[] forged =
        [
            body.Replace("88.88", "8888"),
            body.Replace("out_trade_no=r_1", "out_trade_no=r_2"),
            body.Replace("subject=a", "subject=a+"),
            body + "&refund_fee=1",
            body + "&charset_=x",
            body.Replace("sign_type=RSA2", "sign_type=RSA"),
            body[..body.IndexOf("&sign=", StringComparison.Ordinal)],
            body[..(body.IndexOf("&sign=", StringComparison.Ordinal) + 6)],
            body.Replace("&sign=", "&sign=AAAA"),
            // Signed by the application, as one who takes the wrong key for Alipay's would be told to accept.
            await AlipayOracle.NoticeAsync(AlipayNotices.Paid(), AlipayVectors.AppKey),
        ];
        foreach (var notice in forged)
        {
            var reading = Read(notice);
            (reading.Verdict, reading.Reference, reading.News, reading.Refusal.Body)
                .Should().Be((NoticeVerdict.Forged, null, null, "fail"), notice);
        }
    }

    [Theory]
    [InlineData("app_id", "2021000000000002")]
    [InlineData("seller_id", "2088000000000000")]
    [InlineData("out_trade_no", null)]
    [InlineData("msg_method", "alipay.trade.order.settle.notify")]
    public async Task What_is_rightly_signed_and_of_no_concern_is_answered_as_taken(string name, string? value)
    {
        var reading = await ReadAsync(AlipayNotices.Paid((name, value)));
        (reading.Verdict, reading.News, reading.Reply)
            .Should().Be((NoticeVerdict.Ignored, null, new NoticeReply(200, "text/plain", "success")));
    }

    [Fact]
    public async Task The_answer_is_seven_letters_and_nothing_else()
    {
        var reading = await ReadAsync(AlipayNotices.Paid());
        (reading.Reply.Status, reading.Reply.Body, Encoding.UTF8.GetByteCount(reading.Reply.Body)).Should().Be((200, "success", 7));
        reading.Reply.ContentType.Should().StartWith("text/plain");
    }

    [Fact]
    public async Task Parameters_of_the_URL_are_not_a_part_of_what_was_signed()
    {
        var body = await AlipayOracle.NoticeAsync(AlipayNotices.Paid(), AlipayVectors.AlipayKey);
        host.Provider("alipay").Read(account, AlipayNotices.Of(Encoding.ASCII.GetBytes(body), "?merchant=7&total_amount=1"),
            default).Verdict
            .Should().Be(NoticeVerdict.Genuine);
    }

    [Fact]
    public async Task A_payers_return_is_a_hint_and_never_news()
    {
        var query = await AlipayOracle.NoticeAsync(AlipayNotices.Paid(("notify_type", null)), AlipayVectors.AlipayKey);
        var reading = host.Provider("alipay").Read(account, AlipayNotices.Return("?" + query), default);
        (reading.Verdict, reading.Reference, reading.News).Should().Be((NoticeVerdict.Hint, "r_1", null));
        host.Provider("alipay").Read(account, AlipayNotices.Return("?out_trade_no=r_1&trade_status=TRADE_SUCCESS"), default).Verdict
            .Should().Be(NoticeVerdict.Forged);
    }

    /// <summary>A percent sign that starts no code stands for itself; a plus is a blank; nothing is decoded twice.</summary>
    [Fact]
    public async Task A_form_is_decoded_once()
    {
        var body = await AlipayOracle.NoticeAsync(AlipayNotices.Paid(("subject", "100% + 50%25 %zz")), AlipayVectors.AlipayKey);
        Read(body).Verdict.Should().Be(NoticeVerdict.Genuine);
        Read(body.Replace("100%25+%2B+50%2525+%25zz", "100%+%2b+50%2525+%zz")).Verdict.Should().Be(NoticeVerdict.Genuine);
        Read(body.Replace("50%2525", "50%25")).Verdict.Should().Be(NoticeVerdict.Forged);
    }

    [Fact]
    public void A_notice_in_GBK_is_verified_over_its_bytes()
    {
        var text = "app_id=2021000000000001&charset=GBK&out_trade_no=r_1&subject=测试&total_amount=1.00&trade_status=TRADE_SUCCESS";
        using var rsa = System.Security.Cryptography.RSA.Create();
        rsa.ImportFromPem(AlipayVectors.AlipayKey);
        var bytes = AlipayText.Chinese.GetBytes(text);
        var sign = Convert.ToBase64String(rsa.SignData(bytes, System.Security.Cryptography.HashAlgorithmName.SHA256,
            System.Security.Cryptography.RSASignaturePadding.Pkcs1));
        var body = AlipayText.Chinese.GetBytes(text + "&sign=" + Uri.EscapeDataString(sign));

        host.Provider("alipay").Read(AlipayVectors.Account(), AlipayNotices.Of(body), default).News!.Amount.Should().Be(1m);
    }

    [Theory]
    [InlineData("")]
    [InlineData("=1&sign=x")]
    [InlineData("a=1&a=2&sign=x")]
    [InlineData("total%5Famount=1&total_amount=2&sign=x")]
    [InlineData("charset=utf-16&sign=x")]
    [InlineData("{\"sign\":\"x\"}")]
    public void What_is_no_notice_is_malformed(string body)
    {
        var reading = Read(body);
        (reading.Verdict, reading.Refusal.Status, reading.Refusal.Body).Should().Be((NoticeVerdict.Malformed, 400, "fail"));
    }

    [Fact]
    public async Task A_replaced_key_of_Alipays_still_verifies_while_the_change_overlaps()
    {
        using var newer = System.Security.Cryptography.RSA.Create(2048);
        var changed = AlipayVectors.Account(("public_key", newer.ExportSubjectPublicKeyInfoPem()));
        var body = await AlipayOracle.NoticeAsync(AlipayNotices.Paid(), AlipayVectors.AlipayKey);
        NoticeVerdict Verdict(ProviderAccount by) => host.Provider("alipay").Read(by, AlipayNotices.Of(body), default).Verdict;

        Verdict(changed).Should().Be(NoticeVerdict.Forged);
        Verdict(changed with { FormerSettings = new Dictionary<string, string> { ["public_key"] = AlipayVectors.AlipayPublic } }).Should()
            .Be(NoticeVerdict.Genuine);
    }

    private async Task<NoticeReading> ReadAsync(JsonObject fields) => Read(await AlipayOracle.NoticeAsync(fields, AlipayVectors.AlipayKey));

    private NoticeReading Read(string body) => host.Provider("alipay").Read(account, AlipayNotices.Of(body), DateTimeOffset.UnixEpoch);
}
