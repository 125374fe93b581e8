using Payments.Chains.Keys;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Chains.Solana;
using Payments.Chains.Tokens;
using Payments.Chains.Uris;
using Payments.Domain.Chains;
using Payments.Domain.Tokens;

namespace Payments.Chains.Families;

/// <summary>Solana.</summary>
internal sealed class SolanaFamily : IChainFamily
{
    /// <summary>Units of computing that wallets reserve, and pay for, where they set no limit of their own.</summary>
    private const uint Compute = 200_000;

    public IReadOnlyList<ChainOptions> Chains => KnownChains.Solana;

    public IReadOnlyList<string> TokenStandards => [SolanaMints.Token2022];

    public bool TryParseAddress(ChainOptions chain, string text, out string canonical, out string error) => SolanaAddress.TryParse(text, out canonical, out error);

    /// <summary>Tokens may be named by addresses of programs, which are beside the curve.</summary>
    public bool TryParseContract(ChainOptions chain, string text, out string canonical, out string error) => SolanaAddress.TryParseAny(text, out canonical, out error);

    /// <summary>A transaction is named by its first signature, 64 bytes.</summary>
    public bool TryParseTransaction(string text, out string canonical)
    {
        var isSignature = Base58Text.Bytes(text) is { Length: 64 };
        canonical = isSignature ? text : "";
        return isSignature;
    }

    /// <summary>Keys of ed25519 have hardened children only, which nobody derives without the private key.</summary>
    public KeyReading ReadKey(ChainOptions chain, string text, string? scriptType) =>
        KeyReading.Refused(PrivateKeys.Matches(text) ? PrivateKeys.Refusal : "addresses of Solana cannot be derived from a public key: give an address");

    public string Display(string canonical) => canonical;

    public string PaymentUri(ChainOptions chain, PaymentRequest request) => SolanaPay.Uri(request);

    public string? ReferenceText(ReadOnlySpan<byte> reference) => SolanaAddress.Encode(reference);

    /// <summary>One signature and what is offered to come first. The first payment of a token to a wallet costs a deposit for its token account on top.</summary>
    public IReadOnlyList<FeeUse> TransferUse(TokenInfo token) => [new(FeeResource.Signature, 1), new(FeeResource.Compute, Compute)];

    /// <summary>Ten slots are four seconds. A node must give all blocks of a span, each by a question of its own, or none counts.</summary>
    public NodeLimits LimitsOf(ChainOptions chain) => new(ToleratedLag: 10, WidestSpan: 8, AsksInRanges: false);

    public IChainNode CreateNode(ChainOptions chain, NodeTransport transport, TimeProvider time) => new SolanaNode(chain, new RpcNode(transport));

    public IAddressSet CreateAddressSet(ChainOptions chain) => new SolanaAddressSet();
}
