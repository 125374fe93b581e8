using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Payments.Domain.Charges;
using Payments.Domain.Payouts;
using Payments.Providers.Common;
using Payments.Providers.Cryptomus.Answers;
using Payments.Providers.Cryptomus.Requests;
using Payments.Providers.Cryptomus.Webhooks;
using Payments.ProviderSandbox.Common;
using Payments.ProviderSandbox.Cryptomus;

namespace Payments.Providers.Tests.Cryptomus;

/// <summary>Charges at Cryptomus from their beginning to their end, against the stand-in.</summary>
public sealed class CryptomusProviderTests : IAsyncLifetime
{
    private const string Address = "TLa2f6VPqDgRE67v1736s7bJ8Ray5wYjU7";

    private CryptomusLab lab = null!;

    private IPaysOut Pays => (IPaysOut)lab.Provider;

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_charge_says_what_the_payer_needs()
    {
        var news = await CreateAsync("r_1");

        (news.Reference, news.State, news.Amount, news.Currency, news.Paid).Should().Be(("r_1", ChargeState.Open, 15m, "USD", null));
        news.Front!.Url.Should().Be(new Uri(lab.Sandbox.Url, $"pay/{news.ProviderId}").ToString());
        (news.Front.PayerAmount, news.Front.PayerCurrency, news.Front.Network).Should().Be(("15.00000000", "USDT", "tron"));
        news.Front.Address.Should().NotBeNull().And.Be(news.Front.QrText);
        news.Front.Until.Should().Be(lab.Time.GetUtcNow().AddMinutes(30));
    }

    [Theory]
    [InlineData(1, 300)]
    [InlineData(30, 1800)]
    [InlineData(10_000, 43_200)]
    public async Task An_invoice_lives_as_long_as_the_charge_within_what_cryptomus_takes(int minutes, int seconds)
    {
        await CreateAsync("r_1", charge => charge with { ExpiresAt = charge.Now.AddMinutes(minutes) });

        ((int)Sent("payment")["lifetime"]!).Should().Be(seconds);
    }

    [Fact]
    public async Task Signed_is_what_is_sent_whatever_is_in_it()
    {
        // The stand-in answers 401 unless Node's signature of the received bytes is the one in the header.
        var request = new CryptomusPaymentRequest
        {
            Amount = 15,
            Currency = "USD",
            OrderId = "bytes",
            UrlCallback = "https://shop.example/a/b?c=d&e=<f>",
            AdditionalData = "订单/1 é 😀 \u2028 \"q\" \\ +",
        };

        (await lab.Client.CreatePaymentAsync(request, None)).Should().BeOfType<ProviderAnswer<CryptomusPayment>.Ok>()
            .Which.Value.AdditionalData.Should().Be(request.AdditionalData);
    }

    [Fact]
    public async Task A_payment_is_told_step_by_step()
    {
        var news = await CreateAsync("r_1");
        await lab.PostAsync($"pay/{news.ProviderId}/pay");

        var (seen, paid) = (await NoticeAsync(), await NoticeAsync());

        (seen.Verdict, seen.News!.State).Should().Be((NoticeVerdict.Genuine, ChargeState.Seen));
        (paid.Verdict, paid.Reference, paid.ProviderId).Should().Be((NoticeVerdict.Genuine, "r_1", news.ProviderId));
        (paid.News!.State, paid.News.Amount, paid.News.Currency, paid.News.Paid).Should().Be((ChargeState.Paid, 15m, "USD", 15m));
        (paid.News.PayerAmount, paid.News.PayerCurrency).Should().Be(("15.00000000", "USDT"));
        paid.News.Transaction.Should().NotBeNull();
        paid.Reply.Status.Should().Be(200);
        (await QueryAsync("r_1")).News!.State.Should().Be(ChargeState.Paid);
    }

    [Fact]
    public async Task An_underpaid_charge_takes_the_rest()
    {
        var news = await CreateAsync("r_1");
        await lab.PostAsync($"pay/{news.ProviderId}/less");
        var under = (await QueryAsync("r_1")).News!;
        await lab.PostAsync($"pay/{news.ProviderId}/pay");
        var paid = (await QueryAsync("r_1")).News!;

        (under.State, under.Paid).Should().Be((ChargeState.Underpaid, 7.49m));
        (paid.State, paid.Paid).Should().Be((ChargeState.Paid, 15m));
    }

    [Fact]
    public async Task What_came_too_little_when_time_ran_out_has_ended_and_is_said()
    {
        var news = await CreateAsync("r_1");
        await lab.PostAsync($"pay/{news.ProviderId}/less");
        lab.Time.Advance(TimeSpan.FromMinutes(30));

        var ended = (await QueryAsync("r_1")).News!;

        (ended.State, ended.Paid, ended.Word).Should().Be((ChargeState.Ended, 7.49m, "wrong_amount"));
    }

    [Theory]
    [InlineData("more", ChargeState.Paid, "16.50000000", 16.48)]
    [InlineData("cancel", ChargeState.Ended, null, null)]
    public async Task Overpaid_is_paid_and_cancelled_is_ended(string action, ChargeState state, string? coins, double? paid)
    {
        var news = await CreateAsync("r_1");
        await lab.PostAsync($"pay/{news.ProviderId}/{action}");

        var answer = (await QueryAsync("r_1")).News!;

        (answer.State, answer.PayerAmount, answer.Paid).Should().Be((state, coins, (decimal?)paid));
    }

    [Fact]
    public async Task Faults_on_the_way_show_in_what_is_read()
    {
        var news = await CreateAsync("r_1");
        lab.Sandbox.Faults.Order(Fault.Forged);
        lab.Sandbox.Faults.Order(Fault.Twice);
        await lab.PostAsync($"pay/{news.ProviderId}/pay");
        (await NoticeAsync()).Should()
            .Match<NoticeReading>(notice => notice.Verdict == NoticeVerdict.Forged && notice.News == null && notice.Refusal.Status == 403);
        (await NoticeAsync()).Verdict.Should().Be(NoticeVerdict.Forged);
        (await NoticeAsync()).News!.State.Should().Be(ChargeState.Paid);

        lab.Sandbox.Faults.Order(Fault.OtherAmount);
        await lab.PostAsync($"sandbox/payments/{news.ProviderId}/status/paid");
        var other = await NoticeAsync();
        (other.Verdict, other.News!.Amount).Should().Be((NoticeVerdict.Genuine, 150m));

        lab.Sandbox.Faults.Order(Fault.OutOfOrder);
        await lab.PostAsync($"sandbox/payments/{news.ProviderId}/status/confirm_check");
        await lab.PostAsync($"sandbox/payments/{news.ProviderId}/status/paid");
        (await NoticeAsync()).News!.State.Should().Be(ChargeState.Paid);
        (await NoticeAsync()).News!.State.Should().Be(ChargeState.Seen);

        lab.Sandbox.Faults.Order(Fault.Late);
        await lab.PostAsync($"sandbox/payments/{news.ProviderId}/status/paid_over");
        lab.Shop.All.Should().HaveCount(6);
        await lab.PostAsync("sandbox/release");
        (await NoticeAsync()).News!.Word.Should().Be("paid_over");
    }

    [Fact]
    public async Task The_accounts_token_rides_on_the_webhooks_address_and_is_compared()
    {
        var account = TestAccounts.Cryptomus(CryptomusSandbox.PaymentKey, null, ("base_url", lab.BaseUrl), ("callback_token", "s3cret"),
            ("webhook_url", lab.Shop.Url + "hook?a=1"));
        await lab.Provider.CreateAsync(account, Charge("r_1"), None);
        var url = (string)Sent("payment")["url_callback"]!;
        await lab.PostAsync($"sandbox/payments/{(await QueryAsync("r_1")).News!.ProviderId}/status/paid");
        var heard = await lab.Shop.NextAsync();

        url.Should().Be(lab.Shop.Url + "hook?a=1&token=s3cret");
        NoticeVerdict Verdict(string query) => lab.Provider.Read(account, Notice(heard.Body, query), lab.Time.GetUtcNow()).Verdict;
        Verdict(heard.Target[heard.Target.IndexOf('?')..]).Should().Be(NoticeVerdict.Genuine);
        new[] { "", "?token=", "?token=other", "?token=s3cret&token=s3cret", "?Token=" }.Select(Verdict).Should()
            .OnlyContain(verdict => verdict == NoticeVerdict.Forged);
    }

    [Fact]
    public async Task Notices_of_static_wallets_and_payouts_concern_no_charge()
    {
        var test = new CryptomusTestWebhookRequest { UrlCallback = lab.Shop.Url, Currency = "USDT", Network = "tron" };
        await lab.Client.SendTestWebhookAsync(CryptomusWebhookType.Wallet, test, None);
        await lab.Client.SendTestWebhookAsync(CryptomusWebhookType.Payout, test, None);

        (await NoticeAsync()).Should().Match<NoticeReading>(notice =>
            notice.Verdict == NoticeVerdict.Genuine && notice.News == null && notice.Deposit != null);
        (await NoticeAsync()).Should().Match<NoticeReading>(notice =>
            notice.Verdict == NoticeVerdict.Genuine && notice.News == null && notice.Payout != null);
    }

    [Fact]
    public async Task A_payout_is_made_under_its_own_key_once_and_its_webhook_says_how_it_stands()
    {
        var wish = new PayoutWish { Amount = 12.5m, Coin = "USDT", Network = "tron", Address = "TReceiver1234567890" };
        var payout = new PayoutOrder("pyo_11111111111111111111111111111111_1", wish, lab.Shop.Url);
        (await Pays.QueryPayoutAsync(lab.Account, payout.Reference, None)).Outcome.Should().Be(ProviderOutcome.NotFound);

        var made = await Pays.PayOutAsync(lab.Account, payout, None);
        (made.Outcome, made.News!.Status, made.News.Amount, made.News.Coin).Should()
            .Be((ProviderOutcome.Done, PayoutStatus.Processing, 12.5m, "USDT"));
        (await NoticeAsync()).Payout.Should().BeEquivalentTo(made.News);
        (await Pays.PayOutAsync(lab.Account, payout, None)).Outcome.Should().Be(ProviderOutcome.Refused, "the number is taken");

        await lab.PostAsync($"sandbox/payouts/{made.News.ProviderId}/status/paid");
        (await NoticeAsync()).Payout!.Status.Should().Be(PayoutStatus.Succeeded);
        (await Pays.QueryPayoutAsync(lab.Account, payout.Reference, None)).News!.Status.Should().Be(PayoutStatus.Succeeded);
    }

    [Fact]
    public void The_recharge_documents_own_sample_is_heard_and_concerns_no_charge()
    {
        const string Body = """{"uuid":"test","payment_status":"paid"}""";
        var account = TestAccounts.Cryptomus("key", null, ("webhook_scheme", "header"));
        var sign = Convert.ToHexStringLower(HMACSHA256.HashData("key"u8, Encoding.UTF8.GetBytes(Body)));

        var reading = lab.Provider.Read(account, Notice(Body, "") with { Headers = new Dictionary<string, string> { ["SIGN"] = sign } },
            default);

        (reading.Verdict, reading.Reply.Status, reading.News).Should().Be((NoticeVerdict.Ignored, 200, null));
    }

    [Theory]
    [InlineData("", NoticeVerdict.Malformed, 400)]
    [InlineData("[]", NoticeVerdict.Malformed, 400)]
    [InlineData("{}", NoticeVerdict.Forged, 403)]
    public void What_is_no_webhook_is_refused(string body, NoticeVerdict verdict, int status)
    {
        var notice = lab.Provider.Read(lab.Account, Notice(body, ""), lab.Time.GetUtcNow());

        (notice.Verdict, notice.Refusal.Status, notice.News).Should().Be((verdict, status, null));
        notice.Reason.Should().NotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_whole_payment_is_returned_and_a_repeated_refund_says_how_it_stands()
    {
        var news = await CreateAsync("r_1");
        await lab.PostAsync($"pay/{news.ProviderId}/pay");
        var refund = new RefundOrder("f_1", Query("r_1"), 15m, null, null, Address);

        (await lab.Provider.RefundAsync(lab.Account, refund with { Amount = 5m }, None)).Outcome.Should().Be(ProviderOutcome.Refused);
        (await lab.Provider.RefundAsync(lab.Account, refund with { ToAddress = null }, None)).Outcome.Should().Be(ProviderOutcome.Refused);
        (await lab.Provider.QueryRefundAsync(lab.Account, refund, None)).Outcome.Should().Be(ProviderOutcome.NotFound);
        (await lab.Provider.RefundAsync(lab.Account, refund, None)).State.Should().Be(RefundState.Processing);
        (await lab.Provider.RefundAsync(lab.Account, refund, None)).State.Should().Be(RefundState.Processing);
        await lab.PostAsync($"sandbox/payments/{news.ProviderId}/status/refund_paid");
        (await lab.Provider.RefundAsync(lab.Account, refund, None)).State.Should().Be(RefundState.Done);
        lab.Sandbox.Requests.Where(request => request.Target == "/v1/payment/refund").Should()
            .OnlyContain(request => request.Body.Contains("\"is_subtract\":true"));
    }

    [Fact]
    public async Task A_refund_without_an_answer_is_unknown_and_is_not_sent_again()
    {
        var news = await CreateAsync("r_1");
        await lab.PostAsync($"pay/{news.ProviderId}/pay");
        lab.Sandbox.Faults.Order(Fault.Lost);

        var refund = new RefundOrder("f_1", Query("r_1"), 15m, null, null, Address);
        (await lab.Provider.RefundAsync(lab.Account, refund, None)).Outcome.Should().Be(ProviderOutcome.Unknown);

        lab.Sandbox.Requests.Count(request => request.Target == "/v1/payment/refund").Should().Be(1);
        (await lab.Provider.QueryRefundAsync(lab.Account, refund, None)).State.Should().Be(RefundState.Processing);
    }

    [Fact]
    public async Task Charges_that_are_not_there_or_not_theirs_are_told_apart_from_unknown_ones()
    {
        (await QueryAsync("nobody")).Outcome.Should().Be(ProviderOutcome.NotFound);
        await CreateAsync("r_1");
        (await lab.Provider.CreateAsync(lab.Account, Charge("r_1") with { Amount = 16 }, None)).Outcome.Should()
            .Be(ProviderOutcome.Refused);
        lab.Sandbox.Faults.Order(Fault.Down, 3);
        (await QueryAsync("r_1")).Outcome.Should().Be(ProviderOutcome.Unknown);
        (await QueryAsync("r_1")).News!.State.Should().Be(ChargeState.Open);
    }

    [Fact]
    public async Task A_days_statement_lists_payments_and_refunds_over_all_pages()
    {
        for (var i = 0; i < 20; i++) await CreateAsync($"r_{i}");
        await lab.PostAsync($"pay/{(await QueryAsync("r_3")).News!.ProviderId}/pay");
        await lab.PostAsync($"pay/{(await QueryAsync("r_4")).News!.ProviderId}/pay");
        await lab.PostAsync($"sandbox/payments/{(await QueryAsync("r_4")).News!.ProviderId}/status/refund_paid");

        var lines = new List<StatementLine>();
        await foreach (var line in lab.Provider.StatementAsync(lab.Account, new DateOnly(2026, 1, 1), None)) lines.Add(line);

        lines.Should().HaveCount(21);
        lines.Where(line => line.IsPaid).Select(line => (line.Reference, line.IsRefund, line.Amount)).Should()
            .BeEquivalentTo([("r_3", false, 15m), ("r_4", false, 15m), ("r_4", true, 15m)]);
        lines.Single(line => line.Reference == "r_3").Fee.Should().Be(0.3m);
        var nothing = lab.Provider.StatementAsync(lab.Account, new DateOnly(2025, 12, 31), None).GetAsyncEnumerator();
        (await nothing.MoveNextAsync()).Should().BeFalse();
        lab.Sandbox.Faults.Order(Fault.Down, 3);
        await FluentActions.Awaiting(() => lab.Provider.StatementAsync(lab.Account, new DateOnly(2026, 1, 1), None).GetAsyncEnumerator()
            .MoveNextAsync().AsTask())
            .Should().ThrowAsync<ProviderUnavailableException>();
    }

    public async Task InitializeAsync() => lab = await CryptomusLab.StartAsync();

    public Task DisposeAsync() => lab.DisposeAsync().AsTask();

    private static ChargeQuery Query(string reference) => new(reference, null, 15m, "USD", new Dictionary<string, string>());

    private static ProviderNotice Notice(string body, string query) =>
        new("POST", query, new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body));

    private ChargeOrder Charge(string reference) => new()
    {
        Reference = reference,
        Method = "cryptomus",
        Amount = 15m,
        Currency = "USD",
        Subject = "Order",
        Now = lab.Time.GetUtcNow(),
        ExpiresAt = lab.Time.GetUtcNow().AddMinutes(30),
        NotifyUrl = lab.Shop.Url,
    };

    private async Task<ChargeNews> CreateAsync(string reference, Func<ChargeOrder, ChargeOrder>? change = null)
    {
        var answer = await lab.Provider.CreateAsync(lab.Account, change is null ? Charge(reference) : change(Charge(reference)), None);
        answer.Outcome.Should().Be(ProviderOutcome.Done, answer.Reason);
        return answer.News!;
    }

    private Task<ChargeAnswer> QueryAsync(string reference) => lab.Provider.QueryAsync(lab.Account, Query(reference), None);

    private async Task<NoticeReading> NoticeAsync() =>
        lab.Provider.Read(lab.Account, Notice((await lab.Shop.NextAsync()).Body, ""), lab.Time.GetUtcNow());

    private JsonNode Sent(string path) => JsonNode.Parse(lab.Sandbox.Requests.Last(request => request.Target == "/v1/" + path).Body)!;
}
