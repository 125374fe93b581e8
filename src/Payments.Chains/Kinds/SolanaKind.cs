using Payments.Chains.Reading;
using Payments.Chains.Solana;
using Payments.Chains.Tokens;
using Payments.Chains.Uris;
using Payments.Domain.Tokens;

namespace Payments.Chains.Kinds;

/// <summary>Solana.</summary>
internal sealed class SolanaKind : IChainKind
{
    public IReadOnlyList<ChainOptions> Chains => KnownChains.Solana;

    public IReadOnlyList<string> TokenStandards => [SolanaMints.Token2022];

    public bool TryParseAddress(ChainOptions chain, string text, out string canonical, out string error) => SolanaAddress.TryParse(text, out canonical, out error);

    /// <summary>Tokens may be named by addresses of programs, which are beside the curve.</summary>
    public bool TryParseContract(ChainOptions chain, string text, out string canonical, out string error) => SolanaAddress.TryParseAny(text, out canonical, out error);

    public string Display(string canonical) => canonical;

    public string PaymentUri(ChainOptions chain, TokenInfo token, string address, UInt128 units) => SolanaPay.Uri(token, address, units);

    public IChainReader CreateReader(ChainOptions chain, HttpClient http, TimeProvider time) => new SolanaReader(chain, http, time);
}
