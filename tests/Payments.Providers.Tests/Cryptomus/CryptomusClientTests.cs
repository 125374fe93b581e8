using Payments.Providers.Common;
using Payments.Providers.Cryptomus;
using Payments.Providers.Cryptomus.Answers;
using Payments.Providers.Cryptomus.Requests;
using Payments.Providers.Cryptomus.Webhooks;
using Payments.ProviderSandbox.Common;
using Payments.ProviderSandbox.Cryptomus;

namespace Payments.Providers.Tests.Cryptomus;

/// <summary>Every call over real HTTP against the stand-in, which checks signatures with Node.</summary>
public sealed class CryptomusClientTests(CryptomusLab lab) : IClassFixture<CryptomusLab>
{
    private const string Address = "TLa2f6VPqDgRE67v1736s7bJ8Ray5wYjU7";

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task An_invoice_is_made_found_and_listed()
    {
        var made = Ok(await lab.Client.CreatePaymentAsync(Payment("made", 15m), None));
        var byId = Ok(await lab.Client.GetPaymentAsync(new CryptomusReference { Uuid = made.Uuid }, None));
        var byNumber = Ok(await lab.Client.GetPaymentAsync(new CryptomusReference { OrderId = "made" }, None));
        var list = Ok(await lab.Client.ListPaymentsAsync(new CryptomusListRequest
        {
            DateFrom = "2026-01-01 00:00:00",
            DateTo = "2026-01-02 00:00:00"
        }, None));

        (made.Status, made.Amount, made.Currency, made.PayerCurrency, made.IsFinal).Should()
            .Be((CryptomusPaymentStatus.Process, 15m, "USD", "USDT", false));
        made.ExpiredAt.Should().Be(lab.Time.GetUtcNow().AddHours(1));
        made.CreatedAt.Should().Be(lab.Time.GetUtcNow());
        byId.Should().Be(made);
        byNumber.Should().Be(made);
        list.Items.Should().Contain(made);
    }

    [Fact]
    public async Task A_used_number_gives_its_invoice_back_and_another_amount_is_a_conflict()
    {
        var first = Ok(await lab.Client.CreatePaymentAsync(Payment("twice", 15m), None));

        Ok(await lab.Client.CreatePaymentAsync(Payment("twice", 15.00m), None)).Uuid.Should().Be(first.Uuid);
        var refusal = Refused(await lab.Client.CreatePaymentAsync(Payment("twice", 16m), None));
        refusal.Kind.Should().Be(RefusalKind.Conflict);
        Refused(await lab.Client.CreatePaymentAsync(Payment("twice", 15m) with { Currency = "EUR" }, None)).Kind.Should()
            .Be(RefusalKind.Conflict);
    }

    [Fact]
    public async Task An_expired_invoice_comes_back_expired_and_is_refreshed_on_demand()
    {
        await using var own = await CryptomusLab.StartAsync();
        var request = Payment("old", 15m) with { LifetimeSeconds = 300 };
        var first = Ok(await own.Client.CreatePaymentAsync(request, None));
        own.Time.Advance(TimeSpan.FromSeconds(300));

        var expired = Ok(await own.Client.CreatePaymentAsync(request, None));
        var fresh = Ok(await own.Client.CreatePaymentAsync(request with { IsRefresh = true }, None));

        (expired.Status, expired.IsFinal, expired.Address).Should().Be((CryptomusPaymentStatus.Cancel, true, first.Address));
        (fresh.Status, fresh.Uuid).Should().Be((CryptomusPaymentStatus.Process, first.Uuid));
        fresh.Address.Should().NotBe(first.Address);
        fresh.ExpiredAt.Should().Be(first.ExpiredAt + TimeSpan.FromSeconds(300));
    }

    [Fact]
    public async Task A_long_list_is_read_page_by_page()
    {
        await using var own = await CryptomusLab.StartAsync();
        for (var i = 0; i < 32; i++) Ok(await own.Client.CreatePaymentAsync(Payment($"list-{i}", 15m), None));

        var numbers = new List<string>();
        string? cursor = null;
        var pages = 0;
        do
        {
            var page = Ok(await own.Client.ListPaymentsAsync(new CryptomusListRequest { Cursor = cursor }, None));
            numbers.AddRange(page.Items.Select(item => item.OrderId));
            cursor = page.NextCursor;
        }
        while (cursor is not null && ++pages < 10);

        numbers.Should().Equal(Enumerable.Range(0, 32).Reverse().Select(i => $"list-{i}"));
    }

    [Fact]
    public async Task Services_rates_balance_and_codes_are_read()
    {
        var services = Ok(await lab.Client.GetPaymentServicesAsync(None));
        var usdt = services.Single(service => service is { Currency: "USDT", Network: "tron" });
        (usdt.IsAvailable, usdt.MinAmount, usdt.FeePercent).Should().Be((true, 1m, 2m));
        Ok(await lab.Client.GetPayoutServicesAsync(None)).Should().HaveCount(services.Count);
        Ok(await lab.Client.GetRatesAsync("BTC", None)).Single(rate => rate.To == "USD").Course.Should().Be(65_000m);
        Refused(await lab.Client.GetRatesAsync("XXX", None)).Kind.Should().Be(RefusalKind.NotFound);
        Ok(await lab.Client.GetBalanceAsync(None)).Merchant.Single().Currency.Should().Be("USDT");

        var made = Ok(await lab.Client.CreatePaymentAsync(Payment("qr", 15m), None));
        Ok(await lab.Client.GetPaymentQrAsync(made.Uuid, None)).Should().StartWith("data:image/png;base64,");
    }

    [Fact]
    public async Task A_paid_invoice_is_returned_once_and_its_webhook_comes_again_on_demand()
    {
        await using var own = await CryptomusLab.StartAsync();
        var made = Ok(await own.Client.CreatePaymentAsync(Payment("back", 15m) with { UrlCallback = own.Shop.Url }, None));
        var reference = new CryptomusReference { OrderId = "back" };
        Refused(await own.Client.ResendAsync(reference, None));
        await own.PostAsync($"pay/{made.Uuid}/pay");
        (await own.StatusesAsync(2)).Should().Equal(CryptomusPaymentStatus.ConfirmCheck, CryptomusPaymentStatus.Paid);

        Ok(await own.Client.ResendAsync(reference, None));
        (await own.StatusesAsync(1)).Should().Equal(CryptomusPaymentStatus.Paid);
        own.Sandbox.Requests.Should().Contain(request => request.Target == "/v2/payment/resend");

        var refund = new CryptomusRefundRequest { OrderId = "back", Address = Address, IsSubtract = true };
        Ok(await own.Client.RefundAsync(refund, None));
        (await own.StatusesAsync(1)).Should().Equal(CryptomusPaymentStatus.RefundProcess);
        Refused(await own.Client.RefundAsync(refund, None));
    }

    [Fact]
    public async Task A_static_wallet_takes_many_deposits_is_blocked_and_refunded_once()
    {
        await using var own = await CryptomusLab.StartAsync();
        var request = new CryptomusWalletRequest { Currency = "USDT", Network = "tron", OrderId = "W-1", UrlCallback = own.Shop.Url };
        var wallet = Ok(await own.Client.CreateWalletAsync(request, None));
        Ok(await own.Client.CreateWalletAsync(request, None)).Should().Be(wallet);
        Ok(await own.Client.GetWalletQrAsync(wallet.Uuid, None)).Should().StartWith("data:image/png;base64,");

        await own.PostAsync($"sandbox/wallets/{wallet.Uuid}/deposit/5");
        await own.PostAsync($"sandbox/wallets/{wallet.Uuid}/deposit/5");
        var deposits = new[] { await own.NextAsync(), await own.NextAsync() };
        deposits.Should()
            .OnlyContain(deposit => deposit.Type == CryptomusWebhookType.Wallet && deposit.OrderId == "W-1" && deposit.PaymentAmount == 5m);
        deposits.Select(deposit => deposit.PaymentKey).Should().OnlyHaveUniqueItems();

        var refund = new CryptomusBlockedRefundRequest { Uuid = wallet.Uuid, Address = Address };
        Refused(await own.Client.RefundBlockedWalletAsync(refund, None));
        Ok(await own.Client.BlockWalletAsync(new CryptomusBlockRequest { Uuid = wallet.Uuid }, None)).Status.Should().Be("blocked");
        await own.PostAsync($"sandbox/wallets/{wallet.Uuid}/deposit/10");
        Ok(await own.Client.RefundBlockedWalletAsync(refund, None)).Amount.Should().Be(9.9m);
        Refused(await own.Client.RefundBlockedWalletAsync(refund, None));
    }

    [Fact]
    public async Task Payouts_go_under_their_own_key_and_a_failed_one_is_not_final()
    {
        await using var own = await CryptomusLab.StartAsync();
        var request = new CryptomusPayoutRequest
        {
            Amount = 15,
            Currency = "USDT",
            OrderId = "P-1",
            Address = Address,
            IsSubtract = true,
            Network = "tron",
            UrlCallback = own.Shop.Url,
        };
        var made = Ok(await own.Client.CreatePayoutAsync(request, None));
        (made.Status, made.IsFinal, made.Balance).Should().Be((CryptomusPayoutStatus.Process, false, 985m));
        (await own.NextAsync()).PayoutStatus.Should().Be(CryptomusPayoutStatus.Process);
        Refused(await own.Client.CreatePayoutAsync(request, None)).Fields.Should().ContainKey("order_id");

        await own.PostAsync($"sandbox/payouts/{made.Uuid}/status/fail");
        var failed = await own.NextAsync();
        (failed.PayoutStatus, failed.IsFinal).Should().Be((CryptomusPayoutStatus.Fail, false));
        failed.FailReason.Should().NotBeNull();
        Ok(await own.Client.GetPayoutAsync(new CryptomusReference { OrderId = "P-1" }, None)).IsFinal.Should().BeFalse();
        Ok(await own.Client.ListPayoutsAsync(new CryptomusListRequest(), None)).Items.Should().ContainSingle().Which.Uuid.Should()
            .Be(made.Uuid);

        var without = own.ClientOf(TestAccounts.Cryptomus(CryptomusSandbox.PaymentKey, null, ("base_url", own.BaseUrl)));
        Refused(await without.CreatePayoutAsync(request, None)).Kind.Should().Be(RefusalKind.Credentials);
    }

    [Theory]
    [InlineData(CryptomusWebhookType.Payment)]
    [InlineData(CryptomusWebhookType.Wallet)]
    [InlineData(CryptomusWebhookType.Payout)]
    public async Task Test_webhooks_are_really_signed(CryptomusWebhookType type)
    {
        await using var own = await CryptomusLab.StartAsync();
        Ok(await own.Client.SendTestWebhookAsync(type,
            new CryptomusTestWebhookRequest { UrlCallback = own.Shop.Url, Currency = "USDT", Network = "tron", OrderId = "test" }, None));

        var webhook = await own.NextAsync();

        (webhook.Type, webhook.OrderId).Should().Be((type, "test"));
    }

    [Fact]
    public async Task What_is_out_of_bounds_is_not_sent()
    {
        var before = lab.Sandbox.Requests.Count(request => request.Body.Contains("out of bounds"));

        var refusal = Refused(await lab.Client.CreatePaymentAsync(Payment("out of bounds", 15m), None));

        refusal.Fields.Keys.Should().Equal("order_id");
        lab.Sandbox.Requests.Count(request => request.Body.Contains("out of bounds")).Should().Be(before);
    }

    [Fact]
    public async Task A_wrong_key_or_merchant_is_refused_as_such()
    {
        var wrongKey = lab.ClientOf(TestAccounts.Cryptomus("wrong", null, ("base_url", lab.BaseUrl)));
        Refused(await wrongKey.GetBalanceAsync(None)).Should()
            .Match<ProviderRefusal>(refusal => refusal.Kind == RefusalKind.Credentials && refusal.Message == "Invalid Sign");
        Refused(await lab.Client.GetPaymentAsync(new CryptomusReference { OrderId = "nobody" }, None)).Kind.Should()
            .Be(RefusalKind.NotFound);
    }

    [Fact]
    public async Task After_a_lost_answer_the_same_number_gives_the_same_invoice()
    {
        await using var own = await CryptomusLab.StartAsync();
        own.Sandbox.Faults.Order(Fault.Lost);

        var made = Ok(await own.Client.CreatePaymentAsync(Payment("lost", 15m), None));

        own.Sandbox.Requests.Count(request => request.Target == "/v1/payment").Should().Be(2);
        Ok(await own.Client.ListPaymentsAsync(new CryptomusListRequest(), None)).Items.Should().ContainSingle().Which.Uuid.Should()
            .Be(made.Uuid);
    }

    [Theory]
    [InlineData(Fault.Down, 3)]
    [InlineData(Fault.Lost, 3)]
    [InlineData(Fault.Garbage, 1)]
    public async Task An_answer_that_tells_nothing_is_unknown(Fault fault, int times)
    {
        await using var own = await CryptomusLab.StartAsync();
        own.Sandbox.Faults.Order(fault, times);

        (await own.Client.CreatePaymentAsync(Payment("unknown", 15m), None)).Should().BeOfType<ProviderAnswer<CryptomusPayment>.Unknown>();

        own.Sandbox.Requests.Should().HaveCount(times);
    }

    private static CryptomusPaymentRequest Payment(string number, decimal amount) =>
        new() { Amount = amount, Currency = "USD", OrderId = number };

    private static T Ok<T>(ProviderAnswer<T> answer) => answer.Should().BeOfType<ProviderAnswer<T>.Ok>().Which.Value;

    private static ProviderRefusal Refused<T>(ProviderAnswer<T> answer) =>
        answer.Should().BeOfType<ProviderAnswer<T>.Refused>().Which.Refusal;
}
