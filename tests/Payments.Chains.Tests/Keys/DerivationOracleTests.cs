using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Payments.Domain.Identity;

namespace Payments.Chains.Tests.Keys;

/// <summary>The same addresses as bip32 with bitcoinjs-lib, ethers and tronweb, from the keys that those write.</summary>
public sealed class DerivationOracleTests
{
    private const int Seeds = 8;

    private static readonly long[] Indices = [.. Enumerable.Range(0, 20).Select(index => (long)index), 255, 256, 65_535, 1_000_000, (1L << 31) - 1];

    [Theory]
    [InlineData("evm", "ethereum", null)]
    [InlineData("tron", "tron", null)]
    [InlineData("bitcoin:p2pkh:xpub", "bitcoin", null)]
    [InlineData("bitcoin:p2sh-p2wpkh:ypub", "bitcoin", null)]
    [InlineData("bitcoin:p2wpkh:zpub", "bitcoin", null)]
    [InlineData("bitcoin:p2wpkh:xpub", "bitcoin", "p2wpkh")]
    [InlineData("bitcoin:p2tr:xpub", "bitcoin", "p2tr")]
    [InlineData("testnet:p2pkh:tpub", "bitcoin-test", null)]
    [InlineData("testnet:p2sh-p2wpkh:upub", "bitcoin-test", null)]
    [InlineData("testnet:p2wpkh:vpub", "bitcoin-test", null)]
    [InlineData("testnet:p2tr:tpub", "bitcoin-test", "p2tr")]
    [InlineData("litecoin:p2pkh:Ltub", "litecoin", null)]
    [InlineData("litecoin:p2sh-p2wpkh:Mtub", "litecoin", null)]
    [InlineData("litecoin:p2wpkh:zpub", "litecoin", null)]
    [InlineData("litecoin:p2wpkh:Ltub", "litecoin", "p2wpkh")]
    [InlineData("dash:p2pkh:drkp", "dash", null)]
    [InlineData("dash:p2pkh:xpub", "dash", null)]
    public void Addresses_agree(string kind, string chain, string? scriptType)
    {
        var chains = chain.EndsWith("-test", StringComparison.Ordinal) ? KeysUnderTest.TestNets : KeysUnderTest.Chains;
        var id = new ChainId(chain.Replace("-test", "", StringComparison.Ordinal));
        var accounts = NodeScript.Run("derive-addresses.mjs", new JsonArray([.. Enumerable.Range(0, Seeds).Select(seed => (JsonNode)new JsonObject
        {
            ["seed"] = Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(seed))),
            ["kind"] = kind,
            ["indices"] = new JsonArray([.. Indices.Select(index => (JsonNode)index)]),
        })]));

        foreach (var account in accounts)
        {
            var reading = chains.ReadKey(id, account!["key"]!.GetValue<string>(), scriptType);
            reading.Error.Should().BeEmpty();
            var canonical = Indices.Select(reading.Key!.AddressAt).ToArray();
            canonical.Select(address => chains.Display(id, address)).Should().Equal(account["addresses"]!.AsArray().Select(address => address!.GetValue<string>()));
            canonical.Should().OnlyContain(address => IsCanonical(chains, id, address));
            chains.ReadKey(id, account["secret"]!.GetValue<string>(), scriptType).Error.Should().Be(Payments.Chains.Keys.PrivateKeys.Refusal);
        }
    }

    private static bool IsCanonical(ChainCatalog chains, ChainId chain, string address) => chains.TryParseAddress(chain, address, out var canonical, out _) && canonical == address;
}
