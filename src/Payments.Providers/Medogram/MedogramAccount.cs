using Payments.Providers.Common;

namespace Payments.Providers.Medogram;

/// <summary>An account at Medogram's gateway, or at another one of the BitPay.ir family, read from its settings.</summary>
/// <remarks>The key goes into request bodies alone. The text form leaves it out.</remarks>
public sealed class MedogramAccount
{
    /// <summary>Where Medogram's gateway is.</summary>
    public const string DefaultBaseUrl = "https://api.medogram.ir";

    /// <summary>The settings of an account, with the variables that the CrazyMiner document has for them.</summary>
    public static IReadOnlyList<ProviderSetting> Settings { get; } =
    [
        new("api_key", "PAYMENT_API_KEY", IsRequired: true, IsSecret: true),
        new("base_url", "PAYMENT_GATEWAY_URL", IsRequired: false, IsSecret: false),
        new("redirect_url", "PAYMENT_REDIRECT_URL", IsRequired: false, IsSecret: false),
        new("request_form", null, IsRequired: false, IsSecret: false),
        new("path", null, IsRequired: false, IsSecret: false),
    ];

    private MedogramAccount(ProviderAccount account)
    {
        ApiKey = account.Get("api_key");
        Root = $"{(account.Find("base_url") ?? DefaultBaseUrl).TrimEnd('/')}/{account.Find("path") ?? "payment"}";
        RedirectUrl = account.Find("redirect_url");
        IsForm = account.Find("request_form") == "form";
        Reach = account.Reach;
    }

    /// <summary>Names the account in requests; a secret.</summary>
    public string ApiKey { get; }

    /// <summary>
    /// Where the calls and pay pages are: the gateway's address and <c>payment</c> (BitPay.ir's tests: <c>payment-test</c>).
    /// </summary>
    public string Root { get; }

    /// <summary>Where payers are sent afterwards, or null for where each charge says.</summary>
    public string? RedirectUrl { get; }

    /// <summary>Whether requests are forms, as BitPay.ir wants them, instead of JSON.</summary>
    public bool IsForm { get; }

    /// <summary>Which addresses its calls may go to.</summary>
    public ProviderReach Reach { get; }

    /// <summary>Reads an account that <see cref="Check"/> finds no fault with.</summary>
    /// <exception cref="InvalidOperationException">A required setting is missing.</exception>
    public static MedogramAccount Of(ProviderAccount account) => new(account);

    /// <summary>What is wrong with an account's settings.</summary>
    public static IReadOnlyList<SettingFault> Check(ProviderAccount account)
    {
        var faults = SettingChecks.Missing(Settings, account).ToList();
        faults.AddRange(SettingChecks.Urls(account, "base_url", "redirect_url"));
        if (account.Find("request_form") is not (null or "json" or "form"))
            faults.Add(new SettingFault("request_form", "json or form was expected"));
        if (account.Find("path") is { } path && !path.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
            faults.Add(new SettingFault("path", "letters, digits and - were expected"));
        return faults;
    }

    /// <summary>Where a payer pays.</summary>
    /// <param name="idGet">The gateway's number of the payment.</param>
    public string PayPage(string idGet) => $"{Root}/gateway-{idGet}-get";

    /// <inheritdoc />
    public override string ToString() => $"MedogramAccount {{ {Root} }}";
}
