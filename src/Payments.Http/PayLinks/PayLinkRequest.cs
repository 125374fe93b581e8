using Payments.Contracts.PayLinks;
using Payments.Domain.Merchants;
using Payments.Domain.Money;
using Payments.Domain.PayLinks;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Providers.Common;

namespace Payments.Http.PayLinks;

/// <summary>Reads what a shop says of a payment link, by API or by a form of the console, and what a payer names as the amount.</summary>
internal sealed class PayLinkRequest(ProviderAccounts accounts, TimeProvider time)
{
    /// <summary>The fields that may be changed later.</summary>
    public static readonly string[] TermFields = ["title", "description", "return_url", "expires_at", "active"];

    /// <summary>All fields of a new link.</summary>
    public static readonly string[] Fields = [.. TermFields, "currency", "amount", "max_payments"];

    /// <summary>Decimals of an amount in a coin.</summary>
    private const int CoinDecimals = 8;

    /// <summary>Reads a new link.</summary>
    /// <param name="field">A field's text; null or empty where it was left out.</param>
    /// <param name="isActive">Whether it is switched on.</param>
    /// <param name="merchant">The merchant.</param>
    /// <param name="code">The link's code.</param>
    /// <exception cref="InputException">Something is missing or wrong, or nothing of the shop takes the currency.</exception>
    public MakePayLink Read(Func<string, string?> field, bool isActive, Merchant merchant, string code)
    {
        var terms = Terms(field, isActive, null);
        var currency = Currency(field("currency"), merchant);
        return new MakePayLink
        {
            Merchant = merchant.Id,
            Code = code,
            Terms = terms,
            Currency = currency,
            Money = field("amount") is { Length: > 0 } amount ? Amount(amount, currency) : null,
            MaxPayments = field("max_payments") is { Length: > 0 } most ? Payments(most) : null,
        };
    }

    /// <summary>Reads what replaces the terms of a link.</summary>
    /// <param name="field">A field's text; null or empty where it was left out.</param>
    /// <param name="isActive">Whether it is switched on.</param>
    /// <param name="present">The link as it is; null for a new one.</param>
    /// <exception cref="InputException">Something is missing or wrong.</exception>
    public PayLinkTerms Terms(Func<string, string?> field, bool isActive, PayLink? present) => new()
    {
        Title = Title(field("title")),
        Description = Description(field("description")),
        ReturnUrl = InputRules.Url(field("return_url"), "return_url"),
        ExpiresAt = ExpiresAt(field("expires_at"), present),
        IsOff = !isActive,
    };

    /// <summary>An amount in a link's currency.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static decimal Amount(string? text, string currency)
    {
        if (string.IsNullOrEmpty(text)) throw InputException.Missing("amount");
        var bounds = MoneyBounds.Of(currency);
        var decimals = bounds == MoneyBounds.Usual && !ApiRules.Currencies.Contains(currency) ? CoinDecimals : bounds.Decimals;
        return InputRules.Positive(text, "amount", bounds.Decimals == 0 ? "100000" : "100 or 99.99", decimals, bounds.Most);
    }

    /// <summary>What something of the shop takes: a wallet, by its pricing currency or its token, or an account at a provider.</summary>
    public IReadOnlyList<string> CurrenciesOf(Merchant merchant) =>
    [
        .. merchant.Wallets.Select(wallet => wallet.Currency)
            .Concat(ApiRules.Currencies.Append(MoneyBounds.Rial).Where(currency => accounts.MethodsFor(merchant, currency).Count > 0))
            .Concat(merchant.Wallets.Select(wallet => wallet.Token)).Distinct(StringComparer.Ordinal),
    ];

    private string Currency(string? text, Merchant merchant)
    {
        if (string.IsNullOrEmpty(text)) throw InputException.Missing("currency");
        var known = CurrenciesOf(merchant);
        if (known.FirstOrDefault(one => one.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } currency) return currency;
        throw new InputException("currency", known.Count > 0
            ? $"expected one of {string.Join(", ", known)}, which your wallets take"
            : "you have no wallet yet, so nothing can be paid; add one: POST /api/v1/wallets");
    }

    private static string Title(string? text)
    {
        var title = InputRules.Text(text?.Trim(), "title", PayLinkRules.TitleLimit) ?? throw InputException.Missing("title");
        return title.Any(char.IsControl) ? throw new InputException("title", "must not contain control characters") : title;
    }

    private static string? Description(string? text)
    {
        var description = InputRules.Text(text?.Trim().ReplaceLineEndings("\n"), "description", PayLinkRules.DescriptionLimit);
        return description?.Any(letter => char.IsControl(letter) && letter != '\n') == true
            ? throw new InputException("description", "must not contain control characters other than line ends")
            : description;
    }

    private static int Payments(string text)
    {
        var payments = ApiRules.Whole(text, "max_payments", PayLinkRules.MostPayments);
        return payments > 0 ? payments : throw new InputException("max_payments", "must be greater than zero");
    }

    private DateTimeOffset? ExpiresAt(string? text, PayLink? present)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var end = ApiRules.Time(text, "expires_at");
        // What is sent back as it was read has whole seconds.
        if (present?.ExpiresAt is { } known && Math.Abs((end - known).TotalSeconds) < 1) return known;
        return end > time.GetUtcNow() ? end : throw new InputException("expires_at", "expected a time in the future");
    }
}
