using Payments.Http.Console.Access;
using Payments.Http.Console.Audit;
using Payments.Http.Console.Operators;
using Payments.Http.Console.Texts;

namespace Payments.Http.Console.Shell;

/// <summary>The sections of the operators' side.</summary>
public enum OperatorPlace
{
    /// <summary>The figures of the whole gateway.</summary>
    Overview,

    /// <summary>Chains and nodes.</summary>
    Chains,

    /// <summary>Shops.</summary>
    Merchants,

    /// <summary>Prices that the gateway quotes by.</summary>
    Rates,

    /// <summary>The installation's accounts at payment providers.</summary>
    Accounts,

    /// <summary>Who the operators are.</summary>
    Operators,

    /// <summary>What they changed.</summary>
    Audit,
}

/// <summary>The navigation of the operators' side.</summary>
internal static class OperatorPlaces
{
    private const string Dashboard = "/dashboard/";

    private static readonly (OperatorPlace Place, string Path)[] All =
    [
        (OperatorPlace.Overview, OverviewPages.Path),
        (OperatorPlace.Chains, ChainPages.Path),
        (OperatorPlace.Merchants, MerchantPages.Path),
        (OperatorPlace.Rates, RatePages.Path),
        (OperatorPlace.Accounts, AccountPages.Path),
        (OperatorPlace.Operators, OperatorPages.Path),
        (OperatorPlace.Audit, AuditPages.Path),
    ];

    /// <summary>All sections, and the dashboard of Orleans behind them.</summary>
    public static NavigationGroup[] Of(OperatorTexts texts, OperatorPlace here) =>
    [
        new(null,
        [
            .. All.Select(shown =>
                new NavigationLink(ConsolePaths.Operators + shown.Path, texts.Places[shown.Place], shown.Place == here)),
        ]),
        new(texts.Further,
        [
            new NavigationLink(Dashboard, texts.Dashboard, false), new NavigationLink(ConsolePaths.Root, texts.Shops, false),
        ]),
    ];
}
