using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Payments.Chains.Calls;
using Payments.Chains.Families;
using Payments.Chains.Keys;
using Payments.Chains.Tokens;
using Payments.Chains.Uris;
using Payments.Domain.Chains;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Tokens;
using Payments.Domain.Transfers;

namespace Payments.Chains;

/// <summary>The chains of this gateway: which are on, their tokens, how their addresses are read and shown.</summary>
public sealed class ChainCatalog(IConfiguration configuration)
{
    private readonly IReadOnlyDictionary<ChainId, ChainOptions> chains = ChainConfiguration.Read(configuration);

    /// <summary>Chains with at least one node.</summary>
    public IEnumerable<ChainOptions> On => chains.Values.Where(options => options.IsOn);

    /// <summary>Every chain that this version can read.</summary>
    public IEnumerable<ChainId> Known => chains.Keys;

    /// <summary>Finds a chain by name in any case; also by what shops call its tokens: <c>erc20</c>, <c>bep20</c> …</summary>
    public bool TryGetChain(string? name, [NotNullWhen(true)] out ChainOptions? options)
    {
        options = null;
        if (name is null) return false;
        var wanted = name.ToLowerInvariant();
        options = chains.GetValueOrDefault(new ChainId(wanted)) ?? chains.Values.FirstOrDefault(chain => chain.Names.Contains(wanted));
        return options is not null;
    }

    /// <summary>The settings of a chain by its canonical name.</summary>
    public ChainOptions? Find(ChainId chain) => chains.GetValueOrDefault(chain);

    /// <summary>The chain as payers' wallets call it; a chain that this version does not know, by its canonical name.</summary>
    public string NameOf(ChainId chain) => Find(chain)?.DisplayName ?? chain.Value;

    /// <summary>A token of a chain that is on, by symbol in any case, former names included.</summary>
    public bool TryGetToken(ChainId chain, string symbol, [NotNullWhen(true)] out TokenInfo? token)
    {
        token = null;
        return chains.TryGetValue(chain, out var options) && options.IsOn &&
            options.Tokens.TryGetValue(KnownChains.Aliases.GetValueOrDefault(symbol, symbol), out token);
    }

    /// <summary>The smallest step of payable amounts of a transfer's token; null where the token is off.</summary>
    public UInt128? StepOf(Transfer transfer) => TryGetToken(transfer.Chain, transfer.Token, out var token) ? token.Step : null;

    /// <summary>Reads an address of a chain into its canonical form, or says what is wrong with it.</summary>
    public bool TryParseAddress(ChainId chain, string text, out string canonical, out string error)
    {
        if (chains.TryGetValue(chain, out var options)) return ChainFamilies.Of(chain).TryParseAddress(options, text, out canonical, out error);
        (canonical, error) = ("", $"chain '{chain}' is not known");
        return false;
    }

    /// <summary>An address in the form in which its chain's transfers name it, whatever chain that is; null where it is of none.</summary>
    public string? CanonicalOf(string address)
    {
        foreach (var chain in Known)
            if (TryParseAddress(chain, address, out var canonical, out _)) return canonical;
        return null;
    }

    /// <summary>Reads the name of a transaction into the form that its chain prints; false where it can be none.</summary>
    public bool TryParseTransaction(ChainId chain, string text, out string canonical)
    {
        canonical = "";
        return chains.ContainsKey(chain) && ChainFamilies.Of(chain).TryParseTransaction(text.Trim(), out canonical);
    }

    /// <summary>Reads an account's extended public key of a chain; the script type matters in the Bitcoin family, where null takes what the key says.</summary>
    public KeyReading ReadKey(ChainId chain, string text, string? scriptType) => chains.TryGetValue(chain, out var options)
        ? ChainFamilies.Of(chain).ReadKey(options, text, scriptType)
        : KeyReading.Refused($"chain '{chain}' is not known");

    /// <summary>An address as the chain's users write it.</summary>
    public string Display(ChainId chain, string canonical) => chains.ContainsKey(chain) ? ChainFamilies.Of(chain).Display(canonical) : canonical;

    /// <summary>The page of a transaction in a block explorer; null where the chain has none.</summary>
    public string? ExplorerPage(ChainId chain, string transaction) =>
        Find(chain)?.Explorer?.Replace(ChainOptions.TransactionPlace, Uri.EscapeDataString(transaction), StringComparison.Ordinal);

    /// <summary>32 bytes as transactions of a chain name them beside a payment; null where there is no place for such.</summary>
    public string? ReferenceText(ChainId chain, ReadOnlySpan<byte> reference) => chains.ContainsKey(chain) ? ChainFamilies.Of(chain).ReferenceText(reference) : null;

    /// <summary>What a usual payment of a token costs in units of its chain's coin, at these prices; null where one of them is not known.</summary>
    public UInt128? TransferFee(TokenInfo token, IReadOnlyList<FeePrice> prices) => FeeUse.Cost(ChainFamilies.Of(token.Chain).TransferUse(token), prices);

    /// <summary>The payment link of an amount to pay.</summary>
    /// <param name="quote">What the payer is asked for.</param>
    /// <param name="units">How much of it is still to pay.</param>
    /// <param name="label">Who is paid; shown by wallets where the chain's standard has a place for it.</param>
    public string PaymentUri(Quote quote, UInt128 units, string? label = null) =>
        ChainFamilies.Of(quote.Chain).PaymentUri(chains[quote.Chain], RequestOf(quote, units, label));

    /// <summary>What the QR code of an amount to pay says: the payment link, or the bare address where wallets misread links.</summary>
    /// <param name="quote">What the payer is asked for.</param>
    /// <param name="units">How much of it is still to pay.</param>
    /// <param name="label">Who is paid; shown by wallets where the chain's standard has a place for it.</param>
    public string CodeText(Quote quote, UInt128 units, string? label = null) =>
        ChainFamilies.Of(quote.Chain).CodeText(chains[quote.Chain], RequestOf(quote, units, label));

    /// <summary>The payment link of a payment that is no order's.</summary>
    public string PaymentUri(ChainId chain, string token, string address, UInt128 units) =>
        ChainFamilies.Of(chain).PaymentUri(chains[chain], RequestOf(chain, token, address, units));

    /// <summary>A payment as a call for a wallet's list; null on chains whose wallets take no calls.</summary>
    public WalletCall? CallOf(ChainId chain, string token, string address, UInt128 units) =>
        ChainFamilies.Of(chain).CallOf(RequestOf(chain, token, address, units));

    private PaymentRequest RequestOf(ChainId chain, string token, string address, UInt128 units) =>
        new(chains[chain].Tokens[token], address, units, null, null);

    private PaymentRequest RequestOf(Quote quote, UInt128 units, string? label) =>
        new(chains[quote.Chain].Tokens[quote.Token], quote.Address, units, label, quote.Reference);
}
