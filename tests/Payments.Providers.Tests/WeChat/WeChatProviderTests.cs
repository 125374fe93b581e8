using System.Globalization;
using System.Text.Json.Nodes;
using Payments.Domain.Charges;
using Payments.Providers.Common;
using Payments.Providers.WeChat;
using Payments.ProviderSandbox.Common;

namespace Payments.Providers.Tests.WeChat;

/// <summary>Charges at WeChat Pay from their beginning to their end, against the stand-in, which checks each signature by Node.</summary>
public sealed class WeChatProviderTests(WeChatLab lab) : IClassFixture<WeChatLab>
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Each_way_says_what_its_front_end_needs()
    {
        var native = await CreateAsync("native_1", "wechat_native");
        var h5 = await CreateAsync("h5_0001", "wechat_h5");
        var jsapi = await CreateAsync("jsapi_1", "wechat_jsapi");
        var app = await CreateAsync("app_001", "wechat_app");

        (native.State, native.Amount, native.Currency, native.Paid, native.ProviderId).Should()
            .Be((ChargeState.Open, 1.00m, "CNY", null, null));
        native.Front!.QrText.Should().StartWith(new Uri(lab.Sandbox.Url, "pay/native_1?pr=").ToString());
        native.Front.Until.Should().Be(lab.Time.GetUtcNow().AddHours(2));
        h5.Front!.Url.Should().EndWith("&redirect_url=https%3A%2F%2Fpay.example%2Fback%3Fa%3Db");
        h5.Front.Until.Should().Be(lab.Time.GetUtcNow().AddMinutes(5), "the page is dead afterwards, and is asked for again");
        jsapi.Front!.Parameters.Keys.Should().BeEquivalentTo("appId", "timeStamp", "nonceStr", "package", "signType", "paySign");
        jsapi.Front.Parameters["timeStamp"].Should().Be($"{lab.Time.GetUtcNow().ToUnixTimeSeconds()}");
        app.Front!.Parameters.Keys.Should().BeEquivalentTo("appid", "partnerid", "prepayid", "package", "noncestr", "timestamp", "sign");
    }

    [Fact]
    public async Task The_request_says_fen_and_chinas_time_and_the_same_again_is_the_same_order()
    {
        await CreateAsync("body_01", amount: 12.34m);
        var again = await CreateAsync("body_01", amount: 12.34m);

        var sent = Sent("/v3/pay/transactions/native", "body_01");
        ((long)sent["amount"]!["total"]!, (string)sent["amount"]!["currency"]!).Should().Be((1234L, "CNY"));
        DateTimeOffset.Parse((string)sent["time_expire"]!, CultureInfo.InvariantCulture).Should().Be(lab.Time.GetUtcNow().AddMinutes(30));
        ((string)sent["time_expire"]!).Should().EndWith("+08:00");
        ((string)sent["description"]!).Should().Be("测试/商品 & 甲");
        sent["settle_info"].Should().BeNull();
        again.State.Should().Be(ChargeState.Open);
        var other = await lab.Provider.CreateAsync(lab.Account, lab.Charge("body_01", amount: 12.35m), None);
        (other.Outcome, other.Reason).Should().Be((ProviderOutcome.Refused, "OUTTRADENOUSED: 商户订单号重复"));
    }

    [Theory]
    [InlineData("short", "wechat_native", "1", "CNY", "out_trade_no*")]
    [InlineData("has blank", "wechat_native", "1", "CNY", "out_trade_no*")]
    [InlineData("number_1", "wechat_native", "1.005", "CNY", "amount*")]
    [InlineData("number_2", "wechat_native", "0", "CNY", "amount*")]
    [InlineData("number_3", "wechat_native", "1", "USD", "WeChat Pay takes CNY*")]
    [InlineData("number_4", "wechat_micropay", "1", "CNY", "*no way to pay*")]
    public async Task What_would_be_refused_is_not_sent(string reference, string method, string amount, string currency, string reason)
    {
        var before = lab.Sandbox.Requests.Count;
        var charge = lab.Charge(reference, method, decimal.Parse(amount, CultureInfo.InvariantCulture)) with { Currency = currency };

        var answer = await lab.Provider.CreateAsync(lab.Account, charge, None);

        (answer.Outcome, lab.Sandbox.Requests.Count).Should().Be((ProviderOutcome.Refused, before));
        answer.Reason.Should().Match(reason);
    }

    [Fact]
    public async Task H5_wants_the_payers_address_and_JSAPI_the_payers_id()
    {
        var h5 = await lab.Provider.CreateAsync(lab.Account, lab.Charge("h5_0002", "wechat_h5") with { PayerAddress = null }, None);
        var jsapi = await lab.Provider.CreateAsync(lab.Account, lab.Charge("jsapi_2", "wechat_jsapi") with { PayerId = null }, None);

        h5.Reason.Should().Contain("payer_client_ip");
        jsapi.Reason.Should().Contain("openid");
    }

    [Fact]
    public async Task An_openid_of_another_app_is_refused_at_once_although_it_comes_as_500()
    {
        var charge = lab.Charge("jsapi_3", "wechat_jsapi") with { PayerId = "oOfAnotherApp" };
        var answer = await lab.Provider.CreateAsync(lab.Account, charge, None);

        answer.Outcome.Should().Be(ProviderOutcome.Refused);
        answer.Reason.Should().StartWith("OPENIDMISMATCH");
        lab.Sandbox.Requests.Count(request => request.Body.Contains("jsapi_3")).Should().Be(1, "no repetition cures it");
    }

    [Fact]
    public async Task A_payment_is_told_and_asked_for()
    {
        await CreateAsync("paid_01");
        await lab.PostAsync("pay/paid_01/pay");

        var paid = await lab.NoticeAsync();
        var asked = (await QueryAsync("paid_01")).News!;

        (paid.Verdict, paid.Reference, paid.News!.State, paid.News.Paid).Should()
            .Be((NoticeVerdict.Genuine, "paid_01", ChargeState.Paid, 1.00m));
        asked.Should().BeEquivalentTo(paid.News);
        asked.PaidAt.Should().Be(lab.Time.GetUtcNow());
        (await lab.Provider.CreateAsync(lab.Account, lab.Charge("paid_01"), None))
            .News!.State.Should().Be(ChargeState.Paid, "a paid order is asked for");
        (await CloseAsync("paid_01")).News!.State.Should().Be(ChargeState.Paid, "and is not closed");
    }

    [Fact]
    public async Task Whatever_the_notices_do_only_true_ones_count()
    {
        await CreateAsync("faults_1");
        lab.Sandbox.Faults.Order(Fault.Forged);
        await lab.PostAsync("pay/faults_1/coupon");
        (await lab.NoticeAsync()).Verdict.Should().Be(NoticeVerdict.Forged);

        await CreateAsync("faults_2");
        lab.Sandbox.Faults.Order(Fault.Probe);
        await lab.PostAsync("pay/faults_2/pay");
        (await lab.NoticeAsync()).Verdict.Should().Be(NoticeVerdict.Forged);

        await CreateAsync("faults_3");
        lab.Sandbox.Faults.Order(Fault.OtherAmount);
        await lab.PostAsync("pay/faults_3/pay");
        (await lab.NoticeAsync()).News!.Amount.Should().Be(10.00m, "the order compares it");

        var coupon = (await QueryAsync("faults_1")).News!;
        (coupon.Paid, coupon.PayerAmount).Should().Be((1.00m, "0.50"));
    }

    [Fact]
    public async Task An_order_is_closed_and_what_never_was_is_not_found()
    {
        await CreateAsync("close_1");

        (await CloseAsync("close_1")).News!.State.Should().Be(ChargeState.Ended);
        (await CloseAsync("close_1")).News!.State.Should().Be(ChargeState.Ended, "closed is closed");
        (await QueryAsync("close_1")).News!.State.Should().Be(ChargeState.Ended);
        (await CloseAsync("nothing_1")).Outcome.Should().Be(ProviderOutcome.NotFound);
        (await QueryAsync("nothing_1")).Outcome.Should().Be(ProviderOutcome.NotFound);
    }

    [Fact]
    public async Task A_refund_is_accepted_first_and_done_later_and_is_the_same_under_its_number()
    {
        await lab.PaidAsync("refund_1");
        var order = new RefundOrder("R-1", WeChatLab.Query("refund_1"), 0.40m, "不要了", lab.Shop.Url, null);

        var accepted = await lab.Provider.RefundAsync(lab.Account, order, None);
        var again = await lab.Provider.RefundAsync(lab.Account, order, None);
        (accepted.Outcome, accepted.State).Should().Be((ProviderOutcome.Done, RefundState.Processing));
        again.ProviderId.Should().Be(accepted.ProviderId);
        await lab.PostAsync("sandbox/refunds/R-1/success");

        var notice = await lab.NoticeAsync();
        (notice.Verdict, notice.Refund!.Reference, notice.Refund.Amount).Should().Be((NoticeVerdict.Genuine, "R-1", 0.40m));
        (await lab.Provider.QueryRefundAsync(lab.Account, order, None)).State.Should().Be(RefundState.Done);
        (await QueryAsync("refund_1")).News!.State.Should().Be(ChargeState.Held, "seen first when money went back, it waits for a person");
        var tooMuch = await lab.Provider.RefundAsync(lab.Account, order with { Number = "R-2", Amount = 0.61m }, None);
        tooMuch.Outcome.Should().Be(ProviderOutcome.Refused);
        (await lab.Provider.QueryRefundAsync(lab.Account, order with { Number = "R-2" }, None))
            .Outcome.Should().Be(ProviderOutcome.NotFound);
        (await lab.Provider.RefundAsync(lab.Account, order with { Number = "R-3", Amount = 0.001m }, None))
            .Outcome.Should().Be(ProviderOutcome.Refused);
    }

    [Theory]
    [InlineData("abnormal", RefundState.Processing)]
    [InlineData("closed", RefundState.Failed)]
    public async Task A_refund_that_waits_for_the_merchants_hand_has_not_failed(string state, RefundState expected)
    {
        await lab.PaidAsync($"refund_{state}");
        var order = new RefundOrder($"R-{state}", WeChatLab.Query($"refund_{state}"), 1.00m, null, null, null);
        await lab.Provider.RefundAsync(lab.Account, order, None);
        await lab.PostAsync($"sandbox/refunds/R-{state}/{state}");

        var answer = await lab.Provider.QueryRefundAsync(lab.Account, order, None);

        (answer.State, answer.Reason).Should().Be((expected, state.ToUpperInvariant()));
    }

    [Fact]
    public async Task A_payer_is_identified_once_a_code()
    {
        var url = lab.Provider.AskUrl(lab.Account, "https://pay.example/in?x=1", "s7")!;
        url.Should().Be($"{lab.Sandbox.Url}connect/oauth2/authorize?appid=wxd678efh567hg6787" +
            "&redirect_uri=https%3A%2F%2Fpay.example%2Fin%3Fx%3D1&response_type=code&scope=snsapi_base&state=s7#wechat_redirect");
        var code = System.Web.HttpUtility.ParseQueryString((await lab.FollowAsync(url)).Query)["code"]!;

        (await lab.Provider.IdentifyAsync(lab.Account, code, None)).PayerId.Should().Be(lab.Sandbox.OpenId);
        var again = await lab.Provider.IdentifyAsync(lab.Account, code, None);
        (again.Outcome, again.PayerId).Should().Be((ProviderOutcome.Refused, null));
        again.Reason.Should().StartWith("40163");
        (await lab.Provider.IdentifyAsync(lab.Account, "made-up", None)).Reason.Should().StartWith("40029");
        (await lab.Provider.IdentifyAsync(lab.AccountWith(("app_secret", "wrong")), code, None)).Reason.Should().NotContain("wrong");
        lab.Provider.AskUrl(lab.AccountWith(("app_secret", "")), "https://pay.example", "s").Should().BeNull();
    }

    private async Task<ChargeNews> CreateAsync(string reference, string method = "wechat_native", decimal amount = 1.00m)
    {
        var answer = await lab.Provider.CreateAsync(lab.Account, lab.Charge(reference, method, amount), None);
        answer.Outcome.Should().Be(ProviderOutcome.Done, answer.Reason);
        return answer.News!;
    }

    private Task<ChargeAnswer> QueryAsync(string reference) => lab.Provider.QueryAsync(lab.Account, WeChatLab.Query(reference), None);

    private Task<ChargeAnswer> CloseAsync(string reference) => lab.Provider.CloseAsync(lab.Account, WeChatLab.Query(reference), None);

    private JsonNode Sent(string target, string reference) => JsonNode.Parse(
        lab.Sandbox.Requests.Last(request => request.Target == target && request.Body.Contains(reference, StringComparison.Ordinal)).Body)!;
}
