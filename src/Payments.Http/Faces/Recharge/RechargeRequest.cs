using System.Buffers;
using Payments.Domain.Merchants;
using Payments.Domain.Money;
using Payments.Domain.Users;
using Payments.Http.Common;
using Payments.Http.Users;
using Payments.Providers.Cryptomus;

namespace Payments.Http.Faces.Recharge;

/// <summary>Reads requests for recharges.</summary>
internal sealed class RechargeRequest(PublicAddress address)
{
    /// <summary>The fields of a request.</summary>
    public static readonly string[] Fields = ["amount", "currency", "to_currency", "network", "return_url"];

    private const int CoinDecimals = 8;
    private const int NetworkLimit = 32;

    private static readonly SearchValues<char> NetworkLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>What an end user of a merchant asks for.</summary>
    /// <exception cref="InputException">Something is missing or wrong.</exception>
    public RechargeWish Read(JsonFields body, Merchant merchant)
    {
        var amount = body.Number("amount") is { Length: > 0 } sent ? sent : throw InputException.Missing("amount");
        var currency = UserRequest.Currency(body.Text("currency"));
        var bounds = MoneyBounds.Of(currency);
        var decimals = IsCoin(currency, merchant) ? CoinDecimals : bounds.Decimals;
        return new RechargeWish(
            InputRules.Positive(amount, "amount", "10 or 9.99", decimals, bounds.Most), amount, currency, Coin(body), Network(body),
            ReturnUrl(body, merchant));
    }

    private static bool IsCoin(string currency, Merchant merchant) =>
        CryptomusCoins.Names.Contains(currency) || merchant.Wallets.Any(wallet => wallet.Token == currency);

    private static string? Coin(JsonFields body)
    {
        if (body.Text("to_currency") is not { Length: > 0 } text) return null;
        var coin = text.ToUpperInvariant();
        return UserKeys.IsCurrency(coin) ? coin : throw new InputException("to_currency", "expected a coin such as USDT");
    }

    private static string? Network(JsonFields body)
    {
        if (body.Text("network") is not { Length: > 0 } text) return null;
        return text.Length <= NetworkLimit && text.AsSpan().IndexOfAnyExcept(NetworkLetters) < 0
            ? text
            : throw new InputException("network", "expected a network such as tron");
    }

    /// <summary>An end user names the address, and payments must not lead strangers just anywhere.</summary>
    private string? ReturnUrl(JsonFields body, Merchant merchant)
    {
        if (InputRules.Url(body.Text("return_url"), "return_url") is not { } url) return null;
        var origin = OriginOf(url);
        return origin == OriginOf(address.Root) || (merchant.Recharge?.ReturnOrigins ?? []).Contains(origin)
            ? url
            : throw new InputException(
                "return_url", "expected an address of the gateway's own, or of an origin in the merchant's recharge.return_origins");
    }

    private static string OriginOf(string url) => new Uri(url).GetLeftPart(UriPartial.Authority).ToLowerInvariant();
}

/// <summary>What an end user asks for.</summary>
/// <param name="Amount">What is to be credited.</param>
/// <param name="AmountText">The same as it was sent.</param>
/// <param name="Currency">Its currency.</param>
/// <param name="Coin">The coin to pay with; null for the payer's choice on the payment page.</param>
/// <param name="Network">The coin's network; null for any.</param>
/// <param name="ReturnUrl">Where the payer goes afterwards; null for nowhere.</param>
internal sealed record RechargeWish(
    decimal Amount, string AmountText, string Currency, string? Coin, string? Network, string? ReturnUrl);
