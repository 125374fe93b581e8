using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace NBitcoin.Secp256k1;

/// <summary>A number modulo p = 2²⁵⁶ − 2³² − 977, in four limbs, lowest first, always below p.</summary>
/// <remarks>Nothing here takes constant time: only public keys are reckoned with.</remarks>
internal readonly struct FieldElement : IEquatable<FieldElement>
{
    /// <summary>Bytes of a number.</summary>
    public const int Length = 32;

    /// <summary>2²⁵⁶ modulo p: what lies above 256 bits comes back multiplied by it.</summary>
    private const ulong Fold = 0x1000003D1;

    /// <summary>The lowest limb of p; all ones in the others.</summary>
    private const ulong LowestOfPrime = 0xFFFFFFFEFFFFFC2F;

    private readonly ulong l0, l1, l2, l3;

    private FieldElement(ulong l0, ulong l1, ulong l2, ulong l3) => (this.l0, this.l1, this.l2, this.l3) = (l0, l1, l2, l3);

    public static FieldElement One { get; } = new(1, 0, 0, 0);

    /// <summary>The curve's constant: y² = x³ + 7.</summary>
    public static FieldElement Seven { get; } = new(7, 0, 0, 0);

    public bool IsZero => (l0 | l1 | l2 | l3) == 0;

    public bool IsOdd => (l0 & 1) == 1;

    /// <summary>Reads 32 bytes, highest first; false for p and above.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FieldElement element)
    {
        element = new(BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), BinaryPrimitives.ReadUInt64BigEndian(bytes));
        return !element.IsAtLeastPrime();
    }

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, l3);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], l2);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], l1);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], l0);
    }

    public static FieldElement operator +(in FieldElement a, in FieldElement b)
    {
        var r0 = Add(a.l0, b.l0, 0, out var carry);
        var r1 = Add(a.l1, b.l1, carry, out carry);
        var r2 = Add(a.l2, b.l2, carry, out carry);
        var r3 = Add(a.l3, b.l3, carry, out carry);
        return Reduced(r0, r1, r2, r3, carry);
    }

    public static FieldElement operator -(in FieldElement a, in FieldElement b)
    {
        var r0 = Subtract(a.l0, b.l0, 0, out var borrow);
        var r1 = Subtract(a.l1, b.l1, borrow, out borrow);
        var r2 = Subtract(a.l2, b.l2, borrow, out borrow);
        var r3 = Subtract(a.l3, b.l3, borrow, out borrow);
        if (borrow == 0) return new(r0, r1, r2, r3);
        // What was borrowed is 2²⁵⁶, and p is so much less.
        r0 = Subtract(r0, Fold, 0, out borrow);
        r1 = Subtract(r1, 0, borrow, out borrow);
        r2 = Subtract(r2, 0, borrow, out borrow);
        return new(r0, r1, r2, r3 - borrow);
    }

    public static FieldElement operator -(in FieldElement a) => default(FieldElement) - a;

    public static FieldElement operator *(in FieldElement a, in FieldElement b)
    {
        var r0 = MultiplyAdd(a.l0, b.l0, 0, 0, out var carry);
        var r1 = MultiplyAdd(a.l0, b.l1, carry, 0, out carry);
        var r2 = MultiplyAdd(a.l0, b.l2, carry, 0, out carry);
        var r3 = MultiplyAdd(a.l0, b.l3, carry, 0, out var r4);
        r1 = MultiplyAdd(a.l1, b.l0, r1, 0, out carry);
        r2 = MultiplyAdd(a.l1, b.l1, r2, carry, out carry);
        r3 = MultiplyAdd(a.l1, b.l2, r3, carry, out carry);
        r4 = MultiplyAdd(a.l1, b.l3, r4, carry, out var r5);
        r2 = MultiplyAdd(a.l2, b.l0, r2, 0, out carry);
        r3 = MultiplyAdd(a.l2, b.l1, r3, carry, out carry);
        r4 = MultiplyAdd(a.l2, b.l2, r4, carry, out carry);
        r5 = MultiplyAdd(a.l2, b.l3, r5, carry, out var r6);
        r3 = MultiplyAdd(a.l3, b.l0, r3, 0, out carry);
        r4 = MultiplyAdd(a.l3, b.l1, r4, carry, out carry);
        r5 = MultiplyAdd(a.l3, b.l2, r5, carry, out carry);
        r6 = MultiplyAdd(a.l3, b.l3, r6, carry, out var r7);
        r0 = MultiplyAdd(r4, Fold, r0, 0, out carry);
        r1 = MultiplyAdd(r5, Fold, r1, carry, out carry);
        r2 = MultiplyAdd(r6, Fold, r2, carry, out carry);
        r3 = MultiplyAdd(r7, Fold, r3, carry, out carry);
        // The carry has 34 bits; a second fold leaves at most one more.
        r0 = MultiplyAdd(carry, Fold, r0, 0, out carry);
        r1 = Add(r1, carry, 0, out carry);
        r2 = Add(r2, 0, carry, out carry);
        r3 = Add(r3, 0, carry, out carry);
        return Reduced(r0, r1, r2, r3, carry);
    }

    /// <summary>The number multiplied by itself.</summary>
    public FieldElement Squared() => this * this;

    /// <summary>The inverse, by Fermat: the power p − 2. Zero gives zero.</summary>
    public FieldElement Inverse()
    {
        var power = HighPower(out var x2, out var x22).SquaredTimes(23) * x22;
        return ((power.SquaredTimes(5) * this).SquaredTimes(3) * x2).SquaredTimes(2) * this;
    }

    /// <summary>A square root, by the power (p + 1) / 4; false where there is none.</summary>
    public bool TrySquareRoot(out FieldElement root)
    {
        var power = HighPower(out var x2, out var x22).SquaredTimes(23) * x22;
        root = (power.SquaredTimes(6) * x2).SquaredTimes(2);
        return root.Squared().Equals(this);
    }

    public bool Equals(FieldElement other) => l0 == other.l0 && l1 == other.l1 && l2 == other.l2 && l3 == other.l3;

    public override bool Equals(object? obj) => obj is FieldElement other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(l0, l1, l2, l3);

    /// <summary>The power of 223 binary ones, with which the exponents of both inverse and root begin.</summary>
    private FieldElement HighPower(out FieldElement x2, out FieldElement x22)
    {
        x2 = Squared() * this;
        var x3 = x2.Squared() * this;
        var x6 = x3.SquaredTimes(3) * x3;
        var x9 = x6.SquaredTimes(3) * x3;
        var x11 = x9.SquaredTimes(2) * x2;
        x22 = x11.SquaredTimes(11) * x11;
        var x44 = x22.SquaredTimes(22) * x22;
        var x88 = x44.SquaredTimes(44) * x44;
        var x176 = x88.SquaredTimes(88) * x88;
        var x220 = x176.SquaredTimes(44) * x44;
        return x220.SquaredTimes(3) * x3;
    }

    private FieldElement SquaredTimes(int times)
    {
        var result = this;
        for (var i = 0; i < times; i++) result = result * result;
        return result;
    }

    private bool IsAtLeastPrime() => (l3 & l2 & l1) == ulong.MaxValue && l0 >= LowestOfPrime;

    /// <summary>A number of at most 257 bits, below 2p, brought below p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static FieldElement Reduced(ulong r0, ulong r1, ulong r2, ulong r3, ulong carry)
    {
        var result = new FieldElement(r0, r1, r2, r3);
        if (carry == 0 && !result.IsAtLeastPrime()) return result;
        r0 = Add(r0, Fold, 0, out carry);
        r1 = Add(r1, 0, carry, out carry);
        r2 = Add(r2, 0, carry, out carry);
        return new(r0, r1, r2, r3 + carry);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyAdd(ulong a, ulong b, ulong c, ulong d, out ulong high)
    {
        high = Math.BigMul(a, b, out var low);
        low += c;
        high += low < c ? 1UL : 0;
        low += d;
        high += low < d ? 1UL : 0;
        return low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Add(ulong a, ulong b, ulong carry, out ulong carried)
    {
        var sum = a + b;
        var result = sum + carry;
        carried = (sum < a ? 1UL : 0) | (result < sum ? 1UL : 0);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Subtract(ulong a, ulong b, ulong borrow, out ulong borrowed)
    {
        var difference = a - b;
        borrowed = (a < b ? 1UL : 0) | (difference < borrow ? 1UL : 0);
        return difference - borrow;
    }
}
