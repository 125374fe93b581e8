using System.Buffers.Binary;
using System.Collections.Concurrent;
using NBitcoin;
using Payments.Chains.Reading;

namespace Payments.Chains.Bitcoin;

/// <summary>Addresses by the scripts that pay to them. One thread may add while others look up.</summary>
public sealed class BitcoinAddressSet : IAddressSet
{
    private readonly ConcurrentDictionary<ScriptKey, bool> scripts = new();
    private readonly Network network;

    internal BitcoinAddressSet(Network network) => this.network = network;

    /// <inheritdoc />
    public int Count { get; private set; }

    /// <inheritdoc />
    public bool TakesCoin { get; set; }

    /// <inheritdoc />
    /// <exception cref="FormatException">It is no address of the network.</exception>
    public bool Add(string canonical)
    {
        ScriptKey.TryRead(BitcoinAddress.Create(canonical, network).ScriptPubKey.ToBytes(), out var key);
        if (!scripts.TryAdd(key, true)) return false;
        Count++;
        return true;
    }

    /// <summary>Whether the script of an output is that of a watched address.</summary>
    public bool Contains(ReadOnlySpan<byte> script) => ScriptKey.TryRead(script, out var key) && scripts.ContainsKey(key);

    /// <summary>The first 36 bytes of a script and its length: no script that has an address is longer.</summary>
    private readonly record struct ScriptKey(UInt128 First, UInt128 Second, uint Third, int Length)
    {
        private const int Longest = 36;

        public static bool TryRead(ReadOnlySpan<byte> script, out ScriptKey key)
        {
            key = default;
            if (script.Length > Longest) return false;
            Span<byte> bytes = stackalloc byte[Longest];
            bytes.Clear();
            script.CopyTo(bytes);
            key = new ScriptKey(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[32..]), script.Length);
            return true;
        }
    }
}
