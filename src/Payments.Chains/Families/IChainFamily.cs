using Payments.Chains.Calls;
using Payments.Chains.Keys;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Chains.Uris;
using Payments.Domain.Chains;
using Payments.Domain.Settings;
using Payments.Domain.Tokens;

namespace Payments.Chains.Families;

/// <summary>All that differs between families of chains: how addresses are written, how blocks are read, what a wallet scans.</summary>
internal interface IChainFamily
{
    /// <summary>The chains of this family that are known without configuration, with their tokens and defaults.</summary>
    IReadOnlyList<ChainOptions> Chains { get; }

    /// <summary>Refuses settings that this family cannot follow.</summary>
    /// <exception cref="SettingException">Names the setting and what was expected.</exception>
    void Check(ChainOptions chain)
    {
    }

    /// <summary>Reads an address into its canonical form, or says what is wrong with it.</summary>
    bool TryParseAddress(ChainOptions chain, string text, out string canonical, out string error);

    /// <summary>Reads a token's address into its canonical form, or says what is wrong with it.</summary>
    bool TryParseContract(ChainOptions chain, string text, out string canonical, out string error) => TryParseAddress(chain, text, out canonical, out error);

    /// <summary>Reads the name of a transaction into the form that the chain prints; false where it can be none.</summary>
    bool TryParseTransaction(string text, out string canonical);

    /// <summary>Standards of tokens beside the usual one, for a token's setting <c>Standard</c>.</summary>
    IReadOnlyList<string> TokenStandards => [];

    /// <summary>Reads an account's extended public key, or says what is wrong with it.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="text">The key as it was sent.</param>
    /// <param name="scriptType">The form of addresses, where the family has several and the key leaves it open; null for the usual one.</param>
    KeyReading ReadKey(ChainOptions chain, string text, string? scriptType);

    /// <summary>A payment as a call that wallets of this family take in lists; null where they take none.</summary>
    WalletCall? CallOf(PaymentRequest request) => null;

    /// <summary>A canonical address as the chain's users write it.</summary>
    string Display(string canonical);

    /// <summary>The payment link of an amount to pay.</summary>
    string PaymentUri(ChainOptions chain, PaymentRequest request);

    /// <summary>
    /// What the QR code of an amount to pay says: the payment link, but for tokens whose links wallets are known to misread.
    /// </summary>
    string CodeText(ChainOptions chain, PaymentRequest request) => PaymentUri(chain, request);

    /// <summary>32 bytes as transactions of this chain name them beside a payment; null where there is no place for such.</summary>
    string? ReferenceText(ReadOnlySpan<byte> reference) => null;

    /// <summary>What a usual payment uses of all that the chain charges for.</summary>
    IReadOnlyList<FeeUse> TransferUse(TokenInfo token);

    /// <summary>How the chain's nodes are asked.</summary>
    NodeLimits LimitsOf(ChainOptions chain);

    /// <summary>One of the chain's nodes.</summary>
    IChainNode CreateNode(ChainOptions chain, NodeTransport transport, TimeProvider time);

    /// <summary>An empty set of addresses in the form that the chain's nodes look them up in.</summary>
    IAddressSet CreateAddressSet(ChainOptions chain);

    /// <summary>A reader over the chain's nodes.</summary>
    IChainReader CreateReader(ChainOptions chain, NodeHttp http, TimeProvider time)
    {
        var nodes = chain.Rpc.Select((url, index) =>
        {
            var transport = new NodeTransport(url, http.Client, chain.Timeout, time) { ApiKey = chain.ApiKeyOf(index) };
            return (transport.MaskedUrl, (Func<int>)(() => http.ConnectionsTo(url)), CreateNode(chain, transport, time));
        });
        return new ChainReader(chain, LimitsOf(chain), nodes, () => CreateAddressSet(chain), time);
    }
}
