using NBitcoin.DataEncoders;
using NBitcoin.Secp256k1;

namespace NBitcoin;

/// <summary>A public key of secp256k1.</summary>
public sealed class PubKey
{
    private readonly byte[] bytes;

    /// <summary>Reads a key, compressed or not.</summary>
    /// <exception cref="FormatException">The bytes are none.</exception>
    public PubKey(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (!CurvePoint.TryRead(bytes, out var point)) throw new FormatException("Invalid public key");
        (this.bytes, Point) = ([.. bytes], point);
    }

    private PubKey(byte[] bytes, CurvePoint point) => (this.bytes, Point) = (bytes, point);

    internal CurvePoint Point { get; }

    /// <summary>Whether the key is in its form of 33 bytes.</summary>
    public bool IsCompressed => bytes.Length == CurvePoint.CompressedLength;

    /// <summary>The key in its form of 65 bytes.</summary>
    public PubKey Decompress() => IsCompressed ? new PubKey(Point.ToBytes(), Point) : this;

    /// <summary>A copy of the key's bytes.</summary>
    public byte[] ToBytes() => [.. bytes];

    /// <summary>The key's address of a type.</summary>
    public BitcoinAddress GetAddress(ScriptPubKeyType type, Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return type switch
        {
            ScriptPubKeyType.Legacy => new BitcoinPubKeyAddress(Hash160.Of(bytes), network),
            ScriptPubKeyType.Segwit => new BitcoinWitPubKeyAddress(Hash160.Of(Point.ToCompressed()), network),
            ScriptPubKeyType.SegwitP2SH => new BitcoinScriptAddress(Hash160.Of(Script.Witness(0, Hash160.Of(Point.ToCompressed())).ToBytes()), network),
            ScriptPubKeyType.TaprootBIP86 => new TaprootAddress(XOnlyKey.OutputKey(Point), network),
            _ => throw new NotSupportedException($"Unknown {nameof(ScriptPubKeyType)} {type}"),
        };
    }

    internal static PubKey Of(in CurvePoint point) => new(point.ToCompressed(), point);
}
