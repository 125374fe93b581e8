namespace Payments.Providers.Common;

/// <summary>The browser in which a payer is, as far as it decides how to pay.</summary>
/// <param name="UserAgent">What it says of itself; empty for nothing.</param>
public sealed record PayerBrowser(string UserAgent)
{
    private static readonly string[] PhoneMarks = ["Mobi", "Android", "iPhone"];

    /// <summary>Whether it is a phone's.</summary>
    public bool IsPhone => PhoneMarks.Any(mark => UserAgent.Contains(mark, StringComparison.OrdinalIgnoreCase));

    /// <summary>The browser of a <c>device</c> in the words of EPay's <c>mapi.php</c>; a screen where the word is none of these.</summary>
    public static PayerBrowser OfDevice(string? device, ProviderCatalog catalog) => device switch
    {
        "mobile" or "qq" or "jump" => new PayerBrowser("Mobile"),
        { Length: > 0 } name when catalog.Find(name) is { } provider =>
            new PayerBrowser($"Mobile {(provider as IIdentifiesPayers)?.BrowserMark}"),
        _ => new PayerBrowser(""),
    };

    /// <summary>Whether it is that of a provider's own app.</summary>
    public bool IsOf(IPaymentProvider provider) =>
        provider is IIdentifiesPayers { BrowserMark: var mark } && UserAgent.Contains(mark, StringComparison.Ordinal);

    /// <summary>
    /// The ways to pay that can be used here, in their order: of each provider those of the one scene that fits best, and those of any.
    /// </summary>
    public IEnumerable<ProviderMethod> Fitting(ProviderCatalog catalog, IReadOnlyList<ProviderMethod> methods)
    {
        var scenes = new Dictionary<string, PayerScene>();
        foreach (var method in methods)
        {
            if (catalog.FindMethod(method.Name) is not { Provider: var provider }) continue;
            if (!scenes.TryGetValue(provider.Name, out var scene)) scenes[provider.Name] = scene = BestOf(provider, catalog, methods);
            if (method.Scene == PayerScene.Anywhere || method.Scene == scene) yield return method;
        }
    }

    private PayerScene BestOf(IPaymentProvider provider, ProviderCatalog catalog, IReadOnlyList<ProviderMethod> methods)
    {
        var offered = methods.Where(method => catalog.FindMethod(method.Name)?.Provider == provider)
            .Select(method => method.Scene).ToHashSet();
        if (IsOf(provider) && offered.Contains(PayerScene.ProviderApp)) return PayerScene.ProviderApp;
        // A page that opens the provider's app opens nothing from within it.
        return IsPhone && !IsOf(provider) && offered.Contains(PayerScene.PhoneBrowser) ? PayerScene.PhoneBrowser : PayerScene.Screen;
    }
}
