using System.Globalization;
using Payments.Chains;
using Payments.Contracts.Orders;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Domain.Tokens;
using Payments.Http.Common;
using Payments.Http.Merchants;

namespace Payments.Http.Faces.WoPay;

/// <summary>A request for a payment: checked, turned into a request for an order over an amount of a token.</summary>
internal sealed class WoPayRequest(WalletSelector wallets, ChainCatalog chains)
{
    /// <summary>The document's fields, and those beyond it: <c>chain</c>, <c>return_url</c>, <c>subject</c>.</summary>
    public static readonly string[] Fields =
        ["order_id", "amount", "currency", "chain", "callback_url", "expires_in", "return_url", "subject"];

    /// <summary>The shortest time that a request may give its payer, in seconds.</summary>
    public const int LeastExpiry = 60;

    /// <summary>The longest, one day.</summary>
    public const int MostExpiry = 24 * 60 * 60;

    /// <summary>Decimals of an amount at most, whatever the token has: so many are exact beside the largest amount.</summary>
    private const int MostDecimals = 18;

    /// <summary>Reads a request of a merchant.</summary>
    /// <exception cref="InputException">Something is missing or wrong, or the merchant has no wallet for it.</exception>
    public async Task<RequestedPayment> ReadAsync(JsonFields body, Merchant merchant)
    {
        var number = InputRules.OrderNumber(body.Text("order_id"), "order_id");
        var amount = body.Number("amount") is { Length: > 0 } sent ? sent : throw InputException.Missing("amount");
        var symbol = body.Required("currency");
        var chain = body.Text("chain") is { Length: > 0 } named ? WalletRequest.Chain(named, chains) : null;
        var wallet = await wallets.SelectTokenAsync(merchant.Wallets, symbol, chain) ?? throw NoWallet(symbol, chain);
        var token = TokenOf(wallet);
        var money = InputRules.Positive(amount, "amount", "99.99", Math.Min(token.Decimals, MostDecimals), InputRules.MoneyLimit);
        var callback = InputRules.Url(body.Text("callback_url"), "callback_url");
        return new RequestedPayment(wallet, chain is not null, callback is null ? "webhook_url" : "callback_url", new CreateOrder
        {
            Merchant = merchant.Id,
            Number = number,
            Money = money,
            Currency = wallet.Token,
            WalletId = wallet.Id,
            ExpiresIn = ExpiresIn(body.Number("expires_in")),
            Terms = new OrderTerms
            {
                Face = Face.WoPay,
                NotifyUrl = callback ?? merchant.WebhookUrl,
                ReturnUrl = InputRules.Url(body.Text("return_url"), "return_url"),
                Subject = InputRules.Text(body.Text("subject"), "subject", InputRules.SubjectLimit),
                Type = (chain is null ? wallet.Token : $"{wallet.Token}-{chain.Chain}").ToLowerInvariant(),
                MoneyText = amount,
            },
        });
    }

    private static TimeSpan? ExpiresIn(string? text)
    {
        if (text is null) return null;
        var isWhole = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        return isWhole && seconds is >= LeastExpiry and <= MostExpiry
            ? TimeSpan.FromSeconds(seconds)
            : throw new InputException("expires_in", $"expected a whole number of seconds from {LeastExpiry} to {MostExpiry}");
    }

    /// <summary>The token of a wallet, which was configured when the wallet was added, and may not be any more.</summary>
    private TokenInfo TokenOf(Wallet wallet)
    {
        var chain = WalletRequest.Chain(wallet.Chain.Value, chains);
        return chains.TryGetToken(chain.Chain, wallet.Token, out var token)
            ? token
            : throw new InputException("currency", $"{wallet.Token} on {chain.Chain} is not served by this gateway any more");
    }

    private InputException NoWallet(string symbol, ChainOptions? chain)
    {
        var asked = chain is null ? [.. chains.On] : new[] { chain };
        foreach (var on in asked)
        {
            if (!chains.TryGetToken(on.Chain, symbol, out var token)) continue;
            var where = chain is null ? "" : $" on {chain.Chain}";
            return new InputException("currency", $"you have no wallet for {token.Symbol}{where} yet; add one: POST /api/v1/wallets " +
                $$"""{"chain":"{{on.Chain}}","token":"{{token.Symbol}}","address":"…","currency":"USDT"}""");
        }
        var known = asked.SelectMany(on => on.Tokens.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new InputException("currency", $"expected one of {string.Join(", ", known)}");
    }
}

/// <summary>A request for a payment.</summary>
/// <param name="Wallet">The merchant's wallet that it means.</param>
/// <param name="IsChainAsked">Whether it names the chain.</param>
/// <param name="CallbackField">The field that its callback address is from.</param>
/// <param name="Command">The order that it asks for.</param>
internal sealed record RequestedPayment(Wallet Wallet, bool IsChainAsked, string CallbackField, CreateOrder Command)
{
    /// <summary>Whether a quote is what was asked for, at whichever of the merchant's addresses.</summary>
    public bool IsMetBy(Quote quote) => quote.Token == Wallet.Token && (!IsChainAsked || quote.Chain == Wallet.Chain);
}
