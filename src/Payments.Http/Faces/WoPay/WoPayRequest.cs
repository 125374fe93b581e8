using System.Globalization;
using System.Net;
using Payments.Chains;
using Payments.Contracts.Orders;
using Payments.Domain.Merchants;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Domain.Tokens;
using Payments.Domain.Users;
using Payments.Http.Common;
using Payments.Http.Merchants;
using Payments.Http.ProviderCallbacks;
using Payments.Providers.Common;

namespace Payments.Http.Faces.WoPay;

/// <summary>A request for a payment: checked, turned into a request for an order over an amount of a token.</summary>
internal sealed class WoPayRequest(WalletSelector wallets, ChainCatalog chains, ProviderAccounts accounts, TimeProvider time)
{
    /// <summary>
    /// The document's fields, and those beyond it: <c>chain</c>, <c>return_url</c>, <c>subject</c>, <c>user</c>; and for a payment at a
    /// provider <c>method</c>, <c>payer_id</c>, <c>payer_ip</c>, <c>pay_currency</c>, <c>network</c>.
    /// </summary>
    public static readonly string[] Fields =
        ["order_id", "amount", "currency", "chain", "callback_url", "expires_in", "return_url", "subject",
            "method", "payer_id", "payer_ip", "pay_currency", "network", "user"];

    /// <summary>The shortest time that a request may give its payer, in seconds.</summary>
    public const int LeastExpiry = 60;

    /// <summary>The longest, one day.</summary>
    public const int MostExpiry = 24 * 60 * 60;

    /// <summary>Decimals of an amount at most, whatever the token has: so many are exact beside the largest amount.</summary>
    private const int MostDecimals = 18;

    private const int ShortLimit = 128;

    /// <summary>Reads a request of a merchant.</summary>
    /// <exception cref="InputException">Something is missing or wrong, or the merchant has no wallet for it.</exception>
    public async Task<RequestedPayment> ReadAsync(JsonFields body, Merchant merchant)
    {
        var number = InputRules.OrderNumber(body.Text("order_id"), "order_id");
        var amount = body.Number("amount") is { Length: > 0 } sent ? sent : throw InputException.Missing("amount");
        var symbol = body.Required("currency");
        if (body.Text("method") is { Length: > 0 } method) return AtProvider(body, merchant, number, amount, symbol, method);
        var chain = body.Text("chain") is { Length: > 0 } named ? WalletRequest.Chain(named, chains) : null;
        var open = merchant.OpenAt(time.GetUtcNow()).Wallets;
        var wallet = await wallets.SelectTokenAsync(open, symbol, chain) ?? throw NoWallet(symbol, chain);
        var token = TokenOf(wallet);
        var money = InputRules.Positive(amount, "amount", "99.99", Math.Min(token.Decimals, MostDecimals),
            MoneyBounds.Of(token.Symbol).Most);
        var callback = InputRules.Url(body.Text("callback_url"), "callback_url");
        var type = (chain is null ? wallet.Token : $"{wallet.Token}-{chain.Chain}").ToLowerInvariant();
        var command = new CreateOrder
        {
            Merchant = merchant.Id,
            Number = number,
            Money = money,
            Currency = wallet.Token,
            WalletId = wallet.Id,
            ExpiresIn = ExpiresIn(body.Number("expires_in")),
            Network = PayerAddress(body),
            Terms = Terms(body, merchant, callback, type, wallet.Token, amount),
        };
        if (wallet.NotifyUrl is null) RequireHearing(command.Terms, merchant, "neither you have a webhook_url nor the wallet a notify_url");
        return new RequestedPayment(wallet, chain is not null, callback is null ? "webhook_url" : "callback_url", command, null);
    }

    private RequestedPayment AtProvider(JsonFields body, Merchant merchant, string number, string amount, string symbol, string method)
    {
        var currency = symbol.ToUpperInvariant();
        var offered = accounts.MethodsFor(merchant, currency);
        if (offered.FirstOrDefault(one => one.Name == method) is not { } way)
            throw new InputException("method", offered.Count == 0
                ? $"you offer no way to pay in {currency}; see GET /api/v1/providers"
                : $"expected one of {string.Join(", ", offered.Select(one => one.Name))} for {currency}");
        var callback = InputRules.Url(body.Text("callback_url"), "callback_url");
        var command = new CreateOrder
        {
            Merchant = merchant.Id,
            Number = number,
            Money = InputRules.Money(amount, "amount", currency),
            Currency = currency,
            Method = method,
            Network = PayerAddress(body),
            ExpiresIn = ExpiresIn(body.Number("expires_in")),
            Terms = Terms(body, merchant, callback, method, currency, amount),
        };
        RequireHearing(command.Terms, merchant, "you have no webhook_url either");
        var wish = new ChargeWish(
            method, PayerIds.Read(body, way), Short(body, "pay_currency")?.ToUpperInvariant(), Short(body, "network"), PayerAddress(body));
        return new RequestedPayment(null, false, callback is null ? "webhook_url" : "callback_url", command, wish);
    }

    /// <summary>A payment that credits an end user is heard of by that user's ledger.</summary>
    private void RequireHearing(OrderTerms terms, Merchant merchant, string missing)
    {
        if (terms.NotifyUrl is null && terms.User is null) Hearing.Require(merchant, "callback_url", missing, time.GetUtcNow());
    }

    private static OrderTerms Terms(
        JsonFields body, Merchant merchant, string? callback, string type, string currency, string amount) => new()
        {
            Face = Face.WoPay,
            NotifyUrl = callback ?? merchant.WebhookUrl,
            ReturnUrl = InputRules.Url(body.Text("return_url"), "return_url"),
            Subject = InputRules.Text(body.Text("subject"), "subject", InputRules.SubjectLimit),
            Type = type,
            MoneyText = amount,
            User = User(body, currency),
        };

    /// <summary>The end user whose wallet is to be credited, in a currency that wallets can have.</summary>
    private static string? User(JsonFields body, string currency)
    {
        if (body.Text("user") is not { Length: > 0 } text) return null;
        if (!UserId.TryParse(text, out _))
            throw new InputException("user", $"expected 1 to {UserId.Limit} ASCII letters, digits and . _ - @ : | + = ~");
        return UserKeys.IsCurrency(currency) ? text : throw new InputException("currency", $"users' wallets have no {currency}");
    }

    private static string? Short(JsonFields body, string field) =>
        InputRules.Text(body.Text(field), field, ShortLimit) is { Length: > 0 } text ? text : null;

    private static string? PayerAddress(JsonFields body) => body.Text("payer_ip") is not { Length: > 0 } text
        ? null
        : IPAddress.TryParse(text, out var address) ? address.ToString() : throw new InputException("payer_ip", "expected an IP address");

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
/// <param name="Wallet">The merchant's wallet that it means; null for a payment at a provider.</param>
/// <param name="IsChainAsked">Whether it names the chain.</param>
/// <param name="CallbackField">The field that its callback address is from.</param>
/// <param name="Command">The order that it asks for.</param>
/// <param name="Charge">What it asks of a provider; null for a payment to a wallet.</param>
internal sealed record RequestedPayment(Wallet? Wallet, bool IsChainAsked, string CallbackField, CreateOrder Command, ChargeWish? Charge)
{
    /// <summary>Whether a quote is what was asked for, at whichever of the merchant's addresses.</summary>
    public bool IsMetBy(Quote? quote) => quote is not null && quote.Token == Wallet?.Token && (!IsChainAsked || quote.Chain == Wallet.Chain);
}
