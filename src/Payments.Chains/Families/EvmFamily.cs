using Payments.Chains.Calls;
using Payments.Chains.Evm;
using Payments.Chains.Keys;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Chains.Tokens;
using Payments.Chains.Uris;
using Payments.Domain.Chains;
using Payments.Domain.Tokens;

namespace Payments.Chains.Families;

/// <summary>Ethereum and the chains that speak its JSON-RPC.</summary>
internal sealed class EvmFamily : IChainFamily
{
    /// <summary>Gas of a plain payment, fixed by the protocol.</summary>
    private const uint CoinGas = 21_000;

    /// <summary>Gas of a token's transfer: USDT takes 46,000 to an address that holds it and 63,000 to one that does not yet; other tokens take less.</summary>
    private const uint TokenGas = 65_000;

    public IReadOnlyList<ChainOptions> Chains => KnownChains.Evm;

    public bool TryParseAddress(ChainOptions chain, string text, out string canonical, out string error) => EvmAddress.TryParse(text, out canonical, out error);

    public bool TryParseTransaction(string text, out string canonical) => TransactionNames.TryReadHash(text, "0x", out canonical);

    public KeyReading ReadKey(ChainOptions chain, string text, string? scriptType) => KeyText.ReadPlain(chain.Chain, text, scriptType, EvmAddress.Of);

    public string Display(string canonical) => EvmAddress.Display(canonical);

    public string PaymentUri(ChainOptions chain, PaymentRequest request) => Eip681.Uri(chain.ChainNumber, request.Token.Contract, request.Address, request.Units);

    public WalletCall? CallOf(PaymentRequest request) => EvmCall.Of(request);

    /// <summary>
    /// The bare address for a token: several wallets take the first address of an EIP-681 token link, which is the token's contract, for
    /// the receiver, and the money is burnt.
    /// </summary>
    public string CodeText(ChainOptions chain, PaymentRequest request) =>
        request.Token.IsNative ? PaymentUri(chain, request) : EvmAddress.Display(request.Address);

    public IReadOnlyList<FeeUse> TransferUse(TokenInfo token) => [new(FeeResource.Gas, token.IsNative ? CoinGas : TokenGas)];

    public NodeLimits LimitsOf(ChainOptions chain) => new(ToleratedLag: 5, WidestSpan: chain.BatchBlocks, AsksInRanges: true);

    public IChainNode CreateNode(ChainOptions chain, NodeTransport transport, TimeProvider time) => new EvmNode(chain, new RpcNode(transport));

    public IAddressSet CreateAddressSet(ChainOptions chain) => new EvmAddressSet();
}
