using System.Text;
using Nethereum.Util;

namespace Payments.Chains.Tests;

/// <summary>Keccak-256 against published values.</summary>
public sealed class KeccakTests
{
    [Theory]
    [InlineData("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [InlineData("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")]
    [InlineData("hello", "1c8aff950685c2ed4bc3174f3472287b56d9517b9c948127319a09a7a36deac8")]
    [InlineData("The quick brown fox jumps over the lazy dog", "4d741b6f1eb29cb2a9b9911c82f56fa8d73b04959d3d9d222895df6c0b28aa15")]
    [InlineData("Transfer(address,address,uint256)", "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef")]
    public void Published_hashes_come_out(string text, string hash) => Sha3Keccack.Current.CalculateHash(text).Should().Be(hash);

    [Fact]
    public void Text_and_its_bytes_have_one_hash() =>
        Convert.ToHexStringLower(new Sha3Keccack().CalculateHash(Encoding.UTF8.GetBytes("支付"))).Should().Be(Sha3Keccack.Current.CalculateHash("支付"));
}
