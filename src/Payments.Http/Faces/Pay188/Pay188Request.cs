using System.Globalization;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Signatures;
using Payments.Http.Common;

namespace Payments.Http.Faces.Pay188;

/// <summary>A 188Pay order request: authenticated, checked, turned into a wish for an order.</summary>
public sealed class Pay188Request(MerchantDirectory merchants, WalletSelector wallets, TimeProvider time)
{
    private const int CoinLimit = 32;

    /// <summary>Reads a request and the coin type that it means. The signature is checked before anything else is believed.</summary>
    /// <exception cref="InputException">Something is missing, wrong or not signed.</exception>
    public async Task<(CreateOrder Command, string Coin, MerchantAccess Merchant)> ReadAsync(JsonFields body)
    {
        var merchantId = body.Number("merchantId");
        if (string.IsNullOrEmpty(merchantId)) throw InputException.Missing("merchantId");
        var access = await FindAsync(merchantId) ?? throw new InputException("merchantId", "no such merchant");
        var amount = body.Number("amount");
        var (sign, secrets) = (body.Required("sign"), access.SecretsAt(time.GetUtcNow()));
        if (!secrets.Any(secret => IsSigned(body, amount, sign, secret))) throw Unsigned(body, amount, access.Secret);

        var coin = InputRules.Text(body.Text("coinType"), "coinType", CoinLimit);
        var wanted = coin ?? Pay188Signature.DefaultCoin;
        var wallet = await wallets.SelectAsync(access.Merchant.OpenAt(time.GetUtcNow()).Wallets, wanted) ?? throw NoWallet(access, wanted);
        var notifyUrl = InputRules.Url(body.Text("notifyUrl"), "notifyUrl");
        if (notifyUrl is null && wallet.NotifyUrl is null)
            Hearing.Require(access.Merchant, "notifyUrl", "the wallet has no notify_url either", time.GetUtcNow());
        var command = new CreateOrder
        {
            Merchant = access.Merchant.Id,
            Number = InputRules.OrderNumber(body.Text("merchantOrderId"), "merchantOrderId"),
            Money = InputRules.Money(amount, "amount", wallet.Currency),
            WalletId = wallet.Id,
            Terms = new OrderTerms
            {
                Face = Face.Pay188,
                NotifyUrl = notifyUrl,
                ReturnUrl = InputRules.Url(body.Text("returnUrl"), "returnUrl"),
                Subject = InputRules.Text(body.Text("subject"), "subject", InputRules.SubjectLimit),
                Type = coin,
                MoneyText = amount!,
            },
        };
        return (command, wanted, access);
    }

    /// <summary>Shops know themselves by their pid; the id of the WoPay face is as good.</summary>
    private async Task<MerchantAccess?> FindAsync(string text) =>
        await merchants.ByPidAsync(text) ?? (MerchantId.TryParse(text, out var id) ? await merchants.ByIdAsync(id) : null);

    /// <summary>A number is signed by its own JSON text. A shop that leaves the coin out may still have signed the default.</summary>
    private static bool IsSigned(JsonFields body, string? amount, string sign, string secret)
    {
        var parameters = Pay188Signature.RequestFields
            .Select(name => new KeyValuePair<string, string?>(name, name == "amount" ? amount : body.Number(name))).ToArray();
        if (Pay188Signature.Verify(parameters, sign, secret)) return true;
        if (!string.IsNullOrEmpty(body.Text(Pay188Signature.CoinField))) return false;
        var others = parameters.Where(pair => pair.Key != Pay188Signature.CoinField);
        return Pay188Signature.Verify([.. others, new(Pay188Signature.CoinField, Pay188Signature.DefaultCoin)], sign, secret);
    }

    /// <summary>Languages print a number afresh before they sign it: <c>15.60</c> as <c>15.6</c>, or the other way round.</summary>
    private static InputException Unsigned(JsonFields body, string? amount, string secret)
    {
        var printed = decimal.TryParse(amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var money)
            ? new[] { money.ToString("0.############################", CultureInfo.InvariantCulture),
                money.ToString("0.0", CultureInfo.InvariantCulture), money.ToString("0.00", CultureInfo.InvariantCulture) }
            : [];
        var signed = printed.FirstOrDefault(text => text != amount && IsSigned(body, text, body.Required("sign"), secret));
        return new InputException("sign", signed is null
            ? "the signature does not fit"
            : $"the amount is signed as {signed} and sent as {amount}: sign the very text that is sent, or send it as a string", 403);
    }

    private static InputException NoWallet(MerchantAccess access, string coin)
    {
        var coins = access.Merchant.Wallets.Select(wallet => $"{wallet.Token.ToLowerInvariant()}-{wallet.Chain}").Distinct().ToArray();
        return new InputException("coinType", coins.Length == 0 ? "the merchant has no wallet yet" : $"the merchant takes no {coin}; expected one of {string.Join(", ", coins)}");
    }
}
