namespace NBitcoin.Secp256k1;

/// <summary>Multiples of the curve's generator G, from a table of its multiples by each value of each byte of a number.</summary>
internal static class Generator
{
    private const int Bytes = 32;
    private const int Values = 255;

    private static readonly byte[] Order = Convert.FromHexString("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");

    private static readonly byte[] Compressed = Convert.FromHexString("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");

    /// <summary>Half a megabyte, made when the first key is derived; byte by byte, lowest first, the multiples by 1 to 255.</summary>
    private static readonly Lazy<CurvePoint[]> Table = new(CreateTable);

    /// <summary>A point and so many times G added to it; false where the number is not below the curve's order, or the sum is infinite.</summary>
    public static bool TryAdd(in CurvePoint point, ReadOnlySpan<byte> number, out CurvePoint sum)
    {
        sum = default;
        if (number.Length != Bytes || number.SequenceCompareTo(Order) >= 0) return false;
        var table = Table.Value;
        var total = new JacobianPoint(point);
        for (var i = 0; i < Bytes; i++)
            if (number[Bytes - 1 - i] is var value and not 0) total = total.Plus(table[(i * Values) + value - 1]);
        if (total.IsInfinite) return false;
        sum = total.Divided(total.Z.Inverse());
        return true;
    }

    private static CurvePoint[] CreateTable()
    {
        var table = new CurvePoint[Bytes * Values];
        CurvePoint.TryRead(Compressed, out var unit);
        var multiples = new JacobianPoint[Values + 1];
        for (var i = 0; i < Bytes; i++)
        {
            multiples[0] = new JacobianPoint(unit);
            for (var value = 1; value <= Values; value++) multiples[value] = multiples[value - 1].Plus(unit);
            Divide(multiples, table.AsSpan(i * Values, Values), out unit);
        }
        return table;
    }

    /// <summary>One division for all: each z is divided by multiplying with the product of the others. The last multiple is the next byte's unit.</summary>
    private static void Divide(JacobianPoint[] multiples, Span<CurvePoint> points, out CurvePoint next)
    {
        var products = new FieldElement[multiples.Length];
        products[0] = multiples[0].Z;
        for (var i = 1; i < products.Length; i++) products[i] = products[i - 1] * multiples[i].Z;
        var inverse = products[^1].Inverse();
        next = multiples[^1].Divided(inverse * products[^2]);
        for (var i = multiples.Length - 1; i > 0; i--)
        {
            if (i < points.Length) points[i] = multiples[i].Divided(inverse * products[i - 1]);
            inverse *= multiples[i].Z;
        }
        points[0] = multiples[0].Divided(inverse);
    }
}
