using Payments.Chains;
using Payments.Chains.Keys;
using Payments.Contracts.Merchants;
using Payments.Domain.Merchants;
using Payments.Domain.Wallets;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Merchants;

/// <summary>Reads wallets from bodies and checks them against the chains of this gateway.</summary>
internal static class WalletRequest
{
    /// <summary>The fields of a wallet.</summary>
    public static readonly string[] Fields = [
        "chain", "token", "address", "xpub", "script_type", "notify_url", "currency", "rate", "tolerance", "spread", "active"];

    /// <summary>A new wallet.</summary>
    /// <exception cref="InputException">A field is missing or wrong.</exception>
    public static SaveWallet New(JsonFields body, ChainCatalog chains)
    {
        var chain = Chain(body.Required("chain"), chains);
        var token = Token(chain, body.Required("token"), chains);
        var key = Key(body, chain, chains);
        if (key is not null && body.Text("address") is not null) throw new InputException("xpub", "give either an address or an xpub");
        return new SaveWallet
        {
            Chain = chain.Chain,
            Token = token,
            Address = key is null ? Address(chain, body.Required("address"), chains) : null,
            ExtendedKey = key?.Key,
            NotifyUrl = InputRules.Url(body.Text("notify_url"), "notify_url"),
            Currency = ApiRules.Currency(body.Required("currency")),
            Rate = body.Number("rate") is { } rate ? ApiRules.Rate(rate) : null,
            Tolerance = body.Number("tolerance") is { } tolerance ? ApiRules.Tolerance(tolerance) : null,
            Spread = body.Number("spread") is { } spread ? ApiRules.Spread(spread) : null,
            IsOff = body.Has("active") && !body.Flag("active"),
        };
    }

    /// <summary>A changed wallet: what is left out stays, an explicit null takes callback URL, rate or tolerance away.</summary>
    /// <remarks>Chain, token, address and xpub may be repeated; whether they are still the same the merchant decides.</remarks>
    /// <exception cref="InputException">A field is wrong.</exception>
    public static SaveWallet Changed(JsonFields body, Wallet wallet, ChainCatalog chains)
    {
        var moved = body.Has("chain") || body.Has("token") || body.Has("address") || body.Has("xpub") || body.Has("script_type");
        var chain = moved ? Chain(body.Text("chain") ?? wallet.Chain.Value, chains) : null;
        return new SaveWallet
        {
            Chain = chain?.Chain ?? wallet.Chain,
            Token = chain is not null && body.Text("token") is { } token ? Token(chain, token, chains) : wallet.Token,
            Address = chain is not null && body.Text("address") is { } address ? Address(chain, address, chains) : wallet.Address,
            ExtendedKey = chain is not null && Key(body, chain, chains) is { } key ? key.Key : wallet.ExtendedKey,
            NotifyUrl = body.Has("notify_url") ? InputRules.Url(body.Text("notify_url"), "notify_url") : wallet.NotifyUrl,
            Currency = body.Has("currency") ? ApiRules.Currency(body.Required("currency")) : wallet.Currency,
            Rate = !body.Has("rate") ? wallet.Rate : body.Number("rate") is { } rate ? ApiRules.Rate(rate) : null,
            Tolerance = !body.Has("tolerance") ? wallet.Tolerance : body.Number("tolerance") is { } tolerance
                ? ApiRules.Tolerance(tolerance)
                : null,
            Spread = !body.Has("spread") ? wallet.Spread : body.Number("spread") is { } spread ? ApiRules.Spread(spread) : null,
            IsOff = body.Has("active") ? !body.Flag("active") : wallet.IsOff,
        };
    }

    /// <summary>The first field of those that a wallet keeps which a wish would change; where it changes none, the one that says where the wallet is paid.</summary>
    public static string Moved(SaveWallet wish, Wallet wallet) =>
        wish.Chain != wallet.Chain ? "chain" : wish.Token != wallet.Token ? "token" : wish.Address != wallet.Address ? "address" : Place(wallet.ExtendedKey);

    /// <summary>The field that says where a wallet is paid.</summary>
    public static string Place(ExtendedKey? key) => key is null ? "address" : "xpub";

    /// <summary>The account's extended public key, or null where none was sent.</summary>
    /// <exception cref="InputException">It is none of this chain; the words never repeat it.</exception>
    public static AccountKey? Key(JsonFields body, ChainOptions chain, ChainCatalog chains)
    {
        var scriptType = body.Text("script_type");
        if (body.Text("xpub") is not { } text) return scriptType is null ? null : throw new InputException("script_type", "goes with an xpub");
        var reading = chains.ReadKey(chain.Chain, text.Trim(), scriptType?.ToLowerInvariant());
        return reading.Key ?? throw new InputException(reading.IsScriptType ? "script_type" : "xpub", reading.Error);
    }

    /// <summary>A chain that is on.</summary>
    public static ChainOptions Chain(string text, ChainCatalog chains)
    {
        if (!chains.TryGetChain(text, out var chain)) throw new InputException("chain", $"expected one of {string.Join(", ", chains.Known)}");
        return chain.IsOn ? chain : throw new InputException("chain", $"{chain.Chain} is switched off on this gateway: no node is configured for it");
    }

    private static string Token(ChainOptions chain, string text, ChainCatalog chains) =>
        chains.TryGetToken(chain.Chain, text, out var token) ? token.Symbol : throw new InputException("token", $"expected one of {string.Join(", ", chain.Tokens.Keys)} on {chain.Chain}");

    private static string Address(ChainOptions chain, string text, ChainCatalog chains)
    {
        if (!chains.TryParseAddress(chain.Chain, text, out var address, out var error)) throw new InputException("address", PrivateKeys.Matches(text) ? PrivateKeys.Refusal : error);
        return chain.Tokens.Values.FirstOrDefault(token => token.Contract == address) is { } token
            ? throw new InputException("address", $"this is the contract of {token.Symbol}, not a wallet: what is sent there is lost")
            : address;
    }
}
