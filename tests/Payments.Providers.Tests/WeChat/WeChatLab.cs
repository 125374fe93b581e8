using System.Text;
using Payments.Providers.Common;
using Payments.Providers.WeChat;
using Payments.ProviderSandbox.WeChat;
using Payments.Testing;

namespace Payments.Providers.Tests.WeChat;

/// <summary>
/// The stand-in, on a clock that a test moves, with one shop's receiver; shared by the tests of a class, which use numbers of their own.
/// </summary>
public sealed class WeChatLab : IAsyncLifetime, IAsyncDisposable
{
    private readonly HttpClient browser = new(new HttpClientHandler { AllowAutoRedirect = false });

    public ManualTimeProvider Time { get; } = new();

    internal WeChatSandbox Sandbox { get; private set; } = null!;

    internal ProviderHost Host { get; private set; } = null!;

    public ShopReceiver Shop { get; } = new();

    public ProviderAccount Account { get; private set; } = null!;

    public WeChatProvider Provider => (WeChatProvider)Host.Provider("wechat");

    public WeChatClient Client => Provider.ClientOf(Account);

    /// <summary>The stand-in's account, with settings of a test's own.</summary>
    public ProviderAccount AccountWith(params (string Name, string Value)[] more)
    {
        var settings = WeChatAccount.Settings.Where(setting => Sandbox.Account.ContainsKey(setting.Variable ?? ""))
            .ToDictionary(setting => setting.Name, setting => Sandbox.Account[setting.Variable!]);
        foreach (var (name, value) in more) settings[name] = value;
        return new ProviderAccount("wechat", settings, new Dictionary<string, string>(), Owner: null, AllowsSandbox: true);
    }

    /// <summary>The account of a merchant with WeChat Pay's public key.</summary>
    public ProviderAccount PublicKeyAccount() =>
        AccountWith(("public_key_id", WeChatSandbox.PublicKeyId), ("public_key", Sandbox.PublicKey.PublicKey));

    public ChargeOrder Charge(string reference, string method = "wechat_native", decimal amount = 1.00m) => new()
    {
        Reference = reference,
        Method = method,
        Amount = amount,
        Currency = "CNY",
        Subject = "测试/商品 & 甲",
        ExpiresAt = Time.GetUtcNow().AddMinutes(30),
        Now = Time.GetUtcNow(),
        NotifyUrl = Shop.Url,
        ReturnUrl = "https://pay.example/back?a=b",
        PayerAddress = "203.0.113.7",
        PayerId = Sandbox.OpenId,
    };

    public static ChargeQuery Query(string reference, decimal amount = 1.00m, string? id = null) =>
        new(reference, id, amount, "CNY", new Dictionary<string, string>());

    /// <summary>Makes a charge and pays it; WeChat Pay's number of it.</summary>
    public async Task<string> PaidAsync(string reference, decimal amount = 1.00m, bool isShared = false)
    {
        var made = await Provider.CreateAsync(Account, Charge(reference, amount: amount) with { IsShared = isShared },
            CancellationToken.None);
        made.Outcome.Should().Be(ProviderOutcome.Done, made.Reason);
        await PostAsync($"pay/{reference}/pay");
        await Shop.NextAsync();
        return (await Provider.QueryAsync(Account, Query(reference), CancellationToken.None)).News!.ProviderId!;
    }

    /// <summary>The next notice, as the account reads it.</summary>
    public async Task<NoticeReading> NoticeAsync(ProviderAccount? account = null)
    {
        var heard = await Shop.NextAsync();
        var notice = new ProviderNotice(heard.Method, "", heard.Headers, Encoding.UTF8.GetBytes(heard.Body));
        await Provider.PrepareAsync(account ?? Account, notice, CancellationToken.None);
        return Provider.Read(account ?? Account, notice, Time.GetUtcNow());
    }

    /// <summary>A payer's button, or an order to the stand-in.</summary>
    public async Task PostAsync(string path)
    {
        using var answer = await browser.PostAsync(new Uri(Sandbox.Url, path), null);
        ((int)answer.StatusCode).Should().BeLessThan(400, path);
    }

    /// <summary>Where a page leads the payer's browser.</summary>
    public async Task<Uri> FollowAsync(string url)
    {
        using var answer = await browser.GetAsync(url);
        return answer.Headers.Location!;
    }

    public async Task InitializeAsync()
    {
        Sandbox = await WeChatSandbox.StartAsync(Time);
        Host = new ProviderHost(time: Time);
        Account = AccountWith();
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await Sandbox.DisposeAsync();
        await Shop.DisposeAsync();
        await Host.DisposeAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();
}
