using System.Security.Cryptography;
using System.Text.Json.Nodes;
using NBitcoin;
using Payments.Chains.Bitcoin;
using Payments.Chains.Bitcoin.Networks;

namespace Payments.Chains.Tests.Bitcoin;

/// <summary>Addresses of Bitcoin, Litecoin and Dash as the product takes them, alone and beside bitcoinjs-lib.</summary>
public sealed class BitcoinAddressTests
{
    private static BitcoinCoin Coin(string name) => BitcoinCoin.All.Single(coin => coin.Chain.Value == name);

    private static string?[] Scripts(IEnumerable<(string Text, string Network)> asked) =>
        [.. NodeScript.Run("bitcoin-address.mjs", new JsonArray([.. asked.Select(item => new JsonObject { ["text"] = item.Text, ["network"] = item.Network })])).Select(script => script?.GetValue<string>())];

    private static string Text(int seed, Network network)
    {
        var hash = SHA256.HashData(BitConverter.GetBytes(seed));
        byte[] script = (seed % 4) switch
        {
            0 => [0x76, 0xa9, 20, .. hash[..20], 0x88, 0xac],
            1 => [0xa9, 20, .. hash[..20], 0x87],
            2 => [0, 20, .. hash[..20]],
            _ => [0, 32, .. hash],
        };
        return Script.FromBytesUnsafe(script).GetDestinationAddress(network)!.ToString();
    }

    [Theory]
    [InlineData("bitcoin", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")]
    [InlineData("bitcoin", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")]
    [InlineData("bitcoin", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy")]
    [InlineData("litecoin", "LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1", "LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1")]
    [InlineData("litecoin", "MVcg9uEvtWuP5N6V48EHfEtbz48qR8TKZ9", "MVcg9uEvtWuP5N6V48EHfEtbz48qR8TKZ9")]
    [InlineData("dash", "XpESxaUmonkq8RaLLp46Brx2K39ggQe226", "XpESxaUmonkq8RaLLp46Brx2K39ggQe226")]
    public void An_address_has_one_canonical_form(string chain, string text, string expected)
    {
        BitcoinText.TryParse(Coin(chain), Coin(chain).Networks[0], text, out var canonical, out var error).Should().BeTrue(error);
        canonical.Should().Be(expected);
    }

    [Theory]
    [InlineData("bitcoin", null, "expected a Bitcoin address")]
    [InlineData("bitcoin", "", "expected a Bitcoin address")]
    [InlineData("bitcoin", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "no Bitcoin address: a character is wrong*")]
    [InlineData("bitcoin", " 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "no Bitcoin address: a character is wrong*")]
    [InlineData("bitcoin", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy ", "no Bitcoin address: a character is wrong*")]
    [InlineData("bitcoin", "1BvBMSEYstWetqTFn5\u0141u4m4GFg7xJaNVN2", "no Bitcoin address: a character is wrong*")]
    [InlineData("bitcoin", "BC1SW50QGDZ25J", "no Bitcoin address:*of a kind that is not known")]
    [InlineData("bitcoin", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", "this is an EVM address*")]
    [InlineData("bitcoin", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "no Bitcoin address*")]
    [InlineData("bitcoin", "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7", "this is an address of another network, Bitcoin test net: expected one of Bitcoin main net")]
    [InlineData("bitcoin", "LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1", "this is an address of another network, Litecoin main net*")]
    [InlineData("litecoin", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "this is an address of another network, Bitcoin main net*")]
    [InlineData("litecoin", "ltcmweb1qqwcjlqzmhw8qha5cq7s2qlxjr3mjtjj3zyvmzpnfj3qjxqfkx6pzjqtjhwrm3cyvhm9kyhj6fjq3yq7z9jsl3jp3kx2pkd4fgvsrjqvny5x8wx3g", "payments to MWEB addresses*")]
    [InlineData("dash", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "this is an address of another network, Bitcoin main net*")]
    public void What_is_wrong_with_an_address_is_said(string chain, string? text, string reason)
    {
        BitcoinText.TryParse(Coin(chain), Coin(chain).Networks[0], text, out var canonical, out var error).Should().BeFalse();
        canonical.Should().BeEmpty();
        error.Should().Match(reason);
    }

    [Fact]
    public void Dash_has_no_witness_programs_though_NBitcoin_can_write_them()
    {
        var text = Script.FromBytesUnsafe([0, 20, .. new byte[20]]).GetDestinationAddress(DashNetworks.Instance.Mainnet)!.ToString();
        text.Should().StartWith("dash1");
        BitcoinText.TryParse(BitcoinCoin.Dash, BitcoinCoin.Dash.Networks[0], text, out _, out _).Should().BeFalse();
    }

    [Fact]
    public void Bitcoinjs_lib_pays_to_the_same_scripts()
    {
        var networks = new (string Name, Network Network)[]
        {
            ("bitcoin", Network.Main), ("testnet", Network.TestNet), ("regtest", Network.RegTest), ("litecoin", LitecoinNetworks.Instance.Mainnet),
        };
        var asked = Enumerable.Range(0, 1000).Select(i => (Text: Text(i, networks[i / 4 % 4].Network), networks[i / 4 % 4].Name, networks[i / 4 % 4].Network)).ToArray();
        var theirs = Scripts(asked.Select(item => (item.Text, item.Name)));
        theirs.Should().Equal(asked.Select(item => BitcoinAddress.Create(item.Text, item.Network).ScriptPubKey.ToHex()));
        var dash = Enumerable.Range(0, 100).Select(i => Text((i / 2 * 4) + (i % 2), DashNetworks.Instance.Mainnet)).ToArray();
        Scripts(dash.Select(text => (text, "dash"))).Should().Equal(dash.Select(text => BitcoinAddress.Create(text, DashNetworks.Instance.Mainnet).ScriptPubKey.ToHex()));
    }

    [Fact]
    public void Bitcoinjs_lib_refuses_what_is_refused_here()
    {
        // One character changed in each place, within the alphabet and without.
        var texts = new[] { Text(0, Network.Main), Text(1, Network.Main), Text(2, Network.Main) }.SelectMany(text =>
            Enumerable.Range(0, text.Length * 6).Select(i => text[..(i / 6)] + "2qZ0b7"[i % 6] + text[((i / 6) + 1)..])).ToArray();
        texts.Select(text => BitcoinText.TryParse(BitcoinCoin.Bitcoin, Network.Main, text, out _, out _))
            .Should().Equal(Scripts(texts.Select(text => (text, "bitcoin"))).Select(script => script is not null));
    }

    [Fact]
    public void A_Taproot_address_is_a_point_of_the_curve_here_and_there()
    {
        var keys = Enumerable.Range(0, 100).Select(i => Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(i)))).ToArray();
        var ours = keys.Select(key => Script.FromBytesUnsafe(Convert.FromHexString("5120" + key)).GetDestinationAddress(Network.Main)?.ToString()).ToArray();
        ours.Select(address => address is not null).Should().Equal(Scripts(keys.Select(key => (key, "key"))).Select(script => script is not null));
        var valid = ours.OfType<string>().ToArray();
        valid.Should().HaveCountGreaterThan(30).And.HaveCountLessThan(70);
        Scripts(valid.Select(text => (text, "bitcoin"))).Should().Equal(valid.Select(text => BitcoinAddress.Create(text, Network.Main).ScriptPubKey.ToHex()));
    }

    [Theory]
    [InlineData(0, "12a765e31ffd4059bada1e25190f6e98c99d9714d334efa41a195a7e7e04bfe2")]
    [InlineData(1, "4966625a4b2851d9fdee139e56211a0d88575f59ed816ff5e6a63deb4e3e29a0")]
    [InlineData(2, "530827f38f93b43ed12af0b3ad25a288dc02ed74d6d7857862df51fc56c416f9")]
    public void Litecoins_first_blocks_have_the_names_that_its_nodes_give_them(int network, string name) =>
        BitcoinCoin.Litecoin.Networks[network].GenesisHash.ToString().Should().Be(name);

    [Fact]
    public void Dashs_first_blocks_have_the_transaction_that_their_headers_name() =>
        BitcoinCoin.Dash.Networks.Select(network => network.GetGenesis().Header.HashMerkleRoot.ToString())
            .Should().AllBe("e0028eb9648db56b1ac77cf090b99048a8007e2bb64b68f092c03c7f56a662c7");

    [Fact]
    public void The_written_number_of_each_coin_is_that_of_its_main_network() =>
        BitcoinCoin.All.Should().OnlyContain(coin => coin.ChainNumber == BitcoinCoin.NumberOf(coin.Networks[0]));

    [Fact]
    public void Networks_are_numbered_by_the_end_of_their_first_blocks_hash() =>
        BitcoinCoin.All.SelectMany(coin => coin.Networks).Select(BitcoinCoin.NumberOf).Should().OnlyHaveUniqueItems().And.StartWith(0x0a8ce26f);
}
