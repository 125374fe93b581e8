using Payments.Domain.Charges;
using Payments.Providers.Alipay;
using Payments.Providers.Common;
using Payments.ProviderSandbox.Alipay;
using Payments.Testing;

namespace Payments.Providers.Tests.Alipay;

/// <summary>
/// The stand-in and our provider on one clock that stands still, with one receiver of notices; shared by the tests of a class, which use
/// numbers of their own.
/// </summary>
public sealed class AlipayLab : IAsyncLifetime, IAsyncDisposable
{
    private const int MostPassed = 50;

    private readonly HttpClient browser = new(new HttpClientHandler { AllowAutoRedirect = false });

    public AlipayLab() => Host = new ProviderHost(time: Time);

    /// <summary>Nine in the evening in Beijing, so that days differ from UTC's soon.</summary>
    public ManualTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 13, 0, 0, TimeSpan.Zero));

    public AlipaySandbox Sandbox { get; private set; } = null!;

    internal ProviderHost Host { get; }

    public ShopReceiver Shop { get; } = new();

    public ProviderAccount Account => AccountWith();

    public AlipayClient Client => new(Host.Http, AlipayAccount.Of(Account), Time);

    public IPaymentProvider Provider => Host.Provider("alipay");

    public ISharesProfit Shares => (ISharesProfit)Provider;

    public ProviderAccount AccountWith(params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string>
        {
            ["app_id"] = Sandbox.Account["ALIPAY_APP_ID"],
            ["private_key"] = Sandbox.Account["ALIPAY_PRIVATE_KEY"],
            ["public_key"] = Sandbox.Account["ALIPAY_PUBLIC_KEY"],
            ["seller_id"] = Sandbox.Account["ALIPAY_SELLER_ID"],
            ["gateway_url"] = Sandbox.Account["ALIPAY_GATEWAY_URL"],
        };
        foreach (var (name, value) in more) settings[name] = value;
        return TestAccounts.Of("alipay", [.. settings.Select(one => (one.Key, one.Value))]);
    }

    public ChargeOrder Order(string reference, string method, decimal amount = 88.88m) => new()
    {
        Reference = reference,
        Method = method,
        Amount = amount,
        Currency = "CNY",
        Subject = "测试/商品 & 100%+ \"q\" ",
        ExpiresAt = Time.GetUtcNow().AddMinutes(30),
        Now = Time.GetUtcNow(),
        NotifyUrl = Shop.Url,
        ReturnUrl = "https://pay.example.com/back",
    };

    /// <summary>Begins a charge, has its payer open it, and pays where it is said so.</summary>
    public async Task<ChargeNews> BeginAsync(string reference, string method = AlipayProvider.QrMethod, decimal amount = 88.88m,
        bool isPaid = false)
    {
        var answer = await Provider.CreateAsync(Account, Order(reference, method, amount), CancellationToken.None);
        answer.Outcome.Should().Be(ProviderOutcome.Done, answer.Reason);
        await OpenAsync(answer.News!.Front!);
        if (isPaid) await PostAsync($"sandbox/trades/{reference}/pay");
        return answer.News;
    }

    public static ChargeQuery Query(string reference, decimal amount = 88.88m, string? trade = null) =>
        new(reference, trade, amount, "CNY", new Dictionary<string, string>());

    public async Task<ChargeAnswer> AskAsync(string reference) =>
        await Provider.QueryAsync(Account, Query(reference), CancellationToken.None);

    /// <summary>The payer's device shows what the charge gave it.</summary>
    public async Task<string> OpenAsync(ChargeFront front)
    {
        if (front.Parameters.TryGetValue(AlipayProvider.OrderString, out var text))
        {
            using var taken = await browser.PostAsync(new Uri(Sandbox.Url, "sandbox/orders"), new StringContent(text));
            taken.EnsureSuccessStatusCode();
            return await taken.Content.ReadAsStringAsync();
        }
        using var page = await browser.GetAsync(front.QrText ?? front.Url);
        page.EnsureSuccessStatusCode();
        return await page.Content.ReadAsStringAsync();
    }

    /// <summary>The same by a form, for a URL that is too long.</summary>
    public async Task<string> PostFormAsync(string url)
    {
        var parts = url.Split('?', 2);
        using var page = await browser.PostAsync(parts[0] + "?charset=utf-8",
            new StringContent(parts[1], System.Text.Encoding.ASCII, "application/x-www-form-urlencoded"));
        page.EnsureSuccessStatusCode();
        return await page.Content.ReadAsStringAsync();
    }

    /// <summary>A payer's button, or an order to the stand-in; where the payer goes then.</summary>
    public async Task<Uri?> PostAsync(string path)
    {
        using var answer = await browser.PostAsync(new Uri(Sandbox.Url, path), null);
        ((int)answer.StatusCode).Should().BeLessThan(400, path);
        return answer.Headers.Location;
    }

    /// <summary>The next notice, of one trade where it is named, as our provider reads it.</summary>
    public async Task<NoticeReading> NextAsync(string? reference = null)
    {
        for (var passed = 0; passed < MostPassed; passed++)
        {
            var body = (await Shop.NextAsync()).Body;
            if (reference is null || body.Contains($"out_trade_no={reference}&"))
                return Provider.Read(Account, AlipayNotices.Of(body), Time.GetUtcNow());
        }
        throw new InvalidOperationException($"No notice of {reference} among {MostPassed}.");
    }

    public static async Task<AlipayLab> StartAsync()
    {
        var lab = new AlipayLab();
        await lab.InitializeAsync();
        return lab;
    }

    public async Task InitializeAsync() => Sandbox = await AlipaySandbox.StartAsync(Time);

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await Sandbox.DisposeAsync();
        await Shop.DisposeAsync();
        await Host.DisposeAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();
}
