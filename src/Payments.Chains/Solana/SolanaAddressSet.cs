using System.Runtime.InteropServices;
using System.Text;
using Payments.Chains.Reading;

namespace Payments.Chains.Solana;

/// <summary>Solana addresses by their text, which is what blocks hold and which has one form only. One thread may add while others look up.</summary>
public sealed class SolanaAddressSet : IAddressSet
{
    private const int LongestText = 44;

    private readonly AddressTable<TextKey> table = new();

    /// <inheritdoc />
    public int Count => table.Count;

    /// <inheritdoc />
    public bool TakesCoin { get; set; }

    /// <inheritdoc />
    /// <exception cref="FormatException">It is no Solana address.</exception>
    public bool Add(string canonical) => SolanaAddress.TryParseAny(canonical, out _, out var error)
        ? table.Add(TextKey.Of(Encoding.ASCII.GetBytes(canonical)))
        : throw new FormatException($"'{canonical}' is no Solana address: {error}.");

    /// <summary>Whether an address, as nodes write it, is watched.</summary>
    public bool Contains(ReadOnlySpan<byte> text) => text.Length is > 0 and <= LongestText && table.Contains(TextKey.Of(text));

    /// <summary>The text, filled up with zeros.</summary>
    private readonly record struct TextKey(ulong A, ulong B, ulong C, ulong D, ulong E, ulong F) : IAddressKey<TextKey>
    {
        public int Hash => (int)((((A ^ (B * 0x9E3779B97F4A7C15)) + (C ^ (D * 0xC2B2AE3D27D4EB4F)) + E + F) * 0xD6E8FEB86659FD93) >> 33);

        public static TextKey Of(ReadOnlySpan<byte> text)
        {
            Span<byte> bytes = stackalloc byte[6 * sizeof(ulong)];
            bytes.Clear();
            text.CopyTo(bytes);
            var words = MemoryMarshal.Cast<byte, ulong>(bytes);
            return new TextKey(words[0], words[1], words[2], words[3], words[4], words[5]);
        }
    }
}
