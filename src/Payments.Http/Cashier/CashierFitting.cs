using Microsoft.AspNetCore.Http;
using Payments.Providers.Common;

namespace Payments.Http.Cashier;

/// <summary>Fits what the page shows to the payer's browser: what it can pay by, and whether a charge is its own to pay.</summary>
internal sealed class CashierFitting(ProviderCatalog catalog)
{
    /// <summary>The state as this browser is shown it.</summary>
    public CashierState For(HttpContext context, CashierState state)
    {
        if (state is { Charge: null, ProviderMethods.Count: 0 }) return state;
        var browser = new PayerBrowser(context.Request.Headers.UserAgent.ToString());
        var offered = state.ProviderMethods.Select(method => catalog.FindMethod(method.Method)?.Method).OfType<ProviderMethod>().ToArray();
        var fitting = browser.Fitting(catalog, offered).Select(method => method.Name).ToHashSet();
        var isOwn = state.Charge is { Payer: { } payer } && context.Request.Cookies[PayerCookies.Payer] == payer;
        return state with
        {
            ProviderMethods =
            [
                .. state.ProviderMethods.Where(method => fitting.Contains(method.Method)).Select(method => method with
                {
                    IsInApp = IsInApp(method.Method),
                    // Begun for somebody else it is no choice of this payer's.
                    IsChosen = method.IsChosen && (state.Charge?.Payer is null || isOwn),
                }),
            ],
            Charge = ForPayer(state.Charge, isOwn),
        };
    }

    /// <summary>Whether a way to pay begins with the provider saying who the payer is.</summary>
    public bool IsInApp(string? method) => catalog.FindMethod(method)?.Method.Scene == PayerScene.ProviderApp;

    /// <summary>Signed parameters are shown only to the payer for whom the charge was begun.</summary>
    private static CashierCharge? ForPayer(CashierCharge? charge, bool isOwn) =>
        isOwn || charge is null ? charge : charge with { Parameters = null };
}
