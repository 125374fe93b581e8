using System.Runtime.InteropServices;
using System.Text;
using Payments.Chains.Reading;

namespace Payments.Chains.Solana;

/// <summary>Solana addresses by their text, which is what blocks hold and which has one form only. A look-up allocates nothing.</summary>
/// <remarks>One thread may add while others look up: an entry is written before the index names it, and a larger table is published whole.</remarks>
public sealed class SolanaAddressSet : IAddressSet
{
    private const int FirstCapacity = 256;
    private const int LongestText = 44;

    private volatile Table table = new(FirstCapacity);

    /// <inheritdoc />
    public int Count { get; private set; }

    /// <inheritdoc />
    public bool TakesCoin { get; set; }

    /// <inheritdoc />
    public bool Add(string canonical)
    {
        if (!SolanaAddress.TryParseAny(canonical, out _, out var error)) throw new FormatException($"'{canonical}' is no Solana address: {error}.");
        var key = Key.Of(Encoding.ASCII.GetBytes(canonical));
        if (table.Contains(key)) return false;
        if (Count == table.Capacity) table = table.Doubled(Count);
        table.Append(Count++, key);
        return true;
    }

    /// <summary>Whether an address, as nodes write it, is watched.</summary>
    public bool Contains(ReadOnlySpan<byte> text) => text.Length is > 0 and <= LongestText && table.Contains(Key.Of(text));

    /// <summary>Entries in the order of their addition, and an index at most half full that holds their numbers from one up.</summary>
    private sealed class Table(int capacity)
    {
        private readonly Key[] entries = new Key[capacity];
        private readonly int[] index = new int[capacity * 2];

        public int Capacity => capacity;

        public bool Contains(in Key wanted)
        {
            for (var i = wanted.Hash & (index.Length - 1); ; i = (i + 1) & (index.Length - 1))
            {
                var entry = Volatile.Read(ref index[i]);
                if (entry == 0) return false;
                if (entries[entry - 1].Equals(wanted)) return true;
            }
        }

        public void Append(int position, in Key key)
        {
            entries[position] = key;
            var i = key.Hash & (index.Length - 1);
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

    /// <summary>The text, filled up with zeros.</summary>
    private readonly record struct Key(ulong A, ulong B, ulong C, ulong D, ulong E, ulong F)
    {
        public static Key Of(ReadOnlySpan<byte> text)
        {
            Span<byte> bytes = stackalloc byte[6 * sizeof(ulong)];
            bytes.Clear();
            text.CopyTo(bytes);
            var words = MemoryMarshal.Cast<byte, ulong>(bytes);
            return new Key(words[0], words[1], words[2], words[3], words[4], words[5]);
        }

        public int Hash => (int)((((A ^ (B * 0x9E3779B97F4A7C15)) + (C ^ (D * 0xC2B2AE3D27D4EB4F)) + E + F) * 0xD6E8FEB86659FD93) >> 33);
    }
}
