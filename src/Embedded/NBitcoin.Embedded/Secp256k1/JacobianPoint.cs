namespace NBitcoin.Secp256k1;

/// <summary>A point as (x / z², y / z³), so that sums need no division; z is zero for the infinite one.</summary>
internal readonly struct JacobianPoint(FieldElement x, FieldElement y, FieldElement z)
{
    private readonly FieldElement x = x, y = y, z = z;

    public JacobianPoint(in CurvePoint point) : this(point.X, point.Y, FieldElement.One) { }

    public FieldElement Z => z;

    public bool IsInfinite => z.IsZero;

    public JacobianPoint Doubled()
    {
        var yy = y.Squared();
        var product = x * yy;
        product = product + product;
        var fourfold = product + product;
        var xx = x.Squared();
        var slope = xx + xx + xx;
        var newX = slope.Squared() - (fourfold + fourfold);
        var square = yy.Squared();
        square = square + square;
        square = square + square;
        var newZ = y * z;
        return new(newX, (slope * (fourfold - newX)) - (square + square), newZ + newZ);
    }

    public JacobianPoint Plus(in CurvePoint other)
    {
        if (IsInfinite) return new(other);
        var zz = z.Squared();
        var gapX = (other.X * zz) - x;
        var gapY = (other.Y * zz * z) - y;
        if (gapX.IsZero) return gapY.IsZero ? Doubled() : default;
        var square = gapX.Squared();
        var cube = square * gapX;
        var moved = x * square;
        var newX = gapY.Squared() - cube - (moved + moved);
        return new(newX, (gapY * (moved - newX)) - (y * cube), z * gapX);
    }

    /// <summary>The point itself, given one divided by its z.</summary>
    public CurvePoint Divided(in FieldElement inverse)
    {
        var square = inverse.Squared();
        return new(x * square, y * square * inverse);
    }
}
