namespace NBitcoin;

/// <summary>The script of an output.</summary>
public sealed class Script : IEquatable<Script>
{
    private const byte Op1 = 0x51;

    private readonly byte[] bytes;

    private Script(byte[] data) => bytes = data;

    /// <summary>Takes bytes without copying them.</summary>
    public static Script FromBytesUnsafe(byte[] data) => new(data);

    /// <summary>A copy of the script's bytes.</summary>
    public byte[] ToBytes() => [.. bytes];

    /// <summary>The script's bytes as hex.</summary>
    public string ToHex() => Convert.ToHexStringLower(bytes);

    /// <summary>The address that has this script, or null where none has.</summary>
    public BitcoinAddress? GetDestinationAddress(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return bytes switch
        {
            [0x76, 0xa9, 20, .. var hash, 0x88, 0xac] when hash.Length == 20 => new BitcoinPubKeyAddress(hash, network),
            [0xa9, 20, .. var hash, 0x87] when hash.Length == 20 => new BitcoinScriptAddress(hash, network),
            [0, 20, .. var program] when program.Length == 20 => new BitcoinWitPubKeyAddress(program, network),
            [0, 32, .. var program] when program.Length == 32 => new BitcoinWitScriptAddress(program, network),
            [Op1, 32, .. var key] when key.Length == 32 && network.HasTaproot && XOnlyKey.IsOnCurve(key) => new TaprootAddress(key, network),
            _ => null,
        };
    }

    /// <inheritdoc />
    public bool Equals(Script? other) => other is not null && other.bytes.AsSpan().SequenceEqual(bytes);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Script);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    internal static Script PayToPubKeyHash(byte[] hash) => new([0x76, 0xa9, (byte)hash.Length, .. hash, 0x88, 0xac]);

    internal static Script PayToScriptHash(byte[] hash) => new([0xa9, (byte)hash.Length, .. hash, 0x87]);

    internal static Script Witness(int version, byte[] program) => new([version == 0 ? (byte)0 : (byte)(Op1 + version - 1), (byte)program.Length, .. program]);
}
