using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Payments.Domain.Charges;
using Payments.Providers.Alipay;
using Payments.Providers.Common;
using Payments.ProviderSandbox.Common;

namespace Payments.Providers.Tests.Alipay;

/// <summary>Charges at Alipay from their beginning to their end, against the stand-in, which checks every signature with Node.</summary>
public sealed class AlipayProviderTests(AlipayLab lab) : IClassFixture<AlipayLab>
{
    private static CancellationToken None => CancellationToken.None;

    [Theory]
    [InlineData(AlipayProvider.PageMethod, "FAST_INSTANT_TRADE_PAY")]
    [InlineData(AlipayProvider.WapMethod, "QUICK_WAP_WAY")]
    [InlineData(AlipayProvider.QrMethod, "FACE_TO_FACE_PAYMENT")]
    [InlineData(AlipayProvider.AppMethod, "QUICK_MSECURITY_PAY")]
    public async Task Every_way_to_pay_ends_in_a_paid_trade_and_its_notice(string method, string product)
    {
        var reference = method + "_1";
        var made = await lab.Provider.CreateAsync(lab.Account, lab.Order(reference, method), None);
        var news = made.News!;
        (news.Reference, news.State, news.Amount, news.Currency, news.ProviderId)
            .Should().Be((reference, ChargeState.Open, 88.88m, "CNY", null));
        // Nobody has opened it: not found, and no failure.
        (await lab.AskAsync(reference)).Outcome.Should().Be(ProviderOutcome.NotFound);

        (await lab.OpenAsync(news.Front!)).Should().Contain("测试/商品 &amp; 100%+ &quot;q&quot; ");
        (await lab.AskAsync(reference)).News!.State.Should().Be(ChargeState.Open);
        var back = await lab.PostAsync($"sandbox/trades/{reference}/pay");
        var notice = await lab.NextAsync();

        (notice.Verdict, notice.Reference, notice.News!.State, notice.News.Paid)
            .Should().Be((NoticeVerdict.Genuine, reference, ChargeState.Paid, 88.88m));
        var asked = (await lab.AskAsync(reference)).News!;
        (asked.State, asked.Paid, asked.ProviderId, asked.Word).Should().Be((ChargeState.Paid, 88.88m, notice.ProviderId, "TRADE_SUCCESS"));
        (asked.PaidAt, notice.News.PaidAt).Should().Be((lab.Time.GetUtcNow(), lab.Time.GetUtcNow()));
        ContentOf(news.Front!, reference)["product_code"]!.ToString().Should().Be(product);
        if (method is not (AlipayProvider.PageMethod or AlipayProvider.WapMethod)) return;
        var reading = lab.Provider.Read(lab.Account, AlipayNotices.Return(back!.Query), default);
        (reading.Verdict, reading.Reference).Should().Be((NoticeVerdict.Hint, reference));
    }

    [Fact]
    public async Task A_page_has_its_charset_in_the_URL_and_Beijings_time_and_the_end_of_the_charge()
    {
        var news = (await lab.Provider.CreateAsync(lab.Account, lab.Order("times", AlipayProvider.PageMethod), None)).News!;
        var query = HttpUtility.ParseQueryString(new Uri(news.Front!.Url!).Query);

        (query["charset"], query["timestamp"], query["return_url"], query["notify_url"]).Should()
            .Be(("utf-8", "2026-01-01 21:00:00", "https://pay.example.com/back", lab.Shop.Url));
        ((string)JsonNode.Parse(query["biz_content"]!)!["time_expire"]!).Should().Be("2026-01-01 21:30:00");
        lab.Sandbox.Requests.Should().OnlyContain(request => request.Target.Contains("charset=utf-8"));
    }

    [Fact]
    public async Task A_page_may_be_posted_as_a_form_as_well()
    {
        var order = lab.Order("posted", AlipayProvider.PageMethod) with { Subject = new string('订', 400) };
        var front = (await lab.Provider.CreateAsync(lab.Account, order, None)).News!.Front!;

        front.MayPost.Should().BeTrue();
        front.Url!.Length.Should().BeGreaterThan(2500);
        (await lab.PostFormAsync(front.Url)).Should().Contain(new string('订', 256)).And.NotContain(new string('订', 257));
    }

    [Theory]
    [InlineData("0.001")]
    [InlineData("10.999")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("100000000.01")]
    public async Task Amounts_that_are_no_whole_fen_are_refused_and_not_rounded(string amount)
    {
        var money = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);
        foreach (var method in new[] { AlipayProvider.QrMethod, AlipayProvider.PageMethod })
            (await lab.Provider.CreateAsync(lab.Account, lab.Order("odd", method, money), None)).Outcome
                .Should().Be(ProviderOutcome.Refused);
        (await lab.Provider.RefundAsync(lab.Account, new RefundOrder("R", AlipayLab.Query("odd"), money, null, null, null), None)).Outcome
            .Should()
            .Be(ProviderOutcome.Refused);
        lab.Sandbox.Requests.Should().NotContain(request => request.Body.Contains("%22odd%22"), "nothing was sent");
    }

    [Theory]
    [InlineData("0.1", "0.10")]
    [InlineData("0.3", "0.30")]
    [InlineData("100.500", "100.50")]
    [InlineData("100000000", "100000000.00")]
    public async Task Amounts_are_written_exactly_with_two_places(string amount, string written)
    {
        var money = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);
        var front = (await lab.Provider.CreateAsync(lab.Account, lab.Order("exact", AlipayProvider.AppMethod, money), None)).News!.Front!;
        ((string)ContentOf(front, "exact")["total_amount"]!).Should().Be(written);
    }

    [Fact]
    public async Task The_account_says_where_notices_and_payers_go_instead()
    {
        var account = lab.AccountWith(("notify_url", "https://n.example/notify"), ("return_url", "https://n.example/payment/success"));
        var front = (await lab.Provider.CreateAsync(account, lab.Order("urls", AlipayProvider.WapMethod), None)).News!.Front!;
        var query = HttpUtility.ParseQueryString(new Uri(front.Url!).Query);
        (query["notify_url"], query["return_url"]).Should().Be(("https://n.example/notify", "https://n.example/payment/success"));
    }

    [Fact]
    public async Task Only_yuan_and_known_ways_to_pay_are_taken()
    {
        (await lab.Provider.CreateAsync(lab.Account, lab.Order("usd", AlipayProvider.QrMethod) with { Currency = "USD" }, None)).Outcome
            .Should().Be(ProviderOutcome.Refused);
        (await lab.Provider.CreateAsync(lab.Account, lab.Order("face", "alipay_face"), None)).Outcome.Should().Be(ProviderOutcome.Refused);
    }

    [Fact]
    public async Task The_same_number_again_gives_a_code_of_the_same_trade_and_another_amount_is_refused()
    {
        var first = (await lab.Provider.CreateAsync(lab.Account, lab.Order("again", AlipayProvider.QrMethod), None)).News!;
        var second = (await lab.Provider.CreateAsync(lab.Account, lab.Order("again", AlipayProvider.QrMethod), None)).News!;
        second.Front!.QrText.Should().Be(first.Front!.QrText);
        var other = await lab.Provider.CreateAsync(lab.Account, lab.Order("again", AlipayProvider.QrMethod, 1m), None);
        other.Outcome.Should().Be(ProviderOutcome.Refused);
        other.Reason.Should().Contain("CONTEXT_INCONSISTENT");
    }

    /// <summary>A creation whose answer was lost is repeated under its number, and there is one trade.</summary>
    [Theory]
    [InlineData("down")]
    [InlineData("lost")]
    [InlineData("garbage")]
    public async Task A_code_whose_answer_was_spoilt_is_asked_for_again_or_not_known(string fault)
    {
        lab.Sandbox.Faults.Order(fault, 1).Should().BeTrue();
        var answer = await lab.Provider.CreateAsync(lab.Account, lab.Order("spoilt_" + fault, AlipayProvider.QrMethod), None);
        answer.Outcome.Should().Be(fault == "garbage" ? ProviderOutcome.Unknown : ProviderOutcome.Done, answer.Reason);
        lab.Sandbox.Faults.Clear();
        (await lab.BeginAsync("spoilt_" + fault, isPaid: true)).Should().NotBeNull();
        (await lab.NextAsync()).News!.State.Should().Be(ChargeState.Paid);
    }

    [Fact]
    public async Task A_forged_answer_tells_nothing()
    {
        await lab.BeginAsync("forged");
        lab.Sandbox.Faults.Order(Fault.Forged);
        (await lab.AskAsync("forged")).Outcome.Should().Be(ProviderOutcome.Unknown);
        (await lab.AskAsync("forged")).News!.State.Should().Be(ChargeState.Open);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_in_words_for_the_operator()
    {
        using var other = System.Security.Cryptography.RSA.Create(2048);
        var answer = await lab.Provider.QueryAsync(lab.AccountWith(("private_key", other.ExportPkcs8PrivateKeyPem())),
            AlipayLab.Query("x"), None);
        (answer.Outcome, answer.Reason!.Contains("isv.invalid-signature")).Should().Be((ProviderOutcome.Refused, true));
    }

    [Fact]
    public async Task Closing_ends_an_unpaid_trade_and_never_touches_the_money_of_a_paid_one()
    {
        await lab.BeginAsync("close_1");
        (await CloseAsync("close_1")).News!.State.Should().Be(ChargeState.Ended);
        (await CloseAsync("close_1")).News!.State.Should().Be(ChargeState.Ended);
        await lab.BeginAsync("close_2", isPaid: true);
        (await lab.NextAsync()).News!.State.Should().Be(ChargeState.Paid);

        (await CloseAsync("close_2")).News!.State.Should().Be(ChargeState.Paid);

        (await CloseAsync("close_3")).Outcome.Should().Be(ProviderOutcome.NotFound, "nobody opened it, and its code ends by itself");
        (await lab.AskAsync("close_2")).News!.State.Should().Be(ChargeState.Paid);
        lab.Sandbox.Requests.Should().NotContain(request => request.Body.Contains("alipay.trade.cancel"));
    }

    [Fact]
    public async Task What_nobody_paid_in_time_ends()
    {
        await using var own = await AlipayLab.StartAsync();
        await own.BeginAsync("late");
        own.Time.Advance(TimeSpan.FromMinutes(31));
        (await own.AskAsync("late")).News!.State.Should().Be(ChargeState.Ended);
    }

    [Fact]
    public async Task A_notice_comes_twice_over_another_amount_or_forged_and_says_so()
    {
        foreach (var fault in new[] { "twice", "other_amount", "forged" })
        {
            await lab.BeginAsync("notice_" + fault);
            lab.Sandbox.Faults.Order(fault, 1);
            await lab.PostAsync($"sandbox/trades/notice_{fault}/pay");
            var reading = await lab.NextAsync();
            reading.Verdict.Should().Be(fault == "forged" ? NoticeVerdict.Forged : NoticeVerdict.Genuine);
            if (fault == "other_amount") reading.News!.Amount.Should().Be(888.80m);
            if (fault == "twice") (await lab.NextAsync()).News.Should().BeEquivalentTo(reading.News);
        }
        lab.Sandbox.Faults.Clear();
    }

    private Task<ChargeAnswer> CloseAsync(string reference) => lab.Provider.CloseAsync(lab.Account, AlipayLab.Query(reference), None);

    /// <summary>The content that was signed: of a code it was sent, else the front end has it.</summary>
    private JsonNode ContentOf(ChargeFront front, string reference)
    {
        var text = front.Url is { } url ? url[(url.IndexOf('?') + 1)..]
            : front.Parameters.GetValueOrDefault(AlipayProvider.OrderString)
            ?? lab.Sandbox.Requests.First(request => request.Body.Contains($"%22{reference}%22")).Body;
        return JsonNode.Parse(HttpUtility.ParseQueryString(text, Encoding.UTF8)["biz_content"]!)!;
    }
}
