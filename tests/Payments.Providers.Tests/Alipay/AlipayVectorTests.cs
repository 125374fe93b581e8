using System.Text;
using System.Text.Json.Nodes;
using Payments.Domain.Charges;
using Payments.Providers.Alipay;
using Payments.Providers.Alipay.Answers;
using Payments.Providers.Alipay.Bills;
using Payments.Providers.Alipay.Keys;
using Payments.Providers.Alipay.Notices;
using Payments.Providers.Common;

namespace Payments.Providers.Tests.Alipay;

/// <summary>Signatures, numbers and a bill that other implementations made.</summary>
public sealed class AlipayVectorTests
{
    private static readonly AlipayAccount Account = AlipayVectors.Read(AlipayVectors.Account());

    [Fact]
    public void A_request_is_signed_with_its_type_and_without_what_is_empty()
    {
        var vector = AlipayVectors.Signed["request"]!;
        var parameters = vector["params"]!.AsObject().Select(one => KeyValuePair.Create(one.Key, (string)one.Value!))
            .Where(one => one.Value.Length > 0).OrderBy(one => one.Key, StringComparer.Ordinal);

        var text = AlipayRequest.SignText(parameters);

        text.Should().Be((string)vector["sign_string"]!);
        Account.Sign(Encoding.UTF8.GetBytes(text)).Should().Be((string)vector["sign"]!);
    }

    [Theory]
    [InlineData("answer")]
    [InlineData("answer_error")]
    public void An_answer_is_verified_over_its_object_as_it_was_written(string name)
    {
        var vector = AlipayVectors.Signed[name]!;
        var raw = Encoding.UTF8.GetBytes((string)vector["raw"]!);

        var envelope = AlipayEnvelope.Find(raw, (string)vector["method"]!)!;

        Encoding.UTF8.GetString(envelope.Signed.Span).Should().Be((string)vector["signed_part"]!);
        Account.Verify(envelope.Signed.Span, envelope.Sign!, null).Should().BeTrue();
        Account.Verify(envelope.Signed.Span[1..], envelope.Sign!, null).Should().BeFalse();
    }

    [Fact]
    public void The_answer_with_a_code_reads_as_one_and_the_failure_as_a_trade_that_is_not_there()
    {
        var code = Verdict("answer", AlipayCode.Read).Should().BeOfType<ProviderAnswer<AlipayCode>.Ok>().Subject.Value;
        code.Should().Be(new AlipayCode("T20250101000001", "https://qr.alipay.com/bax03206ug0kulveltqc80a8"));

        Verdict("answer_error", AlipayTrade.Read).Should().BeOfType<ProviderAnswer<AlipayTrade>.Refused>()
            .Subject.Refusal.Kind.Should().Be(RefusalKind.NotFound);
    }

    [Theory]
    [InlineData("notify_trade")]
    [InlineData("notify_gateway_message")]
    public async Task A_notice_is_taken_in_both_ways_of_signing(string name)
    {
        await using var host = new ProviderHost();
        var body = Encoding.ASCII.GetBytes((string)AlipayVectors.Signed[name]!["form_body"]!);
        var account = AlipayVectors.Account(("seller_id", AlipayVectors.SellerId));

        var reading = host.Provider("alipay").Read(account, AlipayNotices.Of(body), DateTimeOffset.UnixEpoch);

        (reading.Verdict, reading.Reference, reading.ProviderId).Should()
            .Be((NoticeVerdict.Genuine, "T20250101000001", "2025010122001489861008118997"));
        reading.News.Should().BeEquivalentTo(new ChargeNews
        {
            Reference = "T20250101000001",
            State = ChargeState.Paid,
            ProviderId = "2025010122001489861008118997",
            Amount = 88.88m,
            Currency = "CNY",
            Paid = 88.88m,
            Transaction = "2025010122001489861008118997",
            PaidAt = new DateTimeOffset(2025, 1, 1, 12, 0, 5, TimeSpan.FromHours(8)),
            Word = "TRADE_SUCCESS",
        });
        var form = AlipayForm.Find(body, out _)!;
        form["subject"].Should().Be("测试+ 100% &商品 ", "blanks at the end are signed as well");
        form["passback_params"].Should().Be("a%3D1%26b%3D2", "it is decoded once");
    }

    [Fact]
    public void The_signed_text_of_a_notice_is_that_of_the_vector()
    {
        var vector = AlipayVectors.Signed["notify_trade"]!;
        var form = AlipayForm.Find(Encoding.ASCII.GetBytes((string)vector["form_body"]!), out _)!;

        Encoding.UTF8.GetString(form.SignText(["sign_type"], keepsEmpty: true)).Should().Be((string)vector["sign_string"]!);
    }

    [Fact]
    public void Certificates_have_the_numbers_of_the_vector_and_the_root_without_RSA_is_left_out()
    {
        var numbers = AlipayVectors.Signed["cert_sn"]!;
        string NumberOf(string name) => AlipayCertificates.NumberOf(AlipayCertificates.Read(AlipayVectors.Text(name))[0]);
        var roots = AlipayCertificates.Read(AlipayVectors.Text("ali_root_cert.crt"));

        NumberOf("ali_app_cert.crt").Should().Be((string)numbers["app_cert_sn"]!);
        NumberOf("ali_alipay_cert.crt").Should().Be((string)numbers["alipay_cert_sn"]!);
        roots.Should().HaveCount(3);
        AlipayCertificates.NumberOf(roots).Should().Be((string)numbers["alipay_root_cert_sn"]!);
        var account = AlipayVectors.Read(AlipayVectors.Certified());
        (account.AppCertSn, account.RootCertSn).Should().Be(((string)numbers["app_cert_sn"]!, (string)numbers["alipay_root_cert_sn"]!));
        account.Ends.Should().Contain(end => end.Until == new DateTimeOffset(2045, 1, 1, 0, 0, 0, TimeSpan.Zero));
        account.Knows((string)numbers["alipay_cert_sn"]!).Should().BeTrue();
    }

    [Fact]
    public async Task The_bill_is_read_from_its_zip_of_Chinese_names_and_the_sums_are_left_out()
    {
        using var file = new MemoryStream(AlipayVectors.Bytes("ali_tradebill.csv.zip"));
        var lines = new List<StatementLine>();
        await foreach (var line in AlipayBill.ReadAsync(file, default)) lines.Add(line);

        DateTimeOffset At(int hour, int second) => new(2025, 1, 1, hour, 0, second, TimeSpan.FromHours(8));
        const string Trade = "2025010122001489861008118997";
        lines.Should().Equal(
            new StatementLine("T20250101000001", Trade, IsRefund: false, 88.88m, "CNY", 0.53m, IsPaid: true, At(12, 5), "交易"),
            new StatementLine("RF0001", Trade, IsRefund: true, 10.00m, "CNY", -0.06m, IsPaid: true, At(13, 0), "退款")
            {
                Payment = "T20250101000001",
            });
    }

    private static ProviderAnswer<T> Verdict<T>(string name, Func<JsonFields, T> read)
    {
        var vector = AlipayVectors.Signed[name]!;
        var raw = Encoding.UTF8.GetBytes((string)vector["raw"]!);
        var envelope = AlipayEnvelope.Find(raw, (string)vector["method"]!)!;
        return AlipayVerdict.Of(new ProviderReply(200, "text/html", raw), envelope,
            Account.Verify(envelope.Signed.Span, envelope.Sign!, null), read);
    }
}
