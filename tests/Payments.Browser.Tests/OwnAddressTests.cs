using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using NBitcoin;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Testing.Gateway;
using Payments.Testing.Nodes.Bitcoin;

namespace Payments.Browser.Tests;

/// <summary>The cashier at an address that one order has alone: any amount counts there, and nobody is told to be exact.</summary>
public sealed class OwnAddressTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private const string Xpub = "xpub6BgBgsespWvERF3LHQu6CnqdvfEvtMcQjYrcRzx53QJjSxarj2afYWcLteoGVky7D3UKDP9QyrLprQ3VCECoY49yfdDEHGCtMMj92pReUsQ";
    private const string Vpub = "vpub5ZMGqWnzwfRVXPJbzdseh3GeZZxxp9apgA2iRcgWb3uiFk2knV9unkD8uZgX95e3vdLLjZP86BUxY6p8svtcCGndq8aPwM6AccgQfk1KZb3";
    private static readonly UInt128 OneToken = TokenAmount.Scale(18);

    private readonly ScriptedChain chain = new(confirmations: 2);
    private readonly BitcoinChain bitcoin = new(TimeProvider.System);
    private BitcoinSimulator node = null!;

    public async Task InitializeAsync()
    {
        bitcoin.Mine(20);
        node = await BitcoinSimulator.StartAsync(bitcoin);
    }

    public async Task DisposeAsync() => await node.DisposeAsync();

    [Theory]
    [InlineData("en", 390, 844, "This address is for this order alone", "0.5 USDT is still missing. Send the rest to the same address.", "exactly")]
    [InlineData("zh-CN", 1280, 900, "此地址仅供本订单使用", "还差 0.5 USDT，请向同一地址补足余款。", "一致")]
    public async Task Whatever_comes_counts_and_the_page_says_so(string language, int width, int height, string own, string missing, string strict)
    {
        await using var gateway = await GatewayHost.StartAsync(ScriptedChain.Settings, services => services.AddSingleton<IChainReaders>(chain));
        var merchant = await gateway.RegisterMerchantAsync();
        (await gateway.AddKeyAsync(merchant.Merchant.Id, "bsc", "USDT", Xpub)).Outcome.Should().Be(WalletOutcome.Saved);
        var order = await CreateAsync(gateway, merchant, "O-1");
        order.Quote!.IsOwnAddress.Should().BeTrue();
        await using var payer = await PayerPage.OpenAsync(browser.Browser, new Uri(gateway.Url, $"/cashier?id={order.Id.Value}"), language, width, height);
        await payer.SeesAsync("waiting");
        (await payer.TextAsync()).Should().Contain(own).And.NotContain(strict);
        await payer.PictureAsync($"own-waiting-{language}");
        (await payer.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().Be(width);

        chain.Pay(order.Quote.Address, "USDT", 9 * OneToken + OneToken / 2);
        await payer.SeesAsync("underpaid");
        (await payer.TextAsync()).Should().Contain(missing).And.Contain(own).And.NotContain(strict);
        (await payer.Page.Locator("#amount").InnerTextAsync()).Should().Be("0.5");
        await payer.PictureAsync($"own-underpaid-{language}");

        chain.Pay(order.Quote.Address, "USDT", OneToken);
        await payer.SeesAsync("confirming");
        chain.Mine();
        chain.Mine();
        await payer.SeesAsync("completed");
        (await payer.TextAsync()).Should().Contain("0.5 USDT").And.NotContain(own).And.NotContain(order.Quote.Address);
        await payer.PictureAsync($"own-paid-{language}");
        payer.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task An_address_that_many_orders_share_asks_for_the_exact_amount_as_before()
    {
        await using var gateway = await GatewayHost.StartAsync(ScriptedChain.Settings, services => services.AddSingleton<IChainReaders>(chain));
        var merchant = await gateway.RegisterMerchantAsync();
        (await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", "0x70997970c51812dc3a010c7d01b50e0d17dc79c8")).Outcome.Should().Be(WalletOutcome.Saved);
        var order = await CreateAsync(gateway, merchant, "O-2");
        order.Quote!.IsOwnAddress.Should().BeFalse();
        await using var payer = await PayerPage.OpenAsync(browser.Browser, new Uri(gateway.Url, $"/cashier?id={order.Id.Value}"));
        await payer.SeesAsync("waiting");
        (await payer.TextAsync()).Should().Contain("Send exactly this amount").And.NotContain("This address is for this order alone");
    }

    [Fact]
    public async Task Part_of_the_money_that_waits_for_its_block_is_told_and_the_rest_asked_for_afterwards()
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["Chains:Bitcoin:Rpc"] = node.Url.ToString(),
            ["Chains:Bitcoin:ChainId"] = BitcoinChain.ChainNumber.ToString(CultureInfo.InvariantCulture),
            ["Chains:Bitcoin:PollInterval"] = "00:00:00.2",
        });
        var merchant = await gateway.RegisterMerchantAsync();
        (await gateway.AddKeyAsync(merchant.Merchant.Id, "bitcoin", "BTC", Vpub, rate: 700_000m)).Outcome.Should().Be(WalletOutcome.Saved);
        var order = await CreateAsync(gateway, merchant, "O-3");
        await using var payer = await PayerPage.OpenAsync(browser.Browser, new Uri(gateway.Url, $"/cashier?id={order.Id.Value}"));
        await payer.SeesAsync("waiting");

        bitcoin.Pay(new BitcoinOutput(4_000, BitcoinAddress.Create(order.Quote!.Address, Network.RegTest).ScriptPubKey.ToBytes()));
        await payer.Page.GetByText("0.00004 BTC is on its way").First.WaitForAsync();
        await payer.PictureAsync("own-on-its-way-en");
        bitcoin.Mine();
        await payer.SeesAsync("underpaid");
        (await payer.TextAsync()).Should().Contain("0.00006 BTC is still missing").And.NotContain("on its way");
        payer.Complaints.Should().BeEmpty();
    }

    private static Task<Order> CreateAsync(GatewayHost gateway, MerchantKeys merchant, string number) => gateway.CreateOrderAsync(
        merchant.Merchant.Id, number, new OrderTerms { Face = Face.Epay, MoneyText = "70", Subject = "VIP 会员" });
}
