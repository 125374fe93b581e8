using System.Runtime.InteropServices;
using NBitcoin;
using Payments.Chains.Reading;

namespace Payments.Chains.Bitcoin;

/// <summary>Addresses by the scripts that pay to them. One thread may add while others look up.</summary>
public sealed class BitcoinAddressSet : IAddressSet
{
    private readonly AddressTable<ScriptKey> table = new();
    private readonly Network network;

    internal BitcoinAddressSet(Network network) => this.network = network;

    /// <inheritdoc />
    public int Count => table.Count;

    /// <inheritdoc />
    public bool TakesCoin { get; set; }

    /// <inheritdoc />
    /// <exception cref="FormatException">It is no address of the network.</exception>
    public bool Add(string canonical)
    {
        ScriptKey.TryRead(BitcoinAddress.Create(canonical, network).ScriptPubKey.ToBytes(), out var key);
        return table.Add(key);
    }

    /// <summary>Whether the script of an output is that of a watched address.</summary>
    public bool Contains(ReadOnlySpan<byte> script) => ScriptKey.TryRead(script, out var key) && table.Contains(key);

    /// <summary>A script filled up with zeros, and its length: no script that has an address is longer than 36 bytes.</summary>
    private readonly record struct ScriptKey(ulong A, ulong B, ulong C, ulong D, uint E, int Length) : IAddressKey<ScriptKey>
    {
        private const int Longest = (4 * sizeof(ulong)) + sizeof(uint);

        /// <summary>Twenty or thirty-two bytes are a hash's; what stands around them is the same for many.</summary>
        public int Hash => (int)((((A ^ (B * 0x9E3779B97F4A7C15)) + (C ^ (D * 0xC2B2AE3D27D4EB4F)) + E) * 0xD6E8FEB86659FD93) >> 33);

        public static bool TryRead(ReadOnlySpan<byte> script, out ScriptKey key)
        {
            key = default;
            if (script.Length > Longest) return false;
            Span<byte> bytes = stackalloc byte[Longest];
            bytes.Clear();
            script.CopyTo(bytes);
            var words = MemoryMarshal.Cast<byte, ulong>(bytes);
            key = new ScriptKey(words[0], words[1], words[2], words[3], MemoryMarshal.Read<uint>(bytes[^sizeof(uint)..]), script.Length);
            return true;
        }
    }
}
