using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Domain.Merchants;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Merchants;

namespace Payments.Http.Console.Wallets;

/// <summary>Reads the console's forms of wallets by the API's own rules.</summary>
internal static class WalletForm
{
    /// <summary>An extended public key is longer than any address.</summary>
    private const int LongestAddress = 100;

    private static readonly string[] Terms = ["notify_url", "currency", "rate", "tolerance", "spread"];

    /// <summary>The fields of a new wallet, as the pages name them.</summary>
    public static readonly string[] Fields = ["coin", "place", "script_type", .. Terms];

    /// <summary>A new wallet.</summary>
    /// <exception cref="InputException">A field is missing or wrong.</exception>
    public static SaveWallet New(ConsoleForm form, ChainCatalog chains)
    {
        var coin = form.Required("coin").Split('@', 2);
        var place = form.Required("place");
        var texts = Terms.Select(name => (name, form.Given(name)))
            .Append(("token", coin[0])).Append(("chain", coin.Length > 1 ? coin[1] : null))
            .Append((place.Length > LongestAddress ? "xpub" : "address", place));
        if (form.Given("script_type") is { } type) texts = texts.Append(("script_type", type));
        return WalletRequest.New(JsonFields.Of(texts, []), chains);
    }

    /// <summary>A wallet with other terms.</summary>
    /// <exception cref="InputException">A field is wrong.</exception>
    public static SaveWallet Changed(ConsoleForm form, Wallet wallet, ChainCatalog chains) =>
        WalletRequest.Changed(JsonFields.Of(Terms.Select(name => (name, form.Given(name))), []), wallet, chains) with
        {
            IsOff = form["active"] != "on",
        };
}
