namespace Payments.Providers.Common;

/// <summary>Where a payer can use a way to pay. The cashier offers what fits the payer's browser; the API takes all.</summary>
public enum PayerScene
{
    /// <summary>In any browser.</summary>
    Anywhere = 0,

    /// <summary>On a screen from which a phone scans a code.</summary>
    Screen = 1,

    /// <summary>In a phone's browser, from which the provider's app opens.</summary>
    PhoneBrowser = 2,

    /// <summary>In the browser of the provider's own app, which says who the payer is: <see cref="IIdentifiesPayers"/>.</summary>
    ProviderApp = 3,

    /// <summary>In the shop's own app alone; no browser is offered it.</summary>
    ShopApp = 4,
}
