using Payments.Domain.People;
using Payments.Http.Console.Access;
using Payments.Http.Console.Audit;
using Payments.Http.Console.Checks;
using Payments.Http.Console.Deliveries;
using Payments.Http.Console.Keys;
using Payments.Http.Console.Reconciliation;
using Payments.Http.Console.Refunds;
using Payments.Http.Console.Risk;
using Payments.Http.Console.Settings;
using Payments.Http.Console.Texts;
using Payments.Http.Console.Unmatched;
using Payments.Http.Console.Users;

namespace Payments.Http.Console.Shell;

/// <summary>The sections of a shop's console.</summary>
public enum ConsolePlace
{
    /// <summary>What needs attention.</summary>
    Home,

    /// <summary>Orders.</summary>
    Orders,

    /// <summary>Callbacks of all orders.</summary>
    Deliveries,

    /// <summary>Money that fits no order.</summary>
    Unmatched,

    /// <summary>Refunds.</summary>
    Refunds,

    /// <summary>Comparisons with providers' statements.</summary>
    Reconciliation,

    /// <summary>Risk control.</summary>
    Risk,

    /// <summary>Wallets of end users.</summary>
    Users,

    /// <summary>Tests of callback addresses, and the signature clinic.</summary>
    Checks,
    /// <summary>Payment links.</summary>
    Links,

    /// <summary>Receiving wallets.</summary>
    Wallets,

    /// <summary>The monthly statement.</summary>
    Statement,

    /// <summary>What a shop's form asks for.</summary>
    Keys,

    /// <summary>The shop's settings.</summary>
    Settings,

    /// <summary>Who works in the shop.</summary>
    People,

    /// <summary>Who changed what.</summary>
    Audit,
}

/// <summary>A section as the navigation shows it.</summary>
/// <param name="Place">The section.</param>
/// <param name="Path">Its path below the shop's.</param>
/// <param name="Action">What the role must allow.</param>
/// <param name="Name">What it is called.</param>
public sealed record ShownPlace(ConsolePlace Place, string Path, ShopAction Action, Func<ShellTexts, string> Name);

/// <summary>Which sections a role sees.</summary>
public static class ConsolePlaces
{
    private static readonly ShownPlace[] All =
    [
        new(ConsolePlace.Home, "", ShopAction.Look, texts => texts.Home),
        new(ConsolePlace.Orders, "/orders", ShopAction.Look, texts => texts.Orders),
        new(ConsolePlace.Deliveries, DeliveryPages.Path, ShopAction.Look, texts => texts.Places.Deliveries),
        new(ConsolePlace.Unmatched, UnmatchedPages.Path, ShopAction.Look, texts => texts.Places.Unmatched),
        new(ConsolePlace.Refunds, RefundPages.Path, ShopAction.Look, texts => texts.Places.Refunds),
        new(ConsolePlace.Reconciliation, ReconciliationPages.Path, ShopAction.Look, texts => texts.Places.Reconciliation),
        new(ConsolePlace.Risk, RiskPages.Path, ShopAction.Look, texts => texts.Places.Risk),
        new(ConsolePlace.Users, UserPages.Path, ShopAction.Look, texts => texts.Places.Users),
        new(ConsolePlace.Checks, CheckPages.Path, ShopAction.SeeKeys, texts => texts.Places.Checks),
        new(ConsolePlace.Links, "/links", ShopAction.Look, texts => texts.Links),
        new(ConsolePlace.Wallets, "/wallets", ShopAction.Look, texts => texts.Wallets),
        new(ConsolePlace.Statement, "/statement", ShopAction.Look, texts => texts.Statement),
        new(ConsolePlace.Keys, KeyPages.Path, ShopAction.SeeKeys, texts => texts.Keys),
        new(ConsolePlace.Settings, SettingsPages.Path, ShopAction.Look, texts => texts.Places.Settings),
        new(ConsolePlace.People, "/people", ShopAction.SeePeople, texts => texts.People),
        new(ConsolePlace.Audit, AuditPages.Path, ShopAction.SeeAudit, texts => texts.Places.Audit),
    ];

    /// <summary>Those that somebody may open.</summary>
    public static IEnumerable<ShownPlace> Of(ConsoleShop shop) => All.Where(place => shop.May(place.Action));
}
