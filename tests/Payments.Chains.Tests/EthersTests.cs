using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Nethereum.Util;
using Payments.Chains.Evm;
using Payments.Testing.Nodes;

namespace Payments.Chains.Tests;

/// <summary>The same answers as other people's implementations, run in Node.</summary>
public sealed class EthersTests
{
    [Fact]
    public void Keccak_agrees_with_ethers_at_every_length_around_the_block_size()
    {
        var inputs = Enumerable.Range(0, 420).Select(length => Bytes(length)).ToArray();
        var theirs = NodeScript.Run("keccak.js", new JsonArray([.. inputs.Select(input => (JsonNode)("0x" + Convert.ToHexStringLower(input)))]));
        for (var i = 0; i < inputs.Length; i++)
            ("0x" + Convert.ToHexStringLower(Sha3Keccack.Current.CalculateHash(inputs[i]))).Should().Be(theirs[i]!.GetValue<string>());
    }

    [Fact]
    public void Checksums_agree_with_ethers_on_a_thousand_addresses()
    {
        var inputs = Enumerable.Range(0, 1000).Select(i => "0x" + Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(i)).AsSpan(0, 20))).ToArray();
        var theirs = NodeScript.Run("checksum.js", new JsonArray([.. inputs.Select(input => (JsonNode)input)]));
        for (var i = 0; i < inputs.Length; i++) EvmAddress.Display(inputs[i]).Should().Be(theirs[i]!.GetValue<string>());
    }

    [Fact]
    public void The_test_tokens_bytecode_is_what_the_compiler_makes_of_its_source()
    {
        using var committed = new StreamReader(typeof(AnvilNode).Assembly.GetManifestResourceStream("TestToken.bin")!);
        NodeScript.RunText("compile-token.js", "").Trim().Should().Be(committed.ReadToEnd().Trim());
    }

    /// <summary>Bytes without a pattern, the same in every run.</summary>
    private static byte[] Bytes(int length) => [.. Enumerable.Range(0, (length / 32) + 1).SelectMany(block => SHA256.HashData(BitConverter.GetBytes((length * 1000) + block))).Take(length)];
}
