using Microsoft.Extensions.Configuration;
using Payments.Domain.Identity;
using Payments.Domain.Orders;

namespace Payments.Chains.Tests;

/// <summary>What wallets read from the QR code, by EIP-681, BIP-21 and Solana Pay.</summary>
public sealed class PaymentUriTests
{
    private const string Receiver = "0xd1220a0cf47c7b9be7a2e6ba89f429762e7b9adb";

    private const string SolanaReceiver = "9WzDXwBbmkg8ZTbNMqUxvQRAyrZzDsGYdLVL9zYtAWWM";

    [Theory]
    [InlineData("ethereum", "USDT", "1500000", "ethereum:0xdAC17F958D2ee523a2206206994597C13D831ec7@1/transfer?address=0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb&uint256=1500000")]
    [InlineData("bsc", "USDT", "10010000000000000000", "ethereum:0x55d398326f99059fF775485246999027B3197955@56/transfer?address=0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb&uint256=10010000000000000000")]
    [InlineData("polygon", "POL", "2014000000000000000", "ethereum:0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb@137?value=2014000000000000000")]
    public void A_token_payment_targets_the_contract_and_a_coin_the_receiver(string chain, string token, string units, string expected) => Uri(chain, token, Receiver, units).Should().Be(expected);

    [Theory]
    [InlineData("ethereum", "USDT", Receiver, "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb")]
    [InlineData("bsc", "USDC", Receiver, "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb")]
    [InlineData("polygon", "POL", Receiver, "ethereum:0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb@137?value=150000")]
    [InlineData("tron", "USDT", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t")]
    [InlineData("solana", "SOL", SolanaReceiver, $"solana:{SolanaReceiver}?amount=0.00015")]
    public void The_code_of_an_EVM_token_is_the_bare_address_and_any_other_the_link(string chain, string token, string receiver,
        string expected) =>
        Catalog.CodeText(QuoteOf(chain, token, receiver), 150_000).Should().Be(expected);

    [Theory]
    [InlineData("bitcoin", "BTC", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "150000", "bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4?amount=0.0015")]
    [InlineData("bitcoin", "BTC", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "1", "bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4?amount=0.00000001")]
    [InlineData("bitcoin", "BTC", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "2100000000000000", "bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4?amount=21000000")]
    [InlineData("litecoin", "LTC", "LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1", "300000000", "litecoin:LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1?amount=3")]
    [InlineData("dash", "DASH", "XpESxaUmonkq8RaLLp46Brx2K39ggQe226", "12345678", "dash:XpESxaUmonkq8RaLLp46Brx2K39ggQe226?amount=0.12345678")]
    public void Coins_of_the_Bitcoin_family_are_asked_for_by_BIP_21(string chain, string token, string receiver, string units, string expected) => Uri(chain, token, receiver, units).Should().Be(expected);

    [Theory]
    [InlineData("USDT", "10010000", "?amount=10.01&spl-token=Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB")]
    [InlineData("USDC", "500000", "?amount=0.5&spl-token=EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v")]
    [InlineData("USDT", "25000000", "?amount=25&spl-token=Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB")]
    [InlineData("SOL", "68120000", "?amount=0.06812")]
    [InlineData("SOL", "1", "?amount=0.000000001")]
    public void Solana_Pay_names_the_wallet_and_a_decimal_amount(string token, string units, string expected) =>
        Uri("solana", token, SolanaReceiver, units).Should().Be($"solana:{SolanaReceiver}{expected}");

    [Theory]
    [InlineData("Shop", "&label=Shop")]
    [InlineData("Tom & Jerry's #1?=+%", "&label=Tom%20%26%20Jerry%27s%20%231%3F%3D%2B%25")]
    [InlineData("数字商店", "&label=%E6%95%B0%E5%AD%97%E5%95%86%E5%BA%97")]
    [InlineData("  spaced  ", "&label=spaced")]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData(null, "")]
    public void The_shops_name_is_a_percent_encoded_label_after_the_exact_amount(string? label, string parameter)
    {
        Uri("bitcoin", "BTC", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "150001", label).Should().Be($"bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4?amount=0.00150001{parameter}");
        Uri("solana", "USDC", SolanaReceiver, "10000001", label).Should().Be($"solana:{SolanaReceiver}?amount=10.000001&spl-token=EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v{parameter}");
        Uri("ethereum", "USDT", Receiver, "1", label).Should().NotContain("label", "EIP-681 has no place for it");
        Uri("tron", "TRX", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "1", label).Should().Be("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t");
    }

    [Fact]
    public void A_long_name_is_cut_between_characters()
    {
        var family = "👨‍👩‍👧";
        var uri = Uri("bitcoin", "BTC", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "1", string.Concat(Enumerable.Repeat(family, 100)));
        System.Uri.UnescapeDataString(uri.Split("&label=")[1]).Should().Be(string.Concat(Enumerable.Repeat(family, 39)) + "…");
    }

    private static ChainCatalog Catalog { get; } = new(new ConfigurationBuilder().Build());

    private static string Uri(string chain, string token, string receiver, string units, string? label = null) =>
        Catalog.PaymentUri(QuoteOf(chain, token, receiver), UInt128.Parse(units), label);

    private static Quote QuoteOf(string chain, string token, string receiver) => new()
    {
        Wallet = "wallet",
        Chain = new ChainId(chain),
        Token = token,
        Decimals = 18,
        Address = receiver,
        Units = 1,
        Rate = 7m,
        RateSource = "wallet",
    };
}
