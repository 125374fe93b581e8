using System.Text;
using Payments.Chains.Reading;

namespace Payments.Chains.Evm;

/// <summary>EVM addresses by their twenty bytes. One thread may add while others look up.</summary>
public sealed class EvmAddressSet : IAddressSet
{
    private const int TextLength = AccountBytes.Digits + 2;

    private readonly AddressTable<AccountBytes> table = new();

    /// <inheritdoc />
    public int Count => table.Count;

    /// <inheritdoc />
    public bool TakesCoin { get; set; }

    /// <inheritdoc />
    /// <exception cref="FormatException">It is no EVM address.</exception>
    public bool Add(string canonical) => canonical.Length == TextLength && AccountBytes.TryRead(Encoding.UTF8.GetBytes(canonical, 2, AccountBytes.Digits), out var key)
        ? table.Add(key)
        : throw new FormatException($"'{canonical}' is no EVM address.");

    /// <summary>Whether the last 20 bytes of a hex text, an address or a log topic, are watched.</summary>
    public bool Contains(ReadOnlySpan<byte> hex) => AccountBytes.TryRead(hex, out var wanted) && table.Contains(wanted);
}
