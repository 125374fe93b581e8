using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Orders;
using Payments.Testing;
using Payments.Testing.Gateway;
using Payments.Testing.Nodes;
using Payments.Testing.Nodes.Bitcoin;
using Payments.Testing.Nodes.Solana;
using Payments.Testing.Nodes.Tron;

namespace Payments.Browser.Tests;

/// <summary>A payer chooses among six chains in a real browser: fees, speed, codes, addresses and warnings of each, over nodes that speak their chains' own protocols.</summary>
public sealed class ChainChoiceTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private const string EvmWallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
    private const string EvmShown = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
    private const string TronWallet = "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8";
    private const string SolanaWallet = "9WzDXwBbmkg8ZTbNMqUxvQRAyrZzDsGYdLVL9zYtAWWM";
    private const string BitcoinWallet = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

    private readonly TronChain tron = new(TimeProvider.System);
    private readonly SolanaChain solana = new(TimeProvider.System);
    private readonly BitcoinChain bitcoin = new(TimeProvider.System);
    private readonly List<IAsyncDisposable> parts = [];
    private TronSimulator tronNode = null!;
    private GatewayHost gateway = null!;
    private MerchantKeys merchant = null!;

    public async Task InitializeAsync()
    {
        tron.Mine(30);
        bitcoin.Mine(20);
        for (var i = 0; i < 50; i++) solana.Mine();
        tronNode = Kept(await TronSimulator.StartAsync(tron));
        var solanaNode = Kept(await SolanaSimulator.StartAsync(solana));
        var bitcoinNode = Kept(await BitcoinSimulator.StartAsync(bitcoin));
        var settings = new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = "None" };
        foreach (var (chain, number) in new[] { ("Ethereum", 1L), ("Bsc", 56), ("Polygon", 137) }) On(chain, Kept(await AnvilNode.StartAsync(number)).Url, number);
        On("Tron", tronNode.Url, tron.ChainNumber);
        On("Solana", solanaNode.Url, solana.ChainNumber);
        On("Bitcoin", bitcoinNode.Url, BitcoinChain.ChainNumber);
        gateway = await GatewayHost.StartAsync(settings);
        merchant = await gateway.RegisterMerchantAsync();

        void On(string chain, Uri node, long number)
        {
            settings[$"Chains:{chain}:Rpc"] = node.ToString();
            settings[$"Chains:{chain}:ChainId"] = number.ToString(CultureInfo.InvariantCulture);
            settings[$"Chains:{chain}:PollInterval"] = "00:00:00.2";
        }
    }

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        foreach (var part in Enumerable.Reverse(parts)) await part.DisposeAsync();
    }

    [Theory]
    [InlineData("en", false)]
    [InlineData("zh-CN", true)]
    public async Task Each_chain_is_offered_with_its_fee_and_speed_and_leads_to_its_own_code_address_and_warning(string language, bool dark)
    {
        await AddAsync("tron", "USDT", TronWallet);
        await AddAsync("bsc", "USDT", EvmWallet);
        await AddAsync("ethereum", "USDT", EvmWallet);
        await AddAsync("polygon", "USDT", EvmWallet);
        await AddAsync("solana", "USDT", SolanaWallet);
        await AddAsync("bitcoin", "BTC", BitcoinWallet, 700_000m);
        await FactsKnownAsync();
        var order = await CreateAsync($"C-{language}");
        await using var payer = await PayerPage.OpenAsync(browser.Browser, new Uri(gateway.Url, $"/cashier?id={order.Id.Value}"), language, dark: dark);
        await payer.SeesAsync("choose");
        var isEnglish = language == "en";
        var hints = await Task.WhenAll((await payer.Page.Locator("button.method").AllAsync()).Select(async method => (Token: await method.Locator("b").InnerTextAsync(), Text: await method.Locator("span").InnerTextAsync())));
        hints.Should().HaveCount(6);
        hints.Should().Contain(hint => hint.Text.Contains("TRC20") && hint.Text.Contains(isEnglish ? "Fee ≈ 6.9 TRX · under 1 min" : "网络费 ≈ 6.9 TRX · 1 分钟内"));
        hints.Should().Contain(hint => hint.Token == "BTC" && hint.Text.Contains(isEnglish ? "Fee ≈ 0.000017 BTC · about 20 min" : "网络费 ≈ 0.000017 BTC · 约 20 分钟"));
        hints.Should().Contain(hint => hint.Text.Contains("Solana") && hint.Text.Contains("0.0000054 SOL"));
        hints.Should().Contain(hint => hint.Text.Contains("ERC20") && hint.Text.Contains("ETH") && hint.Text.Contains(isEnglish ? "about 3 min" : "约 3 分钟"));
        await payer.PictureAsync($"chains-choose-{language}");
        (await payer.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().Be(390);

        foreach (var (chain, name, token, address, uri, english, chinese) in new[]
        {
            ("tron", "TRC20", "USDT", TronWallet, TronWallet, "takes TRC20 only", "只能用 TRC20 网络转入"),
            ("bsc", "BEP20", "USDT", EvmShown, "ethereum:0x55d398326f99059fF775485246999027B3197955@56/transfer?address=", "not ERC20, Polygon or TRC20", "不是 ERC20、Polygon 或 TRC20"),
            ("ethereum", "ERC20", "USDT", EvmShown, "ethereum:0xdAC17F958D2ee523a2206206994597C13D831ec7@1/transfer?address=", "not BEP20, Polygon or TRC20", "不是 BEP20、Polygon 或 TRC20"),
            ("polygon", "Polygon", "USDT", EvmShown, "ethereum:0xc2132D05D31c914a87C6611C10748AEb04B58e8F@137/transfer?address=", "not ERC20, BEP20 or TRC20", "不是 ERC20、BEP20 或 TRC20"),
            ("solana", "Solana", "USDT", SolanaWallet, $"solana:{SolanaWallet}?amount=10&spl-token=", "not an Ethereum address", "不是 0x 开头的以太坊地址"),
            ("bitcoin", "Bitcoin", "BTC", BitcoinWallet, $"bitcoin:{BitcoinWallet}?amount=0.0001&label=Shop", "no Lightning", "不支持闪电网络"),
        })
        {
            if (await payer.Page.Locator("#methods").CountAsync() > 0) await payer.Page.Locator("#methods").ClickAsync();
            await payer.Page.Locator($"button.method:has-text('{name}')").First.ClickAsync();
            await payer.Page.Locator($"#address:text-is('{address}')").WaitForAsync();
            await payer.Page.Locator(".network").Filter(new() { HasText = name }).WaitForAsync();
            var text = await payer.TextAsync();
            text.Should().Contain(isEnglish ? english : chinese, chain).And.Contain(token, chain);
            (await payer.Page.Locator("#hint").InnerTextAsync()).Should().Contain(isEnglish ? "Fee ≈" : "网络费 ≈");
            var link = payer.Page.Locator("a.wallet");
            if (uri == address) (await link.CountAsync()).Should().Be(0, "TRON has no links that wallets read");
            else (await link.GetAttributeAsync("href")).Should().StartWith(uri, chain);
            if (uri.Contains("label", StringComparison.Ordinal)) (await payer.Page.EvaluateAsync<string>("new URL(document.querySelector('a.wallet').href).searchParams.get('label')")).Should().Be("Shop");
            (await payer.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().Be(390, chain);
            await payer.PictureAsync($"chains-{chain}-{language}");
        }
        payer.Complaints.Should().BeEmpty();
        payer.Requests.Should().OnlyContain(request => request.StartsWith(gateway.Url.ToString()) || request.StartsWith("data:"));
    }

    [Fact]
    public async Task Operators_see_head_cursor_fees_and_node_of_each_chain_and_which_one_is_in_trouble()
    {
        await FactsKnownAsync();
        await using var tab = await PayerPage.OpenAsync(browser.Browser, new Uri(gateway.Url, "/ops"), "en", 1400, 900);
        await tab.Page.GetByLabel("Admin key").FillAsync(GatewayHost.AdminKey);
        await tab.Page.Keyboard.PressAsync("Enter");
        foreach (var (chain, fee, final) in new[]
        {
            ("ethereum", "gwei", "12"), ("bsc", "gwei", "15"), ("polygon", "gwei", "128"), ("bitcoin", "12 sat per byte", "2"),
            ("tron", "100 sun per energy", "finalized"), ("solana", "0.002 lamports per unit", "finalized"),
        })
        {
            var row = tab.Page.Locator("[data-part=chains] tbody tr").Filter(new() { Has = tab.Page.Locator($"td:text-is('{chain}')") }).Filter(new() { HasText = fee });
            await row.Locator("td[data-head=Lag]:text-is('0')").WaitForAsync();
            (await row.Locator("td[data-head=Confirmations]").InnerTextAsync()).Should().Contain(final, chain);
            (await row.Locator("td[data-head=Trouble]").InnerTextAsync()).Should().Be("none", chain);
            (await row.Locator("td[data-head=Head]").InnerTextAsync()).Should().Be(await row.Locator("td[data-head=Cursor]").InnerTextAsync(), chain);
            await tab.Page.Locator("[data-part=nodes] tbody tr").Filter(new() { Has = tab.Page.Locator($"td:text-is('{chain}')") }).Filter(new() { HasText = "healthy" }).WaitForAsync();
        }
        await tab.PictureAsync("ops-six-chains");
        var metrics = await gateway.Http.GetStringAsync("/metrics");
        foreach (var chain in new[] { "ethereum", "bsc", "polygon", "bitcoin", "tron", "solana" })
        {
            metrics.Should().MatchRegex($"payments_chain_lag{{[^}}]*chain=\"{chain}\"[^}}]*}} 0").And.MatchRegex($"payments_chain_node_healthy{{[^}}]*chain=\"{chain}\"[^}}]*}} 1");
            metrics.Should().MatchRegex($"payments_chain_head{{[^}}]*chain=\"{chain}\"[^}}]*}} [0-9]+");
        }

        tronNode.Handle = (context, _) =>
        {
            context.Response.StatusCode = 503;
            return Task.FromResult(true);
        };
        await tab.Page.Locator("[data-part=nodes] tbody tr").Filter(new() { HasText = "unhealthy" }).Filter(new() { Has = tab.Page.Locator("td:text-is('tron')") }).WaitForAsync();
        (await tab.Page.Locator("[data-part=nodes] tbody tr").Filter(new() { HasText = "unhealthy" }).CountAsync()).Should().Be(1);
        await tab.PictureAsync("ops-six-chains-trouble");
        tab.Complaints.Should().OnlyContain(complaint => complaint.Contains("401"));
    }

    private T Kept<T>(T part) where T : IAsyncDisposable
    {
        parts.Add(part);
        return part;
    }

    private async Task AddAsync(string chain, string token, string address, decimal rate = 7m) =>
        (await gateway.AddWalletAsync(merchant.Merchant.Id, chain, token, address, rate: rate)).Outcome.Should().Be(WalletOutcome.Saved, chain);

    private async Task FactsKnownAsync()
    {
        foreach (var chain in gateway.Services.GetRequiredService<ChainCatalog>().On)
            await Patience.UntilAsync(gateway.Grains.GetGrain<Contracts.Chains.IChainWatcherGrain>(chain.Chain.WatcherKey).GetStatusAsync, status => status.FeesAt is not null, $"the fees of {chain.Chain} are known");
    }

    private async Task<Order> CreateAsync(string number)
    {
        var id = gateway.Services.GetRequiredService<IOrderIds>().For(merchant.Merchant.Id, number);
        var result = await gateway.Grains.GetGrain<IOrderGrain>(id.GrainKey).CreateAsync(new CreateOrder
        {
            Merchant = merchant.Merchant.Id,
            Number = number,
            Money = 70m,
            Terms = new OrderTerms { Face = Face.Epay, MoneyText = "70", Subject = "VIP 会员" },
        });
        result.Outcome.Should().Be(CreateOutcome.Created);
        return result.Order!;
    }
}
