using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Payments.Providers.Common;
using Payments.Providers.WeChat.Answers;
using Payments.Providers.WeChat.Bills;
using Payments.Providers.WeChat.Keys;
using Payments.Testing;

namespace Payments.Providers.Tests.WeChat;

/// <summary>Readers of foreign bytes answer or say their own refusal; they throw nothing else.</summary>
public sealed class WeChatFuzzTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ProviderAccount Account = WeChatVectors.PublicKeyAccount();
    private readonly ProviderHost host = new(time: new ManualTimeProvider(Now));
    private ProviderNotice genuine = null!;

    [Fact]
    public void Any_headers_and_bytes_get_a_verdict_and_are_not_taken()
    {
        var texts = ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "");
        var headers = from signature in texts from serial in texts from timestamp in texts select (signature, serial, timestamp);
        Prop.ForAll(headers.ToArbitrary(), ArbMap.Default.ArbFor<byte[]>(), (header, body) => Read(new ProviderNotice("POST", "",
            new Dictionary<string, string>
            {
                ["Wechatpay-Signature"] = header.signature,
                ["Wechatpay-Serial"] = header.serial,
                ["Wechatpay-Timestamp"] = header.timestamp,
                ["Wechatpay-Nonce"] = header.serial,
            }, body ?? [])).Verdict == NoticeVerdict.Forged).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void A_genuine_notice_in_which_bytes_were_changed_is_not_taken()
    {
        Read(genuine).Verdict.Should().Be(NoticeVerdict.Genuine);
        Prop.ForAll(Gen.Choose(0, genuine.Body.Length - 1).ToArbitrary(), Gen.Choose(1, 255).ToArbitrary(), (place, change) =>
        {
            var changed = genuine.Body.ToArray();
            changed[place] ^= (byte)change;
            return Read(genuine with { Body = changed }).Verdict == NoticeVerdict.Forged;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void Any_trade_within_a_genuine_notice_gets_a_verdict()
    {
        var values = Gen.Elements("null", "1", "\"\"", "\"SUCCESS\"", "\"REFUND\"", "[]",
            "{}", "true", "1e999", "\"\\ud800\"", "\"1900009191\"",
            "{\"total\":1.5}", "{\"total\":100,\"currency\":5}", "\"2025-13-45\"");
        var names = Gen.Elements("mchid", "appid", "out_trade_no", "transaction_id", "trade_state", "success_time", "amount", "payer");
        var plains = from count in Gen.Choose(0, 8)
                     from fields in Gen.ListOf(from name in names from value in values select (name, value), count)
                     select "{" + string.Join(',', fields.DistinctBy(field => field.name)
                         .Select(field => $"\"{field.name}\":{field.value}")) + "}";
        Prop.ForAll(plains.ToArbitrary(), plain => ReadTrade(plain)).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void Any_answer_is_read_or_refused()
    {
        var bodies = Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
            Gen.Elements("{", "[]", "null", "{}", "{\"code\":5}", "{\"code\":{}}",
                "{\"code\":\"\\ud800\"}", "{\"code\":\"PARAM_ERROR\",\"message\":[]}",
                "{\"data\":[]}", "{\"data\":[{}]}", "{\"data\":5}",
                "{\"data\":[{\"serial_no\":\"1\",\"encrypt_certificate\":{\"nonce\":\"61f9c719728a\",\"ciphertext\":\"AAAA\"}}]}"));
        Prop.ForAll(bodies.ToArbitrary(), Gen.Choose(100, 599).ToArbitrary(), (body, status) =>
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            WeChatErrors.RefusalOf(new ProviderReply(status, "application/json", bytes));
            OrRefusal<FormatException>(() => WeChatCertificateList.Read(bytes, WeChatVectors.ApiKey));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void Any_bill_is_read_or_refused()
    {
        var lines = Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
            Gen.Elements("交易时间,交易状态,手续费", "`2025-01-01 12:00:00,`SUCCESS,`0.1", "`x,`y,`z", "`,`,`", "``,``,``", "总交易单数,手续费总金额", "`1,`0.1",
                "`1e30,`79228162514264337593543950335", "\uFEFF", "`"));
        Prop.ForAll(Gen.ListOf(lines, 6).ToArbitrary(), bill =>
        {
            var text = new MemoryStream(Encoding.UTF8.GetBytes(string.Join("\r\n", bill)));
            OrRefusal<ProviderUnavailableException>(() => WeChatBillReader.ReadAsync(text, WeChatBillTotals.Trade, CancellationToken.None)
                .Select(WeChatStatement.LineOf).ToListAsync().AsTask().GetAwaiter().GetResult());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    public async Task InitializeAsync() => genuine = await WeChatNoticeTests.NoticeAsync(WeChatNoticeTests.Trade("SUCCESS"));

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    private NoticeReading Read(ProviderNotice notice) => host.Provider("wechat").Read(Account, notice, Now);

    private static void ReadTrade(string plain)
    {
        using var document = JsonDocument.Parse(plain);
        OrRefusal<FormatException>(() => WeChatTrade.Read(document.RootElement));
        OrRefusal<FormatException>(() => WeChatRefund.Read(document.RootElement));
        OrRefusal<FormatException>(() => WeChatShare.Read(document.RootElement));
    }

    private static void OrRefusal<TRefusal>(Func<object> read) where TRefusal : Exception
    {
        try
        {
            read();
        }
        catch (Exception exception) when (exception is TRefusal or JsonException or InvalidOperationException)
        {
            // Its own refusal, or what its caller takes for one.
        }
    }
}
