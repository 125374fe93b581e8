using System.Buffers.Binary;
using Payments.Chains.Reading;

namespace Payments.Chains.Evm;

/// <summary>Addresses as 20 bytes in an open-addressing table: a million take 32 MB, and a look-up allocates nothing.</summary>
public sealed class EvmAddressSet : IAddressSet
{
    private const int FirstCapacity = 1024;

    private Slot[] slots = new Slot[FirstCapacity];

    /// <inheritdoc />
    public int Count { get; private set; }

    /// <inheritdoc />
    public bool Add(string canonical)
    {
        Span<byte> text = stackalloc byte[40];
        System.Text.Encoding.ASCII.GetBytes(canonical.AsSpan(2, 40), text);
        if (!TryRead(text, out var slot)) throw new FormatException($"'{canonical}' is no EVM address.");
        if ((Count + 1) * 2 > slots.Length) Grow();
        if (!Put(slots, slot)) return false;
        Count++;
        return true;
    }

    /// <summary>Whether the last 20 bytes of a hex text, an address or a log topic, are watched.</summary>
    public bool Contains(ReadOnlySpan<byte> hex)
    {
        if (hex.Length < 40 || !TryRead(hex[^40..], out var wanted)) return false;
        var table = slots;
        for (var i = wanted.Hash & (table.Length - 1); ; i = (i + 1) & (table.Length - 1))
        {
            if (!table[i].IsUsed) return false;
            if (table[i].Equals(wanted)) return true;
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> digits, out Slot slot)
    {
        Span<byte> bytes = stackalloc byte[20];
        slot = default;
        if (Convert.FromHexString(digits, bytes, out _, out _) != System.Buffers.OperationStatus.Done) return false;
        slot = new Slot(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), true);
        return true;
    }

    private void Grow()
    {
        var larger = new Slot[slots.Length * 2];
        foreach (var slot in slots)
            if (slot.IsUsed) Put(larger, slot);
        slots = larger;
    }

    private static bool Put(Slot[] table, Slot slot)
    {
        for (var i = slot.Hash & (table.Length - 1); ; i = (i + 1) & (table.Length - 1))
        {
            if (table[i].Equals(slot)) return false;
            if (table[i].IsUsed) continue;
            table[i] = slot;
            return true;
        }
    }

    private readonly record struct Slot(ulong High, ulong Middle, uint Low, bool IsUsed)
    {
        /// <summary>The bytes are a hash's already, but anybody can grind an address, so they are mixed.</summary>
        public int Hash => (int)(((High ^ (Middle * 0x9E3779B97F4A7C15) ^ Low) * 0xD6E8FEB86659FD93) >> 33);
    }
}
