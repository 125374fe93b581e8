using NBitcoin;

namespace Payments.Chains.Tests.Bitcoin;

/// <summary>The vectors of BIP-173 and BIP-350, and known Base58Check addresses, against NBitcoin's names.</summary>
public sealed class BitcoinVectorTests
{
    /// <summary>Programs of version 0, and of version 1 with 32 bytes: those that NBitcoin knows as addresses.</summary>
    [Theory]
    [InlineData("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "0014751e76e8199196d454941c45d1b3a323f1433bd6")]
    [InlineData("tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7", "00201863143c14c5166804bd19203356da136c985678cd4d27a1b8c6329604903262")]
    [InlineData("tb1qqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesrxh6hy", "0020000000c4a5cad46221b2a187905e5266362b99d5e91c6ce24d165dab93e86433")]
    [InlineData("tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c", "5120000000c4a5cad46221b2a187905e5266362b99d5e91c6ce24d165dab93e86433")]
    [InlineData("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")]
    [InlineData("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "76a91477bff20c60e522dfaa3350c39b030a5d004e839a88ac")]
    [InlineData("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "a914b472a266d0bd89c13706a4132ccfb16f7c3b9fcb87")]
    [InlineData("mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn", "76a914243f1394f44554f4ce3fd68649c19adc483ce92488ac")]
    [InlineData("2MzQwSSnBHWHqSAqtTVQ6v47XtaisrJa1Vc", "a9144e9f39ca4688ff102128ea4ccda34105324305b087")]
    public void An_address_pays_to_its_script_and_is_found_from_it(string text, string script)
    {
        var network = text[..2].ToLowerInvariant() is "tb" or "mi" or "2m" ? Network.TestNet : Network.Main;
        var address = BitcoinAddress.Create(text, network);
        address.ScriptPubKey.ToHex().Should().Be(script);
        var canonical = text.StartsWith("BC1", StringComparison.Ordinal) ? text.ToLowerInvariant() : text;
        address.ToString().Should().Be(canonical);
        Script.FromBytesUnsafe(Convert.FromHexString(script)).GetDestinationAddress(network).Should().Be(address);
    }

    [Theory]
    [InlineData("tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut")]
    [InlineData("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd")]
    [InlineData("tb1z0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqglt7rf")]
    [InlineData("BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL")]
    [InlineData("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh")]
    [InlineData("tb1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47")]
    [InlineData("bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4")]
    [InlineData("BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R")]
    [InlineData("bc1pw5dgrnzv")]
    [InlineData("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav")]
    [InlineData("BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P")]
    [InlineData("tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq")]
    [InlineData("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf")]
    [InlineData("tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j")]
    [InlineData("bc1gmk9yu")]
    [InlineData("tc1qw508d6qejxtdg4y5r3zarvary0c5xw7kg3g4ty")]
    [InlineData("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5")]
    [InlineData("BC13W508D6QEJXTDG4Y5R3ZARVARY0C5XW7KN40WF2")]
    [InlineData("bc1rw5uspcuh")]
    [InlineData("bc10w508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kw5rljs90")]
    [InlineData("tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sL5k7")]
    [InlineData("bc1zw508d6qejxtdg4y5r3zarvaryvqyzf3du")]
    [InlineData("tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3pjxtptv")]
    public void The_standards_invalid_addresses_are_refused_on_every_network(string text)
    {
        foreach (var network in new[] { Network.Main, Network.TestNet, Network.RegTest })
            FluentActions.Invoking(() => BitcoinAddress.Create(text, network)).Should().Throw<FormatException>();
    }

    /// <summary>Valid by the standards: 40 bytes of version 1, versions 16 and 2, and the same in the checksum that BIP-173 gave them.</summary>
    [Theory]
    [InlineData("bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y")]
    [InlineData("BC1SW50QGDZ25J")]
    [InlineData("bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs")]
    [InlineData("bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7k7grplx")]
    [InlineData("BC1SW50QA3JX3S")]
    [InlineData("bc1zw508d6qejxtdg4y5r3zarvaryvg6kdaj")]
    public void Witness_programs_that_nobody_can_spend_safely_yet_are_refused(string text) =>
        FluentActions.Invoking(() => BitcoinAddress.Create(text, Network.Main)).Should().Throw<FormatException>();

    [Theory]
    [InlineData("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3")]
    [InlineData("1bvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2")]
    [InlineData("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN")]
    [InlineData("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN20")]
    [InlineData("mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn")]
    [InlineData("KwdMAjGmerYanjeui5SHS7JkmpZvVipYvB2LJGU1ZxJwYvP98617")]
    [InlineData("xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8")]
    [InlineData("")]
    [InlineData("1")]
    public void What_is_no_address_of_the_network_is_refused(string text) =>
        FluentActions.Invoking(() => BitcoinAddress.Create(text, Network.Main)).Should().Throw<FormatException>();

    [Theory]
    [InlineData("6a0401020304")]
    [InlineData("4104678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac")]
    [InlineData("5120ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("76a914243f1394f44554f4ce3fd68649c19adc483ce92488")]
    [InlineData("")]
    public void A_script_without_an_address_has_none(string script) =>
        Script.FromBytesUnsafe(Convert.FromHexString(script)).GetDestinationAddress(Network.Main).Should().BeNull();
}
