using System.Text;
using Payments.Providers.Common;
using Payments.Providers.Cryptomus;
using Payments.Providers.Cryptomus.Webhooks;
using Payments.ProviderSandbox.Cryptomus;
using Payments.Testing;

namespace Payments.Providers.Tests.Cryptomus;

/// <summary>
/// The stand-in, on a clock that stands still, with one shop's receiver; shared by the tests of a class, which use numbers of their own.
/// </summary>
public sealed class CryptomusLab : IAsyncLifetime, IAsyncDisposable
{
    private readonly HttpClient browser = new(new HttpClientHandler { AllowAutoRedirect = false });

    public ManualTimeProvider Time { get; } = new();

    internal CryptomusSandbox Sandbox { get; private set; } = null!;

    internal ProviderHost Host { get; } = new();

    public ShopReceiver Shop { get; } = new();

    public string BaseUrl => Sandbox.Account["CRYPTOMUS_BASE_URL"];

    public ProviderAccount Account =>
        TestAccounts.Cryptomus(CryptomusSandbox.PaymentKey, CryptomusSandbox.PayoutKey, ("base_url", BaseUrl));

    public CryptomusClient Client => ClientOf(Account);

    public IPaymentProvider Provider => Host.Provider("cryptomus");

    public CryptomusClient ClientOf(ProviderAccount account) => new(Host.Http, account.Read());

    /// <summary>A payer's button, or an order to the stand-in.</summary>
    public async Task PostAsync(string path)
    {
        using var answer = await browser.PostAsync(new Uri(Sandbox.Url, path), null);
        ((int)answer.StatusCode).Should().BeLessThan(400, path);
    }

    /// <summary>The next webhook, verified.</summary>
    public async Task<CryptomusWebhook> NextAsync()
    {
        var verdict = new CryptomusWebhookVerifier(Account.Read()).Verify(Encoding.UTF8.GetBytes((await Shop.NextAsync()).Body));
        return verdict.Webhook ?? throw new InvalidOperationException(verdict.Reason);
    }

    /// <summary>What the next webhooks of payments say.</summary>
    public async Task<IReadOnlyList<CryptomusPaymentStatus>> StatusesAsync(int count)
    {
        var statuses = new List<CryptomusPaymentStatus>();
        for (var i = 0; i < count; i++) statuses.Add((await NextAsync()).PaymentStatus);
        return statuses;
    }

    /// <summary>One of a test's own.</summary>
    public static async Task<CryptomusLab> StartAsync()
    {
        var lab = new CryptomusLab();
        await lab.InitializeAsync();
        return lab;
    }

    public async Task InitializeAsync() => Sandbox = await CryptomusSandbox.StartAsync(Time);

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await Sandbox.DisposeAsync();
        await Shop.DisposeAsync();
        await Host.DisposeAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();
}
