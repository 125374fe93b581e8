using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Orders;
using Payments.Testing.Gateway;

namespace Payments.Browser.Tests;

/// <summary>What a payer at a phone finds below the amount, and what both phones and desktops show of an order's way.</summary>
public sealed class CashierPhoneTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private const string Wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";

    private readonly ScriptedChain chain = new(confirmations: 3);
    private GatewayHost gateway = null!;
    private MerchantKeys merchant = null!;

    public async Task InitializeAsync()
    {
        gateway = await GatewayHost.StartAsync(ScriptedChain.Settings, services => services.AddSingleton<IChainReaders>(chain));
        merchant = await gateway.RegisterMerchantAsync();
        await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", Wallet);
        await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "BNB", "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc", rate: 4000m);
    }

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Theory]
    [InlineData("en", 390, 844, true)]
    [InlineData("zh-CN", 1280, 900, false)]
    public async Task A_token_is_opened_in_a_wallet_only_after_the_payer_was_told_to_compare(
        string language, int width, int height, bool isPhone)
    {
        await CreateAsync("P-0", "USDT", 86_419.73m);
        var order = await CreateAsync("P-1", "USDT", 86_419.73m);
        await using var payer = await OpenAsync(order, language, width, height);
        await payer.SeesAsync("waiting");
        (await payer.Page.Locator("#amount").InnerTextAsync()).Should().Be("12345.69", "gaps between digits are no characters");
        (await payer.Page.Locator("#amount .digits").CountAsync()).Should().Be(2);
        await payer.Page.Locator(".copy.amount").ClickAsync();
        (await payer.ClipboardAsync()).Should().Be("12345.69");
        (await payer.Page.Locator("#open-wallet").IsVisibleAsync()).Should().BeFalse();
        var button = (await payer.Page.Locator("#open-link").BoundingBoxAsync())!;
        button.Y.Should().BeGreaterThan((await payer.Page.Locator(".copy.amount").BoundingBoxAsync())!.Y)
            .And.BeLessThan((await payer.Page.Locator(".copy.address").BoundingBoxAsync())!.Y, "it is under the amount");
        if (isPhone) button.Width.Should().BeGreaterThan(300, "a thumb finds it");
        else button.Width.Should().BeLessThan(200, "a desktop is shown a link");
        await payer.PictureAsync($"phone-waiting-{width}-{language}");
        await payer.Page.Locator("#open-link").ClickAsync();
        (await payer.Page.Locator("#open-wallet").GetAttributeAsync("href")).Should()
            .StartWith("ethereum:0x55d398326f99059fF775485246999027B3197955@56/");
        (await payer.Page.Locator("#link .note").IsVisibleAsync()).Should().BeTrue();
        (await payer.Page.Locator("#link img").IsVisibleAsync()).Should().Be(!isPhone, "a phone does not scan itself");
        await payer.PictureAsync($"phone-link-{width}-{language}");
        (await payer.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().Be(width);
        payer.Complaints.Should().BeEmpty();
    }

    [Theory]
    [InlineData(390, 844, true)]
    [InlineData(1280, 900, false)]
    public async Task A_coin_is_opened_in_a_wallet_by_one_touch(int width, int height, bool isPhone)
    {
        var order = await CreateAsync($"P-2-{width}", "BNB", 70m);
        await using var payer = await OpenAsync(order, "zh-CN", width, height, dark: true);
        await payer.SeesAsync("waiting");
        var button = payer.Page.Locator("#open-wallet");
        (await button.GetAttributeAsync("href")).Should().StartWith("ethereum:0x").And.Contain("?value=");
        var box = (await button.BoundingBoxAsync())!;
        if (isPhone) box.Width.Should().BeGreaterThan(300);
        else box.Width.Should().BeLessThan(200);
        await payer.PictureAsync($"phone-coin-{width}-zh-dark");
        payer.Complaints.Should().BeEmpty();
    }

    [Theory]
    [InlineData("en", 390, 844, "less than a minute left", "Back to the shop")]
    [InlineData("zh-CN", 1280, 900, "不到 1 分钟", "返回商家")]
    public async Task While_it_is_confirmed_the_payer_may_look_it_up_copy_its_name_and_go_back(
        string language, int width, int height, string left, string back)
    {
        var order = await CreateAsync($"P-3-{width}", "USDT", 70m);
        await using var payer = await OpenAsync(order, language, width, height);
        await payer.SeesAsync("waiting");
        var hash = chain.Pay(Wallet, "USDT", order.Quote!.Units);
        await payer.SeesAsync("confirming");
        await payer.Page.Locator("#left", new PageLocatorOptions { HasText = left }).WaitForAsync();
        await payer.Page.Locator("#return", new PageLocatorOptions { HasText = back }).WaitForAsync();
        var page = payer.Page.GetByRole(AriaRole.Link, new() { Name = hash });
        (await page.GetAttributeAsync("href")).Should().Be($"https://bscscan.com/tx/{hash}");
        await payer.Page.Locator("#copy-transaction-1").ClickAsync();
        (await payer.ClipboardAsync()).Should().Be(hash);
        await payer.Page.Locator("#copy-reference").ClickAsync();
        (await payer.ClipboardAsync()).Should().Be(order.Id.Value);
        await payer.Page.Locator("#copy-reference.done").WaitForAsync();
        (await payer.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().Be(width);
        await payer.PictureAsync($"phone-confirming-{width}-{language}");
        payer.Complaints.Should().BeEmpty();
    }

    [Theory]
    [InlineData("en", 390, 844, "For the shop's owner:")]
    [InlineData("zh-CN", 1280, 900, "店主提示：")]
    public async Task Error_pages_have_a_hint_for_the_owner(string language, int width, int height, string hint)
    {
        foreach (var path in new[] { "/cashier?id=7", "/submit.php?pid=1", "/nowhere" })
        {
            await using var payer = await PayerPage.OpenAsync(browser.Browser, new Uri(gateway.Url, path), language, width, height);
            (await payer.Page.Locator("main").InnerTextAsync()).Should().Contain(hint);
            await payer.PictureAsync($"phone-error-{path[1..4]}-{width}-{language}");
            (await payer.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().Be(width);
        }
    }

    private Task<PayerPage> OpenAsync(Order order, string language, int width, int height, bool dark = false) =>
        PayerPage.OpenAsync(browser.Browser, new Uri(gateway.Url, $"/cashier?id={order.Id.Value}"), language, width, height, dark);

    private async Task<Order> CreateAsync(string number, string token, decimal money)
    {
        var known = (await gateway.Grains.GetGrain<IMerchantGrain>(merchant.Merchant.Id.GrainKey).GetAsync())!.Merchant;
        const string Return = "https://shop.example/return";
        var terms = new OrderTerms { Face = Face.Epay, MoneyText = $"{money}", Subject = "VIP 会员", ReturnUrl = Return };
        return await gateway.CreateOrderAsync(known.Id, number, terms, money, known.Wallets.Single(wallet => wallet.Token == token).Id);
    }
}
