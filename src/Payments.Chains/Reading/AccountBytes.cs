using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Payments.Chains.Reading;

/// <summary>The twenty bytes by which EVM chains and TRON tell accounts.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct AccountBytes(ulong High, ulong Middle, uint Low) : IAddressKey<AccountBytes>
{
    /// <summary>Bytes of an account.</summary>
    public const int Length = 20;

    /// <summary>The bytes as hex digits.</summary>
    public const int Digits = 2 * Length;

    /// <inheritdoc />
    public int Hash => (int)(((High ^ (Middle * 0x9E3779B97F4A7C15) ^ Low) * 0xD6E8FEB86659FD93) >> 33);

    /// <summary>An account by its bytes.</summary>
    public static AccountBytes Of(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]));

    /// <summary>Reads the last twenty bytes of a hex text, an address or a log topic; false where there are fewer or other characters.</summary>
    public static bool TryRead(ReadOnlySpan<byte> hex, out AccountBytes key)
    {
        key = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (hex.Length < Digits || Convert.FromHexString(hex[^Digits..], bytes, out _, out _) != System.Buffers.OperationStatus.Done) return false;
        key = Of(bytes);
        return true;
    }
}
