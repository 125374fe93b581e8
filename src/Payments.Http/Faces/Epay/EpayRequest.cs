using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Domain.Signatures;
using Payments.Http.Common;
using Payments.Providers.Common;

namespace Payments.Http.Faces.Epay;

/// <summary>An EPay submit: authenticated, checked, turned into a wish for an order.</summary>
public sealed class EpayRequest(
    MerchantDirectory merchants, WalletSelector wallets, ProviderAccounts accounts, ProviderCatalog providers, TimeProvider time)
{
    private const int TypeLimit = 32;
    private const string Currency = "CNY";
    private const int ParamLimit = 1024;

    /// <summary>Reads a submit. The signature is checked before anything else is believed.</summary>
    /// <param name="form">What was sent.</param>
    /// <param name="browser">The payer's browser; null where the shop's server asks, which may say it in <c>device</c>.</param>
    /// <exception cref="InputException">Something is missing, wrong or not signed.</exception>
    public async Task<(CreateOrder Command, MerchantAccess Merchant)> ReadAsync(FormParameters form, PayerBrowser? browser)
    {
        if (string.IsNullOrEmpty(form["pid"])) throw InputException.Missing("pid");
        var access = await merchants.ByPidAsync(form["pid"]) ?? throw new InputException("pid", "no such merchant");
        if (form["sign"] is not { Length: > 0 } sign) throw InputException.Missing("sign");
        var signType = form["sign_type"];
        if (!EpaySignature.IsKnown(signType)) throw new InputException("sign_type", "expected MD5 or SHA256");
        RequireOneReading(form);
        if (!access.SecretsAt(time.GetUtcNow()).Any(secret => EpaySignature.Verify(form.Pairs, sign, signType, secret)))
            throw new InputException("sign", "the signature does not fit", 403);

        var moneyText = form["money"];
        var type = InputRules.Text(form["type"], "type", TypeLimit);
        var wallet = await wallets.SelectAsync(access.Merchant.OpenAt(time.GetUtcNow()).Wallets, type);
        // The protocol's money is CNY where no wallet says otherwise.
        var method = wallet is null && type is { Length: > 0 } named
            ? ProviderCatalog.OfEpayType(Fitting(access.Merchant, browser ?? PayerBrowser.OfDevice(form["device"], providers)), named)
            : null;
        var command = new CreateOrder
        {
            Merchant = access.Merchant.Id,
            Number = InputRules.OrderNumber(form["out_trade_no"], "out_trade_no"),
            Money = InputRules.Money(moneyText, "money", wallet?.Currency ?? Currency),
            WalletId = wallet?.Id,
            Currency = method is null ? null : Currency,
            Method = method?.Name,
            Terms = new OrderTerms
            {
                Face = Face.Epay,
                NotifyUrl = InputRules.Url(form["notify_url"], "notify_url") ?? throw InputException.Missing("notify_url"),
                ReturnUrl = InputRules.Url(form["return_url"], "return_url"),
                Subject = InputRules.Text(form["name"], "name", InputRules.SubjectLimit),
                Type = type,
                Param = InputRules.Text(form["param"], "param", ParamLimit),
                SignType = string.Equals(signType, "SHA256", StringComparison.OrdinalIgnoreCase) ? "SHA256" : "MD5",
                MoneyText = moneyText!,
            },
        };
        return (command, access);
    }

    private IEnumerable<ProviderMethod> Fitting(Merchant merchant, PayerBrowser browser) =>
        browser.Fitting(providers, accounts.MethodsFor(merchant, Currency));

    /// <summary>
    /// One signature fits every list of parameters that makes the same sign string; only lists that can be read in one way are taken.
    /// </summary>
    private static void RequireOneReading(FormParameters form)
    {
        foreach (var (name, value) in form.Pairs)
        {
            if (!EpayText.IsName(name))
                throw new InputException("parameters",
                    $"'{name}' may not name one: only letters, digits and _ . - [ ] are allowed, and secret_key is not");
            if (EpayText.IsAmbiguous(name, value))
                throw new InputException(name, "must not contain & followed by the name of an EPay field and =");
        }
    }
}
