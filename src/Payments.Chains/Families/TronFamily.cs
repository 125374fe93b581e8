using Payments.Chains.Keys;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Chains.Tokens;
using Payments.Chains.Tron;
using Payments.Chains.Uris;
using Payments.Domain.Chains;
using Payments.Domain.Tokens;

namespace Payments.Chains.Families;

/// <summary>TRON.</summary>
internal sealed class TronFamily : IChainFamily
{
    /// <summary>Bytes of a transfer of TRX, signature and result included, which is how bandwidth is counted.</summary>
    private const uint CoinBytes = 268;

    /// <summary>Bytes of a TRC-20 transfer.</summary>
    private const uint TokenBytes = 345;

    /// <summary>Energy of a USDT transfer to an address that holds it already, 64,285; to one that does not it takes twice as much.</summary>
    private const uint TokenEnergy = 65_000;

    public IReadOnlyList<ChainOptions> Chains => KnownChains.Tron;

    public bool TryParseAddress(ChainOptions chain, string text, out string canonical, out string error) => TronAddress.TryParse(text, out canonical, out error);

    public bool TryParseTransaction(string text, out string canonical) => TransactionNames.TryReadHash(text, "", out canonical);

    public KeyReading ReadKey(ChainOptions chain, string text, string? scriptType) => KeyText.ReadPlain(chain.Chain, text, scriptType, TronAddress.Of);

    public string Display(string canonical) => canonical;

    /// <summary>The address alone: TRON has no standard for payment links, and every wallet and exchange reads a bare address.</summary>
    public string PaymentUri(ChainOptions chain, PaymentRequest request) => request.Address;

    /// <summary>As without staked coins or the day's free bandwidth.</summary>
    public IReadOnlyList<FeeUse> TransferUse(TokenInfo token) => token.IsNative
        ? [new(FeeResource.Bandwidth, CoinBytes)]
        : [new(FeeResource.Energy, TokenEnergy), new(FeeResource.Bandwidth, TokenBytes)];

    public NodeLimits LimitsOf(ChainOptions chain) => new(ToleratedLag: 5, WidestSpan: Math.Min(chain.BatchBlocks, TronNode.RangeLimit), AsksInRanges: true);

    public IChainNode CreateNode(ChainOptions chain, NodeTransport transport, TimeProvider time) => new TronNode(chain, new TronApi(transport, time), time);

    public IAddressSet CreateAddressSet(ChainOptions chain) => new TronAddressSet();
}
