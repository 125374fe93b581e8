using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Payments.Domain.Charges;
using Payments.Providers.Common;
using Payments.Providers.Medogram;
using Payments.ProviderSandbox.Common;
using Payments.ProviderSandbox.Medogram;
using Payments.Testing;

namespace Payments.Providers.Tests.Medogram;

/// <summary>Charges at the gateway from their beginning to their end, over real HTTP against the stand-in.</summary>
public sealed class MedogramProviderTests : IAsyncLifetime
{
    private readonly HttpClient browser = new(new HttpClientHandler { AllowAutoRedirect = false });
    private readonly ManualTimeProvider time = new();
    private readonly ProviderHost host = new();
    private MedogramSandbox sandbox = null!;

    private static CancellationToken None => CancellationToken.None;

    private IPaymentProvider Provider => host.Provider("medogram");

    [Theory]
    [InlineData("json", "bare", "get")]
    [InlineData("json", "quoted", "form")]
    [InlineData("json", "persian", "get")]
    [InlineData("json", "object", "json")]
    [InlineData("form", "bare", "get")]
    [InlineData("form", "object", "form")]
    public async Task A_charge_is_paid_when_the_gateway_verifies_it(string request, string answer, string way)
    {
        (sandbox.AnswerStyle, sandbox.ReturnStyle) = (answer, way);
        var account = Account(("request_form", request));
        var news = await CreateAsync(account);
        var reading = await ReturnAsync(account, news, "pay");

        var paid = await VerifyAsync(account, news, reading);
        var again = await VerifyAsync(account, news, reading);

        news.Front!.Url.Should().Be($"{sandbox.Account["PAYMENT_GATEWAY_URL"]}/payment/gateway-{news.ProviderId}-get");
        (reading.Verdict, reading.Reference, reading.ProviderId).Should().Be((NoticeVerdict.Hint, "r_1", news.ProviderId));
        reading.Hints[MedogramProvider.TrackingCodeHint].Should().Be($"TC{news.ProviderId}");
        (paid.Outcome, paid.News!.State, paid.News.Paid).Should().Be((ProviderOutcome.Done, ChargeState.Paid, 50_000m));
        again.News!.State.Should().Be(ChargeState.Paid, "what was verified before is paid, too");
        sandbox.Requests.Should()
            .OnlyContain(asked => !asked.Target.Contains(MedogramSandbox.ApiKey) && asked.Body.Contains(MedogramSandbox.ApiKey));
        sandbox.Requests.First().Body.Should().StartWith(request == "json" ? "{" : "api=");
    }

    [Theory]
    [InlineData("bare", "less", ChargeState.Held)]
    [InlineData("object", "less", ChargeState.Held)]
    [InlineData("bare", "more", ChargeState.Held)]
    [InlineData("object", "more", ChargeState.Held)]
    [InlineData("bare", "cancel", ChargeState.Open)]
    [InlineData("object", "cancel", ChargeState.Open)]
    public async Task Another_amount_is_held_for_a_person_and_nothing_paid_stays_open(string answer, string action, ChargeState state)
    {
        sandbox.AnswerStyle = answer;
        var news = await CreateAsync(Account());

        var verified = await VerifyAsync(Account(), news, await ReturnAsync(Account(), news, action));

        (verified.News!.State, verified.News.Paid).Should().Be((state, null));
    }

    [Fact]
    public async Task Tomans_are_ten_rials_and_fractions_of_a_rial_are_refused()
    {
        var account = Account();
        var news = await CreateAsync(account, Charge() with { Amount = 5000, Currency = "IRT" });
        var verified = await Provider.QueryAsync(account,
            new ChargeQuery("r_1", news.ProviderId, 5000, "IRT", (await ReturnAsync(account, news, "pay")).Hints), None);

        sandbox.Requests.First().Body.Should().Contain("\"amount\":50000,");
        (verified.News!.State, verified.News.Paid, verified.News.Currency).Should().Be((ChargeState.Paid, 5000m, "IRT"));
        (await Provider.CreateAsync(account, Charge() with { Amount = 50_000.5m }, None)).Outcome.Should().Be(ProviderOutcome.Refused);
        (await Provider.CreateAsync(account, Charge() with { Currency = "USD" }, None)).Outcome.Should().Be(ProviderOutcome.Refused);
        (await Provider.CreateAsync(account, Charge() with { Amount = 999 }, None)).Reason.Should().Contain("amount");
        sandbox.Requests.Should().HaveCount(2, "what is refused here is not sent");
    }

    [Fact]
    public async Task Nothing_is_asked_before_the_payer_came_back_or_about_another_charges_payment()
    {
        var news = await CreateAsync(Account());
        var other = await CreateAsync(Account(), Charge() with { Reference = "r_2" });
        var reading = await ReturnAsync(Account(), other, "pay");

        var before = await Provider.QueryAsync(Account(),
            new ChargeQuery("r_1", news.ProviderId, 50_000, "IRR", new Dictionary<string, string>()), None);
        var foreign = await VerifyAsync(Account(), news, reading);

        before.Outcome.Should().Be(ProviderOutcome.Unknown);
        foreign.Outcome.Should().Be(ProviderOutcome.Refused);
        sandbox.Requests.Should().NotContain(asked => asked.Target.Contains("result"));
    }

    [Fact]
    public async Task A_made_up_return_leaves_the_charge_open_and_the_real_one_pays_it()
    {
        var news = await CreateAsync(Account());
        sandbox.Faults.Order(Fault.Forged);
        var forged = await ReturnAsync(Account(), news, "pay");
        var real = await ReturnAsync(Account(), news, "pay");

        (await VerifyAsync(Account(), news, forged)).News!.State.Should().Be(ChargeState.Open);
        (await VerifyAsync(Account(), news, real)).News!.State.Should().Be(ChargeState.Paid);
    }

    [Fact]
    public async Task A_verification_of_another_amount_is_held()
    {
        sandbox.AnswerStyle = "object";
        var news = await CreateAsync(Account());
        var reading = await ReturnAsync(Account(), news, "pay");
        sandbox.Faults.Order(Fault.OtherAmount);

        var held = await VerifyAsync(Account(), news, reading);

        (held.News!.State, held.News.Word).Should().Be((ChargeState.Held, "500000 rials were paid, not 50000"));
    }

    [Theory]
    [InlineData(Fault.Down, 3)]
    [InlineData(Fault.Lost, 3)]
    [InlineData(Fault.Garbage, 1)]
    public async Task A_verification_without_an_answer_is_unknown_and_later_paid(Fault fault, int times)
    {
        var news = await CreateAsync(Account());
        var reading = await ReturnAsync(Account(), news, "pay");
        sandbox.Faults.Order(fault, times);

        (await VerifyAsync(Account(), news, reading)).Outcome.Should().Be(ProviderOutcome.Unknown);
        (await VerifyAsync(Account(), news, reading)).News!.State.Should().Be(ChargeState.Paid);
    }

    [Theory]
    [InlineData(Fault.Down)]
    [InlineData(Fault.Lost)]
    [InlineData(Fault.Garbage)]
    public async Task A_beginning_without_an_answer_is_unknown_and_not_sent_again(Fault fault)
    {
        sandbox.Faults.Order(fault);

        (await Provider.CreateAsync(Account(), Charge(), None)).Outcome.Should().Be(ProviderOutcome.Unknown);

        sandbox.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task The_gateways_refusals_come_in_words()
    {
        var wrong = TestAccounts.Medogram("wrong", ("base_url", sandbox.Account["PAYMENT_GATEWAY_URL"]));

        var answer = await Provider.CreateAsync(wrong, Charge(), None);

        (answer.Outcome, answer.Reason).Should().Be((ProviderOutcome.Refused, "the API key is not known (-1)"));
        var verified = await Provider.QueryAsync(wrong, new ChargeQuery("r_1", "1", 50_000, "IRR", Hints("1", "1")), None);
        (verified.Outcome, verified.Reason).Should().Be((ProviderOutcome.Refused, "the API key is not known (-1)"));
    }

    [Fact]
    public async Task The_test_tree_of_bitpay_is_a_setting()
    {
        var account = Account(("path", "payment-test"), ("request_form", "form"), ("redirect_url", "http://shop.example/back"));
        var news = await CreateAsync(account);

        news.Front!.Url.Should().Contain("/payment-test/gateway-");
        (await VerifyAsync(account, news, await ReturnAsync(account, news, "pay"))).News!.State.Should().Be(ChargeState.Paid);
        sandbox.Requests.Should().OnlyContain(asked => asked.Target.StartsWith("/payment-test/"));
        sandbox.Requests.Last().Body.Should().Contain("json=1");
        sandbox.Requests.First().Body.Should().Contain("redirect=http%3A%2F%2Fshop.example%2Fback");
    }

    [Fact]
    public async Task A_slow_answer_is_unknown_when_its_time_is_over()
    {
        var clock = new ManualTimeProvider();
        await using var patient = new ProviderHost(new ProviderHttpOptions { Retries = 0, AttemptTimeout = TimeSpan.FromSeconds(30) },
            clock);
        sandbox.Faults.Order(Fault.Slow);

        var call = patient.Provider("medogram").CreateAsync(Account(), Charge(), None);
        await Patience.UntilAsync(() => !sandbox.Requests.IsEmpty, "the gateway hears of it");
        clock.Advance(TimeSpan.FromSeconds(30));

        (await call).Outcome.Should().Be(ProviderOutcome.Unknown);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("?id_get=1", "")]
    [InlineData("", "<html>")]
    public void A_return_without_its_numbers_is_malformed(string query, string body)
    {
        var reading = Provider.Read(Account(),
            new ProviderNotice("GET", query, new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body)), time.GetUtcNow());

        (reading.Verdict, reading.Refusal.Status).Should().Be((NoticeVerdict.Malformed, 400));
        reading.Reason.Should().Contain("trans_id");
    }

    public async Task InitializeAsync() => sandbox = await MedogramSandbox.StartAsync(time);

    public async Task DisposeAsync()
    {
        browser.Dispose();
        await sandbox.DisposeAsync();
        await host.DisposeAsync();
    }

    private static Dictionary<string, string> Hints(string transId, string idGet) =>
        new() { [MedogramProvider.TransIdHint] = transId, [MedogramProvider.IdGetHint] = idGet };

    private ProviderAccount Account(params (string Name, string Value)[] more) =>
        TestAccounts.Medogram(MedogramSandbox.ApiKey, [("base_url", sandbox.Account["PAYMENT_GATEWAY_URL"]), .. more]);

    private ChargeOrder Charge() => new()
    {
        Reference = "r_1",
        Method = "medogram",
        Amount = 50_000,
        Currency = "IRR",
        Subject = "شارژ کیف پول",
        Now = time.GetUtcNow(),
        ExpiresAt = time.GetUtcNow().AddMinutes(30),
        NotifyUrl = "http://shop.example/notify",
        ReturnUrl = "http://shop.example/return?x=1",
    };

    private async Task<ChargeNews> CreateAsync(ProviderAccount account, ChargeOrder? charge = null)
    {
        var answer = await Provider.CreateAsync(account, charge ?? Charge(), None);
        answer.Outcome.Should().Be(ProviderOutcome.Done, answer.Reason);
        return answer.News!;
    }

    /// <summary>The payer presses a button on the pay page and is sent back; what that brings is read.</summary>
    private async Task<NoticeReading> ReturnAsync(ProviderAccount account, ChargeNews news, string action)
    {
        using var answer = await browser.PostAsync(news.Front!.Url!.Replace("-get", "-" + action), null);
        var body = await answer.Content.ReadAsStringAsync();
        var notice = sandbox.ReturnStyle switch
        {
            "get" => new ProviderNotice("GET", answer.Headers.Location!.Query, new Dictionary<string, string>(), default),
            "form" => new ProviderNotice("POST", "", new Dictionary<string, string>(), Encoding.UTF8.GetBytes(FormOf(body))),
            _ => new ProviderNotice("POST", "", new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body)),
        };
        return Provider.Read(account, notice, time.GetUtcNow());
    }

    private static string FormOf(string page) => string.Join('&', Regex.Matches(page, "name=\"([^\"]*)\" value=\"([^\"]*)\"")
        .Select(match => $"{match.Groups[1].Value}={Uri.EscapeDataString(WebUtility.HtmlDecode(match.Groups[2].Value))}"));

    private Task<ChargeAnswer> VerifyAsync(ProviderAccount account, ChargeNews news, NoticeReading reading) =>
        Provider.QueryAsync(account, new ChargeQuery("r_1", news.ProviderId, 50_000, "IRR", reading.Hints), None);
}
