using Payments.Chains.Bitcoin;
using Payments.Chains.Keys;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Chains.Tokens;
using Payments.Chains.Uris;
using Payments.Domain.Chains;
using Payments.Domain.Settings;
using Payments.Domain.Tokens;

namespace Payments.Chains.Families;

/// <summary>Bitcoin, Litecoin or Dash: one coin, no tokens.</summary>
internal sealed class BitcoinFamily(BitcoinCoin coin) : IChainFamily
{
    /// <summary>Virtual bytes of a payment from one SegWit output with change.</summary>
    private const uint SegWitBytes = 141;

    /// <summary>The same with signatures inside, as on Dash.</summary>
    private const uint LegacyBytes = 226;

    public IReadOnlyList<ChainOptions> Chains { get; } = [KnownChains.Bitcoin(coin)];

    public void Check(ChainOptions chain)
    {
        if (chain.ChainNumber != coin.ChainNumber) coin.NetworkOf(chain);
        if (chain.Confirmations is null) throw new SettingException($"Setting Chains:{chain.Chain}:Confirmations is not valid: expected a number, because blocks of this chain only become less likely to go away.");
        if (chain.Confirmations < coin.LeastConfirmations)
            throw new SettingException($"Setting Chains:{chain.Chain}:Confirmations is not valid: expected {coin.LeastConfirmations} or more, because only the next block confirms the name that a node gives to a block of this chain.");
        if (chain.Tokens.Values.FirstOrDefault(token => !token.IsNative) is { } other) throw new SettingException($"Setting Chains:{chain.Chain}:Tokens:{other.Symbol} is not valid: this chain has no tokens.");
    }

    public bool TryParseAddress(ChainOptions chain, string text, out string canonical, out string error) => BitcoinText.TryParse(coin, coin.NetworkOf(chain), text, out canonical, out error);

    public bool TryParseTransaction(string text, out string canonical) => TransactionNames.TryReadHash(text, "", out canonical);

    public KeyReading ReadKey(ChainOptions chain, string text, string? scriptType) => BitcoinKeys.Read(coin, coin.NetworkOf(chain), text, scriptType);

    public string Display(string canonical) => canonical;

    public string PaymentUri(ChainOptions chain, PaymentRequest request) => Bip21.Uri(coin.NetworkOf(chain).UriScheme, request);

    public IReadOnlyList<FeeUse> TransferUse(TokenInfo token) => [new(FeeResource.Size, coin == BitcoinCoin.Dash ? LegacyBytes : SegWitBytes)];

    /// <summary>A new block reaches all nodes within seconds.</summary>
    public NodeLimits LimitsOf(ChainOptions chain) => new(ToleratedLag: 2, WidestSpan: 1, AsksInRanges: false);

    public IChainNode CreateNode(ChainOptions chain, NodeTransport transport, TimeProvider time) => new BitcoinNode(coin, chain, transport, time);

    public IAddressSet CreateAddressSet(ChainOptions chain) => new BitcoinAddressSet(coin.NetworkOf(chain));
}
