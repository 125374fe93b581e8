using Payments.Chains.Keys;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Chains.Tokens;
using Payments.Chains.Tron;
using Payments.Domain.Tokens;

namespace Payments.Chains.Kinds;

/// <summary>TRON.</summary>
internal sealed class TronKind : IChainKind
{
    public IReadOnlyList<ChainOptions> Chains => KnownChains.Tron;

    public bool TryParseAddress(ChainOptions chain, string text, out string canonical, out string error) => TronAddress.TryParse(text, out canonical, out error);

    public KeyReading ReadKey(ChainOptions chain, string text, string? scriptType) => KeyText.ReadPlain(chain.Chain, text, scriptType, TronAddress.Of);

    public string Display(string canonical) => canonical;

    /// <summary>The address alone: TRON has no standard for payment links, and every wallet and exchange reads a bare address.</summary>
    public string PaymentUri(ChainOptions chain, TokenInfo token, string address, UInt128 units) => address;

    public NodeLimits LimitsOf(ChainOptions chain) => new(ToleratedLag: 5, WidestSpan: Math.Min(chain.BatchBlocks, TronNode.RangeLimit), AsksInRanges: true);

    public IChainNode CreateNode(ChainOptions chain, NodeTransport transport, TimeProvider time) => new TronNode(chain, new TronApi(transport, time), time);

    public IAddressSet CreateAddressSet(ChainOptions chain) => new TronAddressSet();
}
