using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Payments.Providers.Alipay;
using Payments.Providers.Alipay.Answers;
using Payments.Providers.Alipay.Bills;
using Payments.Providers.Alipay.Keys;
using Payments.Providers.Alipay.Notices;
using Payments.Providers.Common;

namespace Payments.Providers.Tests.Alipay;

/// <summary>Readers of foreign bytes answer or refuse in their own words; they never throw anything else.</summary>
public sealed class AlipayFuzzTests
{
    private const string Method = "alipay.trade.query";

    private static readonly AlipayAccount Account = AlipayVectors.Read(AlipayVectors.Account());
    private static readonly AlipayAccount Certified = AlipayVectors.Read(AlipayVectors.Certified());
    private static readonly byte[] Notice = Encoding.ASCII.GetBytes((string)AlipayVectors.Signed["notify_trade"]!["form_body"]!);
    private static readonly byte[] Answer = Encoding.UTF8.GetBytes((string)AlipayVectors.Signed["answer"]!["raw"]!);

    [Fact]
    public async Task Any_bytes_get_a_verdict_as_a_notice()
    {
        await using var host = new ProviderHost();
        var (provider, account) = (host.Provider("alipay"), AlipayVectors.Account());
        Prop.ForAll<byte[]>(bytes => provider.Read(account, AlipayNotices.Of(bytes), default).News is null).QuickCheckThrowOnFailure();
        var pieces = Gen.Elements("sign=", "sign_type=RSA2", "&", "=", "%", "%f", "%ff", "+", "charset=", "gbk", "utf-8",
            "alipay_cert_sn=", "AAAA", "\0", "a", "订", "=&", "x=y");
        Prop.ForAll(pieces.ListOf(12).Select(drawn => string.Concat(drawn)).ToArbitrary(), text =>
            provider.Read(account, AlipayNotices.Of(text), default).News is null &&
            provider.Read(account, AlipayNotices.Return("?" + text), default).News is null)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void A_genuine_notice_in_which_bytes_were_changed_is_never_of_another_meaning() =>
        Prop.ForAll(Gen.Choose(0, Notice.Length - 1).ListOf(2).ToArbitrary(), Gen.Choose(1, 127).ToArbitrary(), (places, change) =>
        {
            var changed = (byte[])Notice.Clone();
            foreach (var place in places.Distinct()) changed[place] ^= (byte)change;
            var form = AlipayForm.Find(changed, out _);
            // What still verifies was written otherwise and says the same.
            return form is null || AlipayNoticeVerifier.Verify(form, Account) != AlipaySignedState.Genuine ||
                form.SignText(["sign_type"], true).AsSpan().SequenceEqual(AlipayForm.Find(Notice, out _)!.SignText(["sign_type"], true));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));

    [Fact]
    public void Any_answer_is_one_of_three_outcomes_and_a_changed_one_is_no_success() =>
        Prop.ForAll(Gen.Choose(0, Answer.Length - 1).ListOf(2).ToArbitrary(), Gen.Choose(0, 255).ToArbitrary(),
            Gen.Choose(100, 599).ToArbitrary(), (places, change, status) =>
        {
            var changed = (byte[])Answer.Clone();
            foreach (var place in places.Distinct()) changed[place] ^= (byte)change;
            var envelope = AlipayEnvelope.Find(changed, "alipay.trade.precreate");
            var isSigned = envelope?.Sign is { } sign && Account.Verify(envelope.Signed.Span, sign, envelope.Certificate);
            var verdict = AlipayVerdict.Of(new ProviderReply(status, null, changed), envelope, isSigned, AlipayCode.Read);
            return verdict is not ProviderAnswer<AlipayCode>.Ok { Value: var code } ||
                code == new AlipayCode("T20250101000001", "https://qr.alipay.com/bax03206ug0kulveltqc80a8");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));

    [Fact]
    public void Any_signed_object_is_one_of_three_outcomes_whatever_its_fields_are()
    {
        var values = Gen.Elements("null", "1", "\"\"", "\"x\"", "[]", "{}", "true", "\"1e999\"", "1e999", "\"\\ud800\"", "[{}]",
            "\"10000\"", "{\"a\":1}", "-5", "\"99999999999999999999999999999\"", "\"SUCCESS\"", "\"Y\"", "\"2025-01-01 00:00:00\"",
            "\"0001-01-01 00:00:00\"");
        var names = Gen.Elements("code", "sub_code", "msg", "sub_msg", "trade_no", "out_trade_no", "trade_status", "total_amount",
            "send_pay_date", "fund_change", "refund_fee", "refund_status", "refund_amount", "royalty_detail_list", "receiver_list",
            "result_code", "max_ratio", "qr_code",
            "total_page_num", "action", "retry_flag", "bill_download_url");
        var objects = from count in Gen.Choose(0, 12)
                      from fields in Gen.ListOf(from name in names from value in values select (name, value), count)
                      let all = fields.Append(("code", "\"10000\"")).DistinctBy(field => field.Item1)
                      select "{" + string.Join(',', all.Select(field => $"\"{field.Item1}\":{field.Item2}")) + "}";
        Prop.ForAll(objects.ToArbitrary(), content =>
        {
            var reply = new ProviderReply(200, null,
                Encoding.UTF8.GetBytes($"{{\"alipay_trade_query_response\":{content},\"sign\":\"AAAA\"}}"));
            var envelope = AlipayEnvelope.Find(reply.Body, Method);
            Read(AlipayTrade.Read);
            Read(AlipayCode.Read);
            Read(AlipayClosed.Read);
            Read(AlipayCancelled.Read);
            Read(AlipayRefund.Read);
            Read(AlipayRefundState.Read);
            Read(AlipaySettled.Read);
            Read(AlipaySettleState.Read);
            Read(AlipayRoyaltyRate.Read);
            Read(AlipayReceivers.Read);
            Read(AlipayRelated.Read);
            void Read<T>(Func<JsonFields, T> read) => AlipayVerdict.Of(reply, envelope, isSigned: true, read).Should().NotBeNull();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));
    }

    [Fact]
    public void Any_bytes_are_a_bill_or_refused_in_its_own_words()
    {
        var bill = AlipayVectors.Bytes("ali_tradebill.csv.zip");
        Prop.ForAll<byte[]>(bytes => Reads(bytes) == null).QuickCheckThrowOnFailure();
        Prop.ForAll(Gen.Choose(0, bill.Length - 1).ListOf(3).ToArbitrary(), Gen.Choose(1, 255).ToArbitrary(), (places, change) =>
        {
            var changed = (byte[])bill.Clone();
            foreach (var place in places.Distinct()) changed[place] ^= (byte)change;
            Reads(changed);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));
        for (var length = 0; length < bill.Length; length += 7) Reads(bill[..length]).Should().BeNull();
    }

    [Fact]
    public void Any_lines_are_a_list_or_refused_in_their_own_words()
    {
        var rows = Gen.Elements("#a", "#--列表结束--", "", ",", "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,订单金额（元）,服务费（元）",
            "1,r_1,交易,a,2025-01-01 00:00:00,2025-01-01 00:00:01,1.00,-0.01",
            "1,r_1,交易,a,b,2025-01-01 00:00:00,2025-01-01 00:00:01,1.00,-0.01",
            "1,r_1,退款,,,,x,y", "1\t,\"r_1\" ,交易,a,,2025-01-01 00:00:01,-1e3,", new string(',', 60));
        Prop.ForAll(rows.ListOf(6).ToArbitrary(), lines => Reads(Zip(string.Join("\r\n", lines))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(800));
    }

    [Fact]
    public void Any_text_is_a_certificate_or_refused_in_its_own_words() =>
        Prop.ForAll<string>(text =>
        {
            try
            {
                AlipayCertificates.ReadDownloaded(text ?? "");
            }
            catch (FormatException)
            {
            }
            Certified.Knows(text).Should().Be(text is null || text == "e9062712ab68d3da3ecf27443987d0a7");
        }).QuickCheckThrowOnFailure();

    /// <summary>How many lines a bill has; null where it is refused.</summary>
    private static int? Reads(byte[] bytes)
    {
        try
        {
            using var file = new MemoryStream(bytes);
            return AlipayBill.ReadAsync(file, default).ToBlockingEnumerable().Count();
        }
        catch (ProviderUnavailableException)
        {
            return null;
        }
    }

    private static byte[] Zip(string text)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true, AlipayText.Chinese))
        {
            using var entry = zip.CreateEntry("1_业务明细.csv").Open();
            entry.Write(AlipayText.Chinese.GetBytes(text));
        }
        return file.ToArray();
    }
}
