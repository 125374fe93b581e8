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

    public string Display(string canonical) => canonical;

    /// <summary>The address alone: TRON has no standard for payment links, and every wallet and exchange reads a bare address.</summary>
    public string PaymentUri(ChainOptions chain, TokenInfo token, string address, UInt128 units) => address;

    public IChainReader CreateReader(ChainOptions chain, HttpClient http, TimeProvider time) => new TronReader(chain, http, time);
}
