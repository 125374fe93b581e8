using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Payments.Chains.Tron;

namespace Payments.Chains.Tests.Tron;

/// <summary>TRON addresses, alone and beside tronweb.</summary>
public sealed class TronAddressTests
{
    private const string Usdt = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
    private const string UsdtHex = "41a614f803b6fd780986a42c78ec9c7f77e6ded13c";

    [Theory]
    [InlineData(Usdt)]
    [InlineData(UsdtHex)]
    [InlineData("41A614F803B6FD780986A42C78EC9C7F77E6DED13C")]
    public void Base58_and_hex_mean_the_same_address(string text)
    {
        TronAddress.TryParse(text, out var canonical, out var error).Should().BeTrue(error);
        canonical.Should().Be(Usdt);
        TronAddress.ToHex(canonical).Should().Be(UsdtHex);
    }

    [Fact]
    public void Twenty_bytes_of_an_EVM_address_become_a_TRON_address() =>
        TronAddress.Encode(Convert.FromHexString("a614f803b6fd780986a42c78ec9c7f77e6ded13c")).Should().Be(Usdt);

    [Theory]
    [InlineData(null, "expected 34 characters*these are 0")]
    [InlineData("", "expected 34 characters*these are 0")]
    [InlineData("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6", "expected 34 characters*these are 33")]
    [InlineData("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6tt", "expected 34 characters*these are 35")]
    [InlineData("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u", "the checksum does not fit*")]
    [InlineData("Tr7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "the checksum does not fit*")]
    [InlineData("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj60", "a character that Base58 does not have*")]
    [InlineData("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLjöt", "a character that Base58 does not have*")]
    [InlineData("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "this is an address of another chain*")]
    [InlineData("0x70997970C51812dc3A010C7d01b50e0d17dc79C8", "this is an EVM address*")]
    [InlineData("0xa614f803b6fd780986a42c78ec9c7f77e6ded13c", "this is an EVM address*")]
    [InlineData("41a614f803b6fd780986a42c78ec9c7f77e6ded13x", "expected 41 and 40 hex digits")]
    [InlineData("T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb", "the zero address belongs to nobody")]
    public void What_is_wrong_with_an_address_is_said(string? text, string reason)
    {
        TronAddress.TryParse(text, out var canonical, out var error).Should().BeFalse();
        canonical.Should().BeEmpty();
        error.Should().Match(reason);
    }

    [Fact]
    public void Tronweb_reads_and_writes_a_thousand_addresses_alike()
    {
        var bytes = Enumerable.Range(0, 1000).Select(i => SHA256.HashData(BitConverter.GetBytes(i)).AsSpan(0, TronAddress.Length).ToArray()).ToArray();
        var ours = bytes.Select(address => TronAddress.Encode(address)).ToArray();
        var theirs = NodeScript.Run("tron-address.mjs", new JsonArray([.. bytes.Select(address => (JsonNode)("41" + Convert.ToHexStringLower(address)))]));
        ours.Should().Equal(theirs.Select(item => item!["base58"]!.GetValue<string>()));
        var back = NodeScript.Run("tron-address.mjs", new JsonArray([.. ours.Select(text => (JsonNode)text)]));
        ours.Select(TronAddress.ToHex).Should().Equal(back.Select(item => item!["hex"]!.GetValue<string>()));
    }

    [Fact]
    public void Tronweb_refuses_what_is_refused_here()
    {
        // Every address with one character changed: nearly all have a wrong checksum, some no Base58 character.
        const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0OIl";
        var texts = Enumerable.Range(0, Usdt.Length).SelectMany(at => Enumerable.Range(0, 12).Select(i => Alphabet[((at * 7) + (i * 5)) % Alphabet.Length])
            .Select(letter => Usdt[..at] + letter + Usdt[(at + 1)..])).ToArray();
        var theirs = NodeScript.Run("tron-address.mjs", new JsonArray([.. texts.Select(text => (JsonNode)text)]));
        texts.Select(text => TronAddress.TryParse(text, out _, out _)).Should().Equal(theirs.Select(item => item!["valid"]!.GetValue<bool>()));
    }

    [Fact]
    public void A_set_finds_addresses_in_every_form_that_nodes_write()
    {
        var set = new TronAddressSet();
        set.Add(Usdt).Should().BeTrue();
        set.Add(Usdt).Should().BeFalse();
        set.Count.Should().Be(1);
        set.Contains(System.Text.Encoding.ASCII.GetBytes(UsdtHex)).Should().BeTrue();
        set.Contains(System.Text.Encoding.ASCII.GetBytes(UsdtHex[2..].PadLeft(64, '0'))).Should().BeTrue();
        set.Contains("41a614f803b6fd780986a42c78ec9c7f77e6ded13d"u8).Should().BeFalse();
        set.Invoking(it => it.Add("0x70997970C51812dc3A010C7d01b50e0d17dc79C8")).Should().Throw<FormatException>();
    }
}
