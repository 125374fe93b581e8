using System.Text;
using System.Text.Json.Nodes;
using Payments.Domain.Charges;
using Payments.Domain.Refunds;
using Payments.Providers.Common;
using Payments.Providers.WeChat;
using Payments.Testing;

namespace Payments.Providers.Tests.WeChat;

/// <summary>What is taken of notices, and what is not: signed by Node under the account's own public key.</summary>
public sealed class WeChatNoticeTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ProviderHost host = new(time: new ManualTimeProvider(Now));

    private WeChatProvider Provider => (WeChatProvider)host.Provider("wechat");

    private static string Serial => (string)WeChatVectors.All["pub_key_id"]!;

    [Fact]
    public async Task A_payment_is_news_of_its_charge_at_the_price_whatever_a_coupon_paid_of_it()
    {
        var reading = Read(await NoticeAsync(Trade("SUCCESS", payerTotal: 40)));

        (reading.Verdict, reading.Reference, reading.ProviderId).Should().Be((NoticeVerdict.Genuine, "T20250101000001", "4200001"));
        var news = reading.News!;
        (news.State, news.Amount, news.Currency, news.Paid).Should().Be((ChargeState.Paid, 1.00m, "CNY", 1.00m));
        (news.PayerAmount, news.PayerCurrency, news.Transaction, news.Word).Should().Be(("0.40", "CNY", "4200001", "SUCCESS"));
        news.PaidAt.Should().Be(new DateTimeOffset(2025, 1, 1, 12, 0, 0, TimeSpan.FromHours(8)));
        (reading.Reply.Status, reading.Reply.Body).Should().Be((204, ""));
    }

    [Theory]
    [InlineData("REFUND", NoticeVerdict.Genuine, ChargeState.Held)]
    [InlineData("NOTPAY", NoticeVerdict.Genuine, ChargeState.Open)]
    [InlineData("USERPAYING", NoticeVerdict.Genuine, ChargeState.Open)]
    [InlineData("PAYERROR", NoticeVerdict.Genuine, ChargeState.Open)]
    [InlineData("ACCEPT", NoticeVerdict.Genuine, ChargeState.Seen)]
    [InlineData("CLOSED", NoticeVerdict.Genuine, ChargeState.Ended)]
    [InlineData("REVOKED", NoticeVerdict.Genuine, ChargeState.Ended)]
    [InlineData("SOMETHING_NEW", NoticeVerdict.Hint, null)]
    public async Task Each_state_has_its_meaning_and_an_unknown_one_only_has_the_provider_asked(
        string word, NoticeVerdict verdict, ChargeState? state)
    {
        var reading = Read(await NoticeAsync(Trade(word)));

        (reading.Verdict, reading.News?.State, reading.Reference).Should().Be((verdict, state, "T20250101000001"));
    }

    [Theory]
    [InlineData("Wechatpay-Signature", null)]
    [InlineData("Wechatpay-Timestamp", null)]
    [InlineData("Wechatpay-Nonce", null)]
    [InlineData("Wechatpay-Serial", null)]
    [InlineData("Wechatpay-Timestamp", "now")]
    [InlineData("Wechatpay-Timestamp", "99999999999999999999")]
    [InlineData("Wechatpay-Timestamp", "-1")]
    [InlineData("Wechatpay-Nonce", "another")]
    [InlineData("Wechatpay-Signature", "AAAA")]
    [InlineData("Wechatpay-Signature", "not base64")]
    [InlineData("Wechatpay-Signature-Type", "WECHATPAY2-SM2-WITH-SM3")]
    public async Task A_header_that_is_missing_or_another_one_is_refused(string name, string? value)
    {
        var notice = await NoticeAsync(Trade("SUCCESS"));
        var headers = new Dictionary<string, string>(notice.Headers);
        if (value is null) headers.Remove(name);
        else headers[name] = value;

        var reading = Read(notice with { Headers = headers });

        (reading.Verdict, reading.Refusal.Status).Should().Be((NoticeVerdict.Forged, 401));
        JsonNode.Parse(reading.Refusal.Body)!["code"]!.ToString().Should().Be("FAIL");
    }

    [Fact]
    public async Task The_names_of_headers_may_be_written_in_any_case()
    {
        var notice = await NoticeAsync(Trade("SUCCESS"));

        Read(notice with { Headers = notice.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value) })
            .Verdict.Should()
            .Be(NoticeVerdict.Genuine);
    }

    [Fact]
    public async Task Many_at_once_are_read_as_one_after_the_other()
    {
        var (genuine, account) = (await NoticeAsync(Trade("SUCCESS")), WeChatVectors.PublicKeyAccount());
        var forged = genuine with { Body = genuine.Body.ToArray().Append((byte)' ').ToArray() };

        Parallel.For(0, 2000, turn => Provider.Read(account, turn % 2 == 0 ? genuine : forged, Now).Verdict.Should()
            .Be(turn % 2 == 0 ? NoticeVerdict.Genuine : NoticeVerdict.Forged));
    }

    [Fact]
    public async Task A_probe_is_refused_even_where_its_rest_would_fit()
    {
        var notice = await NoticeAsync(Trade("SUCCESS"));
        var headers = new Dictionary<string, string>(notice.Headers)
        {
            ["Wechatpay-Signature"] = "WECHATPAY/SIGNTEST/" + notice.Headers["Wechatpay-Signature"],
        };

        Read(notice with { Headers = headers }).Verdict.Should().Be(NoticeVerdict.Forged);
    }

    [Theory]
    [InlineData(300, NoticeVerdict.Genuine)]
    [InlineData(-300, NoticeVerdict.Genuine)]
    [InlineData(301, NoticeVerdict.Forged)]
    [InlineData(-301, NoticeVerdict.Forged)]
    public async Task Five_minutes_are_the_window(int seconds, NoticeVerdict verdict) =>
        Read(await NoticeAsync(Trade("SUCCESS")), Now.AddSeconds(seconds)).Verdict.Should().Be(verdict);

    [Fact]
    public async Task Bytes_are_verified_and_not_what_they_mean()
    {
        var notice = await NoticeAsync(Trade("SUCCESS"));
        var spaced = Encoding.UTF8.GetBytes(JsonNode.Parse(notice.Body.Span)!.ToJsonString(new() { WriteIndented = true }));

        Read(notice with { Body = spaced }).Verdict.Should().Be(NoticeVerdict.Forged);
    }

    [Fact]
    public async Task One_by_an_unknown_key_comes_again_later()
    {
        var notice = await NoticeAsync(Trade("SUCCESS"), serial: "PUB_KEY_ID_0000000000000000000000000000000001");

        var reading = Read(notice);

        (reading.Verdict, reading.Refusal.Status).Should().Be((NoticeVerdict.Later, 503));
    }

    [Fact]
    public async Task One_under_another_APIv3_key_comes_again_later_and_under_the_replaced_one_is_taken()
    {
        const string Former = "former0123456789abcdefghijklmnop";
        var notice = await NoticeAsync(Trade("SUCCESS"), apiKey: Former);

        var reading = Read(notice);
        (reading.Verdict, reading.Refusal.Status).Should().Be((NoticeVerdict.Later, 503));
        reading.Reason.Should().Contain("api_key");
        var former = new Dictionary<string, string> { ["api_key"] = Former };
        var overlapping = WeChatVectors.PublicKeyAccount() with { FormerSettings = former };
        Provider.Read(overlapping, notice, Now).Verdict.Should().Be(NoticeVerdict.Genuine);
    }

    [Fact]
    public async Task A_refund_is_told_by_refund_status_and_is_no_payment()
    {
        var refund = new JsonObject
        {
            ["mchid"] = "1900009191",
            ["out_trade_no"] = "T20250101000001",
            ["out_refund_no"] = "R-1",
            ["refund_id"] = "50000000382019052709732678859",
            ["refund_status"] = "SUCCESS",
            ["success_time"] = "2025-01-01T10:34:56+08:00",
            ["amount"] = new JsonObject { ["total"] = 100, ["refund"] = 40 },
        };

        var reading = Read(await NoticeAsync(refund, kind: "REFUND.SUCCESS"));

        (reading.Verdict, reading.News).Should().Be((NoticeVerdict.Genuine, null));
        reading.Refund.Should().Be(new RefundNews
        {
            Reference = "R-1",
            Status = RefundStatus.Succeeded,
            Charge = "T20250101000001",
            ProviderId = "50000000382019052709732678859",
            Amount = 0.40m,
            EndedAt = new DateTimeOffset(2025, 1, 1, 10, 34, 56, TimeSpan.FromHours(8)),
            Word = "SUCCESS",
        });
        refund["refund_status"] = "ABNORMAL";
        Read(await NoticeAsync(refund, kind: "REFUND.ABNORMAL")).Refund!.Status
            .Should().Be(RefundStatus.Processing, "it waits for the merchant's hand");
        refund["refund_status"] = "CLOSED";
        Read(await NoticeAsync(refund, kind: "REFUND.CLOSED")).Refund!.Status.Should().Be(RefundStatus.Failed);
        refund["mchid"] = "1900000001";
        Read(await NoticeAsync(refund, kind: "REFUND.CLOSED")).Verdict.Should().Be(NoticeVerdict.Forged);
    }

    [Fact]
    public async Task A_share_for_a_receiver_is_told_by_what_is_in_it_and_not_by_its_type()
    {
        var share = new JsonObject { ["mchid"] = "1900009191", ["order_id"] = "3008", ["receiver"] = new JsonObject { ["amount"] = 5 } };

        Read(await NoticeAsync(share)).Verdict.Should().Be(NoticeVerdict.Ignored);
    }

    [Fact]
    public async Task Another_merchants_is_refused_and_another_apps_is_nobodys()
    {
        var (merchant, app) = (Trade("SUCCESS"), Trade("SUCCESS"));
        merchant["mchid"] = "1900000001";
        app["appid"] = "wxother";

        Read(await NoticeAsync(merchant)).Verdict.Should().Be(NoticeVerdict.Forged);
        Read(await NoticeAsync(app)).Verdict.Should().Be(NoticeVerdict.Ignored);
    }

    [Theory]
    [InlineData("<xml><return_code>SUCCESS</return_code><req_info>abc</req_info></xml>")]
    [InlineData("")]
    [InlineData("{}")]
    public void One_of_the_older_API_is_refused_in_this_ones_form(string body)
    {
        var reading = Read(new ProviderNotice("POST", "", new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body)));

        (reading.Verdict, reading.Refusal.Status, reading.Refusal.ContentType).Should().Be((NoticeVerdict.Forged, 401, "application/json"));
    }

    [Theory]
    [InlineData("<xml/>")]
    [InlineData("[]")]
    [InlineData("""{"event_type":"TRANSACTION.SUCCESS"}""")]
    [InlineData("""{"event_type":"TRANSACTION.SUCCESS","resource":{"algorithm":"AES","nonce":"n","ciphertext":"c"}}""")]
    [InlineData("""{"event_type":"TRANSACTION.SUCCESS","resource":{"nonce":5,"ciphertext":{}}}""")]
    public async Task A_signed_one_that_cannot_be_read_is_malformed(string body) =>
        Read(await SignedAsync(Encoding.UTF8.GetBytes(body), Serial)).Verdict.Should().Be(NoticeVerdict.Malformed);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    internal static JsonObject Trade(string state, long total = 100, long payerTotal = 100) => new()
    {
        ["mchid"] = "1900009191",
        ["appid"] = "wxd678efh567hg6787",
        ["out_trade_no"] = "T20250101000001",
        ["transaction_id"] = "4200001",
        ["trade_state"] = state,
        ["success_time"] = "2025-01-01T12:00:00+08:00",
        ["amount"] = new JsonObject { ["total"] = total, ["payer_total"] = payerTotal, ["currency"] = "CNY", ["payer_currency"] = "CNY" },
    };

    internal static async Task<ProviderNotice> NoticeAsync(
        JsonObject plain, string? serial = null, string? apiKey = null, string kind = "TRANSACTION.SUCCESS")
    {
        const string Nonce = "pJzPEVj3TKtN";
        var body = new JsonObject
        {
            ["id"] = "EV-1",
            ["event_type"] = kind,
            ["resource"] = new JsonObject
            {
                ["algorithm"] = "AEAD_AES_256_GCM",
                ["ciphertext"] = await WeChatOracle.SealAsync(plain.ToJsonString(), apiKey ?? WeChatVectors.ApiKey, Nonce, "transaction"),
                ["associated_data"] = "transaction",
                ["nonce"] = Nonce,
            },
        };
        return await SignedAsync(Encoding.UTF8.GetBytes(body.ToJsonString()), serial ?? Serial);
    }

    internal static async Task<ProviderNotice> SignedAsync(byte[] body, string serial)
    {
        var timestamp = $"{Now.ToUnixTimeSeconds()}";
        byte[] text = [.. Encoding.UTF8.GetBytes($"{timestamp}\nnonce\n"), .. body, (byte)'\n'];
        return new ProviderNotice("POST", "", new Dictionary<string, string>
        {
            ["Wechatpay-Timestamp"] = timestamp,
            ["Wechatpay-Nonce"] = "nonce",
            ["Wechatpay-Serial"] = serial,
            ["Wechatpay-Signature"] = await WeChatOracle.SignAsync(text, WeChatVectors.PublicModeKey),
            ["Wechatpay-Signature-Type"] = "WECHATPAY2-SHA256-RSA2048",
        }, body);
    }

    private NoticeReading Read(ProviderNotice notice, DateTimeOffset? now = null) =>
        Provider.Read(WeChatVectors.PublicKeyAccount(), notice, now ?? Now);
}
