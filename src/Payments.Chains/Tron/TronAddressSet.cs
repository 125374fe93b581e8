using Payments.Chains.Reading;

namespace Payments.Chains.Tron;

/// <summary>TRON addresses by their twenty bytes, which is what blocks and logs hold. One thread may add while others look up.</summary>
public sealed class TronAddressSet : IAddressSet
{
    private readonly AddressTable<AccountBytes> table = new();

    /// <inheritdoc />
    public int Count => table.Count;

    /// <inheritdoc />
    public bool TakesCoin { get; set; }

    /// <inheritdoc />
    /// <exception cref="FormatException">It is no TRON address.</exception>
    public bool Add(string canonical) => table.Add(AccountBytes.Of(TronAddress.Decode(canonical)));

    /// <summary>Whether the last 20 bytes of a hex text, an address or a log topic, are watched.</summary>
    public bool Contains(ReadOnlySpan<byte> hex) => AccountBytes.TryRead(hex, out var wanted) && table.Contains(wanted);

    /// <summary>Whether an address is watched, by its twenty bytes.</summary>
    public bool ContainsBytes(ReadOnlySpan<byte> address) => table.Contains(AccountBytes.Of(address));
}
