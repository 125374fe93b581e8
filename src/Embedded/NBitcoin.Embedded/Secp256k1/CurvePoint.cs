namespace NBitcoin.Secp256k1;

/// <summary>A point of secp256k1 other than the infinite one.</summary>
internal readonly struct CurvePoint(FieldElement x, FieldElement y)
{
    /// <summary>Bytes of a compressed point: 2 or 3 for an even or odd y, then x.</summary>
    public const int CompressedLength = 1 + FieldElement.Length;

    /// <summary>Bytes of a whole point: 4, x, y.</summary>
    public const int Length = 1 + (2 * FieldElement.Length);

    private const byte EvenPrefix = 2;
    private const byte WholePrefix = 4;

    public FieldElement X { get; } = x;

    public FieldElement Y { get; } = y;

    /// <summary>The point with this x and an even or odd y; false where no point has it.</summary>
    public static bool TryLift(ReadOnlySpan<byte> x, bool isOdd, out CurvePoint point)
    {
        point = default;
        if (!FieldElement.TryRead(x, out var element) || !((element.Squared() * element) + FieldElement.Seven).TrySquareRoot(out var root)) return false;
        point = new(element, root.IsOdd == isOdd ? root : -root);
        return true;
    }

    /// <summary>Reads a point in compressed or whole form, as SEC 1 has them; false where the bytes are none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out CurvePoint point)
    {
        point = default;
        if (bytes.Length == CompressedLength && (bytes[0] & 0xfe) == EvenPrefix) return TryLift(bytes[1..], (bytes[0] & 1) == 1, out point);
        if (bytes.Length != Length || bytes[0] != WholePrefix) return false;
        if (!FieldElement.TryRead(bytes[1..], out var x) || !FieldElement.TryRead(bytes[CompressedLength..], out var y)) return false;
        point = new(x, y);
        return y.Squared().Equals((x.Squared() * x) + FieldElement.Seven);
    }

    /// <summary>The compressed form.</summary>
    public byte[] ToCompressed()
    {
        var bytes = new byte[CompressedLength];
        bytes[0] = Y.IsOdd ? (byte)(EvenPrefix + 1) : EvenPrefix;
        X.Write(bytes.AsSpan(1));
        return bytes;
    }

    /// <summary>The whole form.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        bytes[0] = WholePrefix;
        X.Write(bytes.AsSpan(1));
        Y.Write(bytes.AsSpan(CompressedLength));
        return bytes;
    }
}
