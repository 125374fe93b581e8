using Microsoft.Extensions.Configuration;
using Payments.Domain.Identity;
using Payments.Domain.Orders;

namespace Payments.Chains.Tests;

/// <summary>What wallets read from the QR code, by EIP-681.</summary>
public sealed class PaymentUriTests
{
    private const string Receiver = "0xd1220a0cf47c7b9be7a2e6ba89f429762e7b9adb";

    [Theory]
    [InlineData("ethereum", "USDT", "1500000", "ethereum:0xdAC17F958D2ee523a2206206994597C13D831ec7@1/transfer?address=0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb&uint256=1500000")]
    [InlineData("bsc", "USDT", "10010000000000000000", "ethereum:0x55d398326f99059fF775485246999027B3197955@56/transfer?address=0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb&uint256=10010000000000000000")]
    [InlineData("polygon", "POL", "2014000000000000000", "ethereum:0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb@137?value=2014000000000000000")]
    public void A_token_payment_targets_the_contract_and_a_coin_the_receiver(string chain, string token, string units, string expected)
    {
        var quote = new Quote
        {
            Wallet = "wallet",
            Chain = new ChainId(chain),
            Token = token,
            Decimals = 18,
            Address = Receiver,
            Units = 1,
            Rate = 7m,
            RateSource = "wallet",
        };
        new ChainCatalog(new ConfigurationBuilder().Build()).PaymentUri(quote, UInt128.Parse(units)).Should().Be(expected);
    }
}
