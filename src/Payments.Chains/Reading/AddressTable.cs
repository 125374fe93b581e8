namespace Payments.Chains.Reading;

/// <summary>The bytes that tell one address from another.</summary>
internal interface IAddressKey<TSelf> : IEquatable<TSelf> where TSelf : struct, IAddressKey<TSelf>
{
    /// <summary>The same for equal keys and spread over all numbers from zero up. Addresses are hashes already, but anybody can grind one, so the bytes must be mixed.</summary>
    int Hash { get; }
}

/// <summary>Addresses behind an open-addressing index: a million of 20 bytes take about 30 MB, and a look-up allocates nothing.</summary>
/// <remarks>One thread may add while others look up: an entry is written before the index names it, and a larger table is published whole.</remarks>
internal sealed class AddressTable<TKey> where TKey : struct, IAddressKey<TKey>
{
    private const int FirstCapacity = 512;

    private volatile Slots slots = new(FirstCapacity);

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether an address is there.</summary>
    public bool Contains(in TKey wanted) => slots.Contains(wanted);

    /// <summary>Adds an address; false when it is there already.</summary>
    public bool Add(in TKey key)
    {
        if (slots.Contains(key)) return false;
        if (Count == slots.Capacity) slots = slots.Doubled(Count);
        slots.Append(Count++, key);
        return true;
    }

    /// <summary>Entries in the order of their addition, and an index at most half full that holds their numbers from one up.</summary>
    private sealed class Slots(int capacity)
    {
        private readonly TKey[] entries = new TKey[capacity];
        private readonly int[] index = new int[capacity * 2];

        public int Capacity => capacity;

        public bool Contains(in TKey wanted)
        {
            for (var i = wanted.Hash & (index.Length - 1); ; i = (i + 1) & (index.Length - 1))
            {
                var entry = Volatile.Read(ref index[i]);
                if (entry == 0) return false;
                if (entries[entry - 1].Equals(wanted)) return true;
            }
        }

        public void Append(int position, in TKey key)
        {
            entries[position] = key;
            var i = key.Hash & (index.Length - 1);
            while (index[i] != 0) i = (i + 1) & (index.Length - 1);
            Volatile.Write(ref index[i], position + 1);
        }

        public Slots Doubled(int count)
        {
            var larger = new Slots(capacity * 2);
            for (var i = 0; i < count; i++) larger.Append(i, entries[i]);
            return larger;
        }
    }
}
