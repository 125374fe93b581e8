using Payments.Chains.Evm;
using Payments.Chains.Reading;

namespace Payments.Chains.Tron;

/// <summary>TRON addresses by their twenty bytes, which is what blocks and logs hold.</summary>
public sealed class TronAddressSet : IAddressSet
{
    private readonly EvmAddressSet set = new();

    /// <inheritdoc />
    public int Count => set.Count;

    /// <inheritdoc />
    public bool TakesCoin { get; set; }

    /// <inheritdoc />
    public bool Add(string canonical) => set.Add("0x" + Convert.ToHexStringLower(TronAddress.Decode(canonical)));

    /// <summary>Whether the last 20 bytes of a hex text, an address or a log topic, are watched.</summary>
    public bool Contains(ReadOnlySpan<byte> hex) => set.Contains(hex);
}
