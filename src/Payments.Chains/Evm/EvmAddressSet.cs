using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Payments.Chains.Reading;

namespace Payments.Chains.Evm;

/// <summary>Addresses as 20 bytes behind an open-addressing index: a million take about 30 MB, and a look-up allocates nothing.</summary>
/// <remarks>One thread may add while others look up: an entry is written before the index names it, and a larger table is published whole.</remarks>
public sealed class EvmAddressSet : IAddressSet
{
    private const int Digits = 40;
    private const int FirstCapacity = 512;

    private volatile Table table = new(FirstCapacity);

    /// <inheritdoc />
    public int Count { get; private set; }

    /// <inheritdoc />
    public bool TakesCoin { get; set; }

    /// <inheritdoc />
    public bool Add(string canonical)
    {
        Span<byte> text = stackalloc byte[Digits];
        if (canonical.Length != Digits + 2 || Encoding.UTF8.GetByteCount(canonical) != Digits + 2) throw NoAddress(canonical);
        Encoding.ASCII.GetBytes(canonical.AsSpan(2), text);
        if (!TryRead(text, out var address)) throw NoAddress(canonical);
        if (table.Contains(address)) return false;
        if (Count == table.Capacity) table = table.Doubled(Count);
        table.Append(Count++, address);
        return true;
    }

    /// <summary>Whether the last 20 bytes of a hex text, an address or a log topic, are watched.</summary>
    public bool Contains(ReadOnlySpan<byte> hex) => hex.Length >= Digits && TryRead(hex[^Digits..], out var wanted) && table.Contains(wanted);

    private static FormatException NoAddress(string text) => new($"'{text}' is no EVM address.");

    private static bool TryRead(ReadOnlySpan<byte> digits, out Address address)
    {
        Span<byte> bytes = stackalloc byte[Digits / 2];
        address = default;
        if (Convert.FromHexString(digits, bytes, out _, out _) != System.Buffers.OperationStatus.Done) return false;
        address = new Address(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]));
        return true;
    }

    /// <summary>Entries in the order of their addition, and an index at most half full that holds their numbers from one up.</summary>
    private sealed class Table(int capacity)
    {
        private readonly Address[] entries = new Address[capacity];
        private readonly int[] index = new int[capacity * 2];

        public int Capacity => capacity;

        public bool Contains(in Address wanted)
        {
            for (var i = wanted.Hash & (index.Length - 1); ; i = (i + 1) & (index.Length - 1))
            {
                var entry = Volatile.Read(ref index[i]);
                if (entry == 0) return false;
                if (entries[entry - 1].Equals(wanted)) return true;
            }
        }

        public void Append(int position, in Address address)
        {
            entries[position] = address;
            var i = address.Hash & (index.Length - 1);
            while (index[i] != 0) i = (i + 1) & (index.Length - 1);
            Volatile.Write(ref index[i], position + 1);
        }

        public Table Doubled(int count)
        {
            var larger = new Table(capacity * 2);
            for (var i = 0; i < count; i++) larger.Append(i, entries[i]);
            return larger;
        }
    }

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private readonly record struct Address(ulong High, ulong Middle, uint Low)
    {
        /// <summary>The bytes are a hash's already, but anybody can grind an address, so they are mixed.</summary>
        public int Hash => (int)(((High ^ (Middle * 0x9E3779B97F4A7C15) ^ Low) * 0xD6E8FEB86659FD93) >> 33);
    }
}
