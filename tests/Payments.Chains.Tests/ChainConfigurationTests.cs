using Microsoft.Extensions.Configuration;
using Payments.Domain.Identity;
using Payments.Domain.Settings;

namespace Payments.Chains.Tests;

/// <summary>The section <c>Chains</c> and what is known without it.</summary>
public sealed class ChainConfigurationTests
{
    private const string Node = "http://127.0.0.1:8545";

    private static ChainCatalog Catalog(params (string Name, string Value)[] settings) => new(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Chains:{setting.Name}", (string?)setting.Value))).Build());

    [Fact]
    public void A_chain_without_nodes_is_off()
    {
        var catalog = Catalog(("Bsc:Rpc", Node));
        catalog.On.Select(options => options.Chain).Should().Equal(ChainId.Bsc);
        catalog.TryGetToken(ChainId.Ethereum, "USDT", out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("ethereum", "Ethereum (ERC20)", "ERC20")]
    [InlineData("bsc", "BNB Smart Chain (BEP20)", "BEP20 (BSC)")]
    [InlineData("polygon", "Polygon", null)]
    [InlineData("tron", "TRON (TRC20)", "TRC20")]
    [InlineData("solana", "Solana", null)]
    [InlineData("bitcoin", "Bitcoin", null)]
    [InlineData("litecoin", "Litecoin", null)]
    [InlineData("dash", "Dash", null)]
    public void A_chain_is_called_as_wallets_and_exchanges_call_it(string chain, string name, string? standard)
    {
        var catalog = Catalog(($"{chain}:PollInterval", "00:00:09"));
        catalog.NameOf(new ChainId(chain)).Should().Be(name);
        catalog.Find(new ChainId(chain))!.TokenStandard.Should().Be(standard);
    }

    [Fact]
    public void A_chain_that_this_version_does_not_know_is_called_by_its_own_name() => Catalog().NameOf(new ChainId("dogecoin")).Should().Be("dogecoin");

    [Theory]
    [InlineData("ethereum", 1, "ETH", "USDT", 6, "0xdAC17F958D2ee523a2206206994597C13D831ec7")]
    [InlineData("ethereum", 1, "ETH", "USDC", 6, "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48")]
    [InlineData("bsc", 56, "BNB", "USDT", 18, "0x55d398326f99059fF775485246999027B3197955")]
    [InlineData("bsc", 56, "BNB", "USDC", 18, "0x8AC76a51cc950d9822D68b83fE1Ad97B32Cd580d")]
    [InlineData("polygon", 137, "POL", "USDT", 6, "0xc2132D05D31c914a87C6611C10748AEb04B58e8F")]
    [InlineData("polygon", 137, "POL", "USDC", 6, "0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359")]
    [InlineData("polygon", 137, "POL", "USDC.e", 6, "0x2791Bca1f2de4661ED88A30C99A7a9449Aa84174")]
    public void Known_tokens_are_the_issuers_own(string chain, long number, string coin, string symbol, int decimals, string contract)
    {
        var catalog = Catalog(($"{chain}:Rpc", Node));
        var id = new ChainId(chain);
        catalog.Find(id)!.ChainNumber.Should().Be(number);
        catalog.TryGetToken(id, symbol, out var token).Should().BeTrue();
        (token!.Decimals, token.PayableDecimals).Should().Be((decimals, 2));
        catalog.Display(id, token.Contract!).Should().Be(contract);
        catalog.TryGetToken(id, coin, out var native).Should().BeTrue();
        (native!.IsNative, native.Decimals).Should().Be((true, 18));
    }

    [Fact]
    public void The_former_name_of_Polygons_coin_still_works()
    {
        Catalog(("Polygon:Rpc", Node)).TryGetToken(ChainId.Polygon, "matic", out var token).Should().BeTrue();
        token!.Symbol.Should().Be("POL");
    }

    [Theory]
    [InlineData("bitcoin", "BTC", 8, 2, 0x0a8ce26f, "btc")]
    [InlineData("litecoin", "LTC", 6, 6, 0x7e04bfe2, "ltc")]
    [InlineData("dash", "DASH", 6, 2, 0xf3407ab6, "dash")]
    public void The_Bitcoin_family_has_one_coin_each(string chain, string symbol, int payable, int confirmations, long number, string name)
    {
        var catalog = Catalog(($"{chain}:Rpc", Node));
        catalog.TryGetChain(name, out var options).Should().BeTrue();
        (options!.Chain.Value, options.ChainNumber, options.Confirmations).Should().Be((chain, number, confirmations));
        var coin = options.Tokens.Values.Should().ContainSingle().Subject;
        (coin.Symbol, coin.IsNative, coin.Decimals, coin.PayableDecimals).Should().Be((symbol, true, 8, payable));
    }

    [Fact]
    public void The_network_that_is_set_decides_whose_addresses_are_taken()
    {
        const string Regtest = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
        Catalog().TryParseAddress(ChainId.Bitcoin, Regtest, out _, out var error).Should().BeFalse();
        error.Should().Contain("Bitcoin test net");
        Catalog(("Bitcoin:ChainId", "1181622790")).TryParseAddress(ChainId.Bitcoin, Regtest, out var canonical, out error).Should().BeTrue(error);
        canonical.Should().Be(Regtest);
    }

    [Theory]
    [InlineData("Bitcoin:ChainId", "1", "*ChainId is not valid: 1 names no network of Bitcoin; expected 177005167 (Main)*")]
    [InlineData("Bitcoin:Confirmations", "finalized", "*Confirmations is not valid: expected a number*")]
    [InlineData("Dash:Confirmations", "1", "*Confirmations is not valid: expected 2 or more*")]
    [InlineData("Litecoin:Tokens:USDT:Contract", "LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1", "*Tokens:USDT is not valid: this chain has no tokens*")]
    public void What_the_Bitcoin_family_cannot_follow_stops_the_start(string name, string value, string reason) =>
        FluentActions.Invoking(() => Catalog((name, value), ($"{name[..name.LastIndexOf(':')]}:Decimals", "8"))).Should().Throw<SettingException>().WithMessage(reason);

    [Fact]
    public void TRON_knows_its_coin_and_the_issuers_own_tokens()
    {
        var catalog = Catalog(("Tron:Rpc", Node));
        var options = catalog.Find(ChainId.Tron)!;
        (options.ChainNumber, options.Confirmations).Should().Be((0x2b6653dc, null));
        options.Tokens.Values.Select(token => (token.Symbol, token.Contract, token.Decimals, token.PayableDecimals)).Should().BeEquivalentTo(new[]
        {
            ("TRX", (string?)null, 6, 2), ("USDT", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", 6, 2), ("USDC", "TEkxiTehnzSmSe2XqrBj4w32RUN966rdz8", 6, 2),
        });
        options.Tokens.Values.Where(token => !token.IsNative).Should().OnlyContain(token => catalog.Display(ChainId.Tron, token.Contract!) == token.Contract);
    }

    [Fact]
    public void Solana_knows_its_coin_and_the_issuers_own_tokens()
    {
        var options = Catalog(("Solana:Rpc", Node), ("Solana:Tokens:PYUSD:Contract", "2b1kV6DkPAnxd5ixfnxCpjxmKwqjjaYmCZfHsFu24GXo"), ("Solana:Tokens:PYUSD:Decimals", "6"), ("Solana:Tokens:PYUSD:Standard", "token-2022")).Find(ChainId.Solana)!;
        (options.ChainNumber, options.Confirmations).Should().Be((0x45296998, null));
        options.Tokens.Values.Select(token => (token.Symbol, token.Contract, token.Decimals, token.PayableDecimals, token.Standard)).Should().BeEquivalentTo(new[]
        {
            ("SOL", (string?)null, 9, 5, (string?)null), ("USDT", "Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB", 6, 2, null),
            ("USDC", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v", 6, 2, null), ("PYUSD", "2b1kV6DkPAnxd5ixfnxCpjxmKwqjjaYmCZfHsFu24GXo", 6, 2, "token-2022"),
        });
    }

    [Theory]
    [InlineData("one", "one", "one")]
    [InlineData("one,two", "one", "two")]
    [InlineData(",two", null, "two")]
    [InlineData(null, null, null)]
    public void Keys_of_nodes_are_one_for_all_or_one_for_each(string? keys, string? first, string? second)
    {
        var options = Catalog(("Tron:Rpc", $"{Node},https://api.example"), ("Tron:ApiKey", keys!)).Find(ChainId.Tron)!;
        (options.ApiKeyOf(0), options.ApiKeyOf(1)).Should().Be((first, second));
    }

    [Theory]
    [InlineData("ERC20", "ethereum")]
    [InlineData("bep20", "bsc")]
    [InlineData("Polygon", "polygon")]
    [InlineData("TRC20", "tron")]
    [InlineData("trx", "tron")]
    [InlineData("SPL", "solana")]
    public void Shops_names_of_chains_are_understood(string name, string chain)
    {
        Catalog().TryGetChain(name, out var options).Should().BeTrue();
        options!.Chain.Value.Should().Be(chain);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("true", true)]
    [InlineData("False", false)]
    public void The_coin_is_read_unless_it_is_switched_off(string? value, bool reads) =>
        Catalog(("Bsc:Rpc", Node), ("Bsc:ReadCoin", value!)).Find(ChainId.Bsc)!.ReadCoin.Should().Be(reads);

    [Theory]
    [InlineData("ethereum", "https://etherscan.io/tx/0x07")]
    [InlineData("bsc", "https://bscscan.com/tx/0x07")]
    [InlineData("polygon", "https://polygonscan.com/tx/0x07")]
    [InlineData("tron", "https://tronscan.org/#/transaction/0x07")]
    [InlineData("solana", "https://solscan.io/tx/0x07")]
    [InlineData("bitcoin", "https://mempool.space/tx/0x07")]
    [InlineData("litecoin", "https://litecoinspace.org/tx/0x07")]
    [InlineData("dash", "https://insight.dash.org/insight/tx/0x07")]
    public void A_main_network_has_an_explorer(string chain, string page) =>
        Catalog().ExplorerPage(new ChainId(chain), "0x07").Should().Be(page);

    [Theory]
    [InlineData("ChainId", "97", null)]
    [InlineData("ChainId", "56", "https://bscscan.com/tx/a%2Fb")]
    [InlineData("Explorer", "off", null)]
    [InlineData("Explorer", "https://scan.example/?tx={transaction}&x=1", "https://scan.example/?tx=a%2Fb&x=1")]
    public void Another_network_has_the_explorer_that_is_set(string setting, string value, string? page) =>
        Catalog(($"Bsc:{setting}", value)).ExplorerPage(ChainId.Bsc, "a/b").Should().Be(page);

    [Theory]
    [InlineData("https://scan.example/tx/")]
    [InlineData("scan.example/{transaction}")]
    [InlineData("javascript:alert('{transaction}')")]
    public void An_explorer_is_a_page_of_a_transaction(string value)
    {
        var read = () => Catalog(("Bsc:Explorer", value));
        read.Should().Throw<SettingException>()
            .WithMessage("*Explorer is not valid: expected an http or https URL with {transaction} in it, or off.");
    }

    [Fact]
    public void Settings_replace_what_is_known()
    {
        var options = Catalog(
            ("Bsc:Rpc", $"{Node}, https://node.example/v3/key"), ("Bsc:ChainId", "97"), ("Bsc:Confirmations", "finalized"), ("Bsc:PollInterval", "00:00:00.5"),
            ("Bsc:BatchBlocks", "7"), ("Bsc:ReorgWindow", "9"), ("Bsc:StartBlock", "0"), ("Bsc:Timeout", "00:00:09"),
            ("Bsc:Tokens:USDT:Contract", "0x5FbDB2315678afecb367f032d93F642f64180aa3"), ("Bsc:Tokens:USDT:Decimals", "6"),
            ("Bsc:Tokens:FDUSD:Contract", "0xc5f0f7b66764f6ec8c8dff7ba683102295e16409"), ("Bsc:Tokens:FDUSD:Decimals", "18"), ("Bsc:Tokens:FDUSD:PayableDecimals", "3")).Find(ChainId.Bsc)!;
        options.Rpc.Should().HaveCount(2);
        (options.ChainNumber, options.Confirmations, options.BatchBlocks, options.ReorgWindow, options.StartBlock).Should().Be((97L, null, 7, 9, 0L));
        (options.PollInterval, options.Timeout).Should().Be((TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(9)));
        (options.Tokens["USDT"].Contract, options.Tokens["USDT"].Decimals, options.Tokens["USDT"].PayableDecimals).Should().Be(("0x5fbdb2315678afecb367f032d93f642f64180aa3", 6, 2));
        (options.Tokens["fdusd"].Symbol, options.Tokens["fdusd"].Decimals, options.Tokens["fdusd"].PayableDecimals).Should().Be(("FDUSD", 18, 3));
    }

    [Theory]
    [InlineData("Bsc:ReadCoin", "maybe")]
    [InlineData("Bsc:Rpc", "localhost:8545")]
    [InlineData("Bsc:Rpc", "ws://127.0.0.1:8546")]
    [InlineData("Bsc:Confirmations", "-1")]
    [InlineData("Bsc:Confirmations", "safe")]
    [InlineData("Bsc:ChainId", "0")]
    [InlineData("Bsc:PollInterval", "soon")]
    [InlineData("Bsc:PollInterval", "-00:00:01")]
    [InlineData("Bsc:PollInterval", "2")]
    [InlineData("Bsc:BlockTime", "24:00:00")]
    [InlineData("Bsc:Timeout", "00:11:00")]
    [InlineData("Bsc:Confirmations", "4294967297")]
    [InlineData("Bsc:ReorgWindow", "4294967297")]
    [InlineData("Bsc:BatchBlocks", "4294967297")]
    [InlineData("Bsc:Tokens:USDT:Decimals", "4294967302")]
    [InlineData("Bsc:BatchBlocks", "0")]
    [InlineData("Bsc:ReorgWindow", "1.5")]
    [InlineData("Bsc:Timeout", "0")]
    [InlineData("Bsc:Tokens:USDT:Contract", "0x5FbDB2315678afecb367f032d93F642f64180aA3")]
    [InlineData("Bsc:ApiKey", "key")]
    [InlineData("Tron:ApiKey", "one,two")]
    [InlineData("Tron:ApiKey", "with space")]
    [InlineData("Tron:Tokens:USDT:Contract", "0x5FbDB2315678afecb367f032d93F642f64180aa3")]
    [InlineData("Bsc:Tokens:USDT:Decimals", "39")]
    [InlineData("Bsc:Tokens:USDT:Standard", "token-2022")]
    [InlineData("Solana:Tokens:USDT:Standard", "token-2023")]
    [InlineData("Bsc:Tokens:USDT:PayableDecimals", "19")]
    public void A_bad_value_stops_the_start_with_its_name(string name, string value)
    {
        var act = () => Catalog((name, value));
        act.Should().Throw<SettingException>().WithMessage($"Setting Chains:{name} is not valid*".Replace("Bsc", "?sc", StringComparison.Ordinal).Replace("Tron:", "?ron:", StringComparison.Ordinal).Replace("Solana:", "?olana:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_token_with_a_dot_has_a_name_that_shells_can_export() =>
        Catalog(("Polygon:Rpc", Node), ("Polygon:Tokens:USDC_E:PayableDecimals", "4")).Find(ChainId.Polygon)!.Tokens["USDC.E"].PayableDecimals.Should().Be(4);

    [Fact]
    public void A_token_is_not_named_by_both() =>
        FluentActions.Invoking(() => Catalog(("Polygon:Tokens:USDC_E:PayableDecimals", "4"), ("Polygon:Tokens:USDC.E:PayableDecimals", "5"))).Should().Throw<SettingException>().WithMessage("*USDC.E once*");

    [Fact]
    public void An_unknown_chain_stops_the_start() =>
        FluentActions.Invoking(() => Catalog(("Dogechain:Rpc", Node))).Should().Throw<SettingException>().WithMessage("Setting Chains:Dogechain names no chain*");

    [Fact]
    public void A_new_token_needs_contract_and_decimals()
    {
        FluentActions.Invoking(() => Catalog(("Bsc:Tokens:NEW:Decimals", "6"))).Should().Throw<SettingException>().WithMessage("*Tokens:NEW:Contract*");
        FluentActions.Invoking(() => Catalog(("Bsc:Tokens:NEW:Contract", "0xc5f0f7b66764f6ec8c8dff7ba683102295e16409"))).Should().Throw<SettingException>().WithMessage("*Tokens:NEW:Decimals*");
    }

    [Fact]
    public void Work_is_checked_on_Bitcoin_and_Litecoin_and_not_on_Dash()
    {
        var chains = Catalog();
        ChainId[] asked = [ChainId.Bitcoin, ChainId.Litecoin, ChainId.Dash, ChainId.Tron, ChainId.Bsc, ChainId.Solana];
        asked.Select(chain => chains.Find(chain)!.ChecksWork).Should().Equal(true, true, false, null, null, null);
    }
}
