using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using NBitcoin;

namespace Payments.Chains.Tests.Keys;

/// <summary>Derivation against a reckoning of secp256k1 by its definition, with big integers and no shortcut.</summary>
public sealed class CurveTests
{
    private static readonly BigInteger Prime = Hex("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f");

    private static readonly (BigInteger X, BigInteger Y) Generator =
        (Hex("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"), Hex("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"));

    [Fact]
    public void Children_of_a_hundred_keys_are_their_parents_plus_a_multiple_of_the_generator()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            var point = Multiply(Generator, new BigInteger(SHA256.HashData(BitConverter.GetBytes(seed)), isUnsigned: true, isBigEndian: true));
            var (key, chainCode) = (Compressed(point), SHA256.HashData(BitConverter.GetBytes(-seed)));
            var child = new ExtPubKey((byte[])[3, 1, 2, 3, 4, 0x80, 0, 0, 0, .. chainCode, .. key]).Derive((uint)seed);

            var hash = HMACSHA512.HashData(chainCode, (byte[])[.. key, 0, 0, 0, (byte)seed]);
            var expected = Add(point, Multiply(Generator, new BigInteger(hash.AsSpan(0, 32), isUnsigned: true, isBigEndian: true)));
            child.PubKey.ToBytes().Should().Equal(Compressed(expected));
            child.PubKey.Decompress().ToBytes().Should().Equal([4, .. Bytes(expected.X), .. Bytes(expected.Y)]);
            child.ChainCode.Should().Equal(hash[32..]);
            new PubKey(child.PubKey.Decompress().ToBytes()).GetAddress(ScriptPubKeyType.Segwit, Network.Main).Should().Be(child.PubKey.GetAddress(ScriptPubKeyType.Segwit, Network.Main));
        }
    }

    [Theory]
    [InlineData("02fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f")]
    [InlineData("02fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc30")]
    [InlineData("0400000000000000000000000000000000000000000000000000000000000000010000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("05c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5")]
    [InlineData("")]
    public void What_is_no_point_is_no_key(string hex) =>
        FluentActions.Invoking(() => new PubKey(Convert.FromHexString(hex))).Should().Throw<FormatException>();

    private static BigInteger Hex(string digits) => BigInteger.Parse("0" + digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static byte[] Bytes(BigInteger number)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }

    private static byte[] Compressed((BigInteger X, BigInteger Y) point) => [point.Y.IsEven ? (byte)2 : (byte)3, .. Bytes(point.X)];

    private static BigInteger Inverse(BigInteger number) => BigInteger.ModPow(Residue(number), Prime - 2, Prime);

    private static BigInteger Residue(BigInteger number) => ((number % Prime) + Prime) % Prime;

    private static (BigInteger X, BigInteger Y) Add((BigInteger X, BigInteger Y) a, (BigInteger X, BigInteger Y) b)
    {
        var slope = a == b ? Residue(3 * a.X * a.X * Inverse(2 * a.Y)) : Residue((b.Y - a.Y) * Inverse(b.X - a.X));
        var x = Residue((slope * slope) - a.X - b.X);
        return (x, Residue((slope * (a.X - x)) - a.Y));
    }

    private static (BigInteger X, BigInteger Y) Multiply((BigInteger X, BigInteger Y) point, BigInteger times)
    {
        (BigInteger X, BigInteger Y)? sum = null;
        for (var power = point; times > 0; times >>= 1, power = Add(power, power))
            if (!times.IsEven) sum = sum is { } known ? Add(known, power) : power;
        return sum!.Value;
    }
}
