using Payments.Domain.People;
using Payments.Http.Console.Access;
using Payments.Http.Console.Audit;
using Payments.Http.Console.Checks;
using Payments.Http.Console.Deliveries;
using Payments.Http.Console.Keys;
using Payments.Http.Console.Notices;
using Payments.Http.Console.Payouts;
using Payments.Http.Console.Providers;
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

    /// <summary>Payouts.</summary>
    Payouts,

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

    /// <summary>Accounts at payment providers.</summary>
    Providers,

    /// <summary>What a shop's form asks for.</summary>
    Keys,

    /// <summary>The shop's settings.</summary>
    Settings,

    /// <summary>Who works in the shop.</summary>
    People,

    /// <summary>Who is told of what.</summary>
    Notices,

    /// <summary>Who changed what.</summary>
    Audit,
}

/// <summary>What sections of a shop's console are listed together, in the order in which the navigation shows them.</summary>
public enum ConsoleGroup
{
    /// <summary>Where everything begins; shown without a heading.</summary>
    Overview,

    /// <summary>Money that came in, goes back, or is owed.</summary>
    Money,

    /// <summary>What the shop is told.</summary>
    Delivery,

    /// <summary>How the shop is paid and connected.</summary>
    SetUp,

    /// <summary>Checks, people, and what they did.</summary>
    Control,
}

/// <summary>A section as the navigation shows it.</summary>
/// <param name="Group">What it is listed with.</param>
/// <param name="Place">The section.</param>
/// <param name="Path">Its path below the shop's.</param>
/// <param name="Action">What the role must allow.</param>
/// <param name="Name">What it is called.</param>
public sealed record ShownPlace(
    ConsoleGroup Group, ConsolePlace Place, string Path, ShopAction Action, Func<ShellTexts, string> Name);

/// <summary>Which sections a role sees.</summary>
public static class ConsolePlaces
{
    private static readonly ShownPlace[] All =
    [
        new(ConsoleGroup.Overview, ConsolePlace.Home, "", ShopAction.Look, texts => texts.Home),
        new(ConsoleGroup.Money, ConsolePlace.Orders, "/orders", ShopAction.Look, texts => texts.Orders),
        new(ConsoleGroup.Money, ConsolePlace.Refunds, RefundPages.Path, ShopAction.Look, texts => texts.Places.Refunds),
        new(ConsoleGroup.Money, ConsolePlace.Payouts, PayoutPages.Path, ShopAction.Look, texts => texts.Places.Payouts),
        new(ConsoleGroup.Money, ConsolePlace.Unmatched, UnmatchedPages.Path, ShopAction.Look, texts => texts.Places.Unmatched),
        new(ConsoleGroup.Money, ConsolePlace.Users, UserPages.Path, ShopAction.Look, texts => texts.Places.Users),
        new(ConsoleGroup.Money, ConsolePlace.Links, "/links", ShopAction.Look, texts => texts.Links),
        new(ConsoleGroup.Money, ConsolePlace.Statement, "/statement", ShopAction.Look, texts => texts.Statement),
        new(ConsoleGroup.Delivery, ConsolePlace.Deliveries, DeliveryPages.Path, ShopAction.Look, texts => texts.Places.Deliveries),
        new(ConsoleGroup.Delivery, ConsolePlace.Checks, CheckPages.Path, ShopAction.SeeKeys, texts => texts.Places.Checks),
        new(ConsoleGroup.SetUp, ConsolePlace.Wallets, "/wallets", ShopAction.Look, texts => texts.Wallets),
        new(ConsoleGroup.SetUp, ConsolePlace.Providers, ProviderPages.Path, ShopAction.Look, texts => texts.Places.Providers),
        new(ConsoleGroup.SetUp, ConsolePlace.Keys, KeyPages.Path, ShopAction.SeeKeys, texts => texts.Keys),
        new(ConsoleGroup.SetUp, ConsolePlace.Settings, SettingsPages.Path, ShopAction.Look, texts => texts.Places.Settings),
        new(ConsoleGroup.SetUp, ConsolePlace.Notices, NoticePages.Path, ShopAction.Look, texts => texts.Places.Notices),
        new(ConsoleGroup.Control, ConsolePlace.Risk, RiskPages.Path, ShopAction.Look, texts => texts.Places.Risk),
        new(ConsoleGroup.Control, ConsolePlace.Reconciliation, ReconciliationPages.Path, ShopAction.Look,
            texts => texts.Places.Reconciliation),
        new(ConsoleGroup.Control, ConsolePlace.People, "/people", ShopAction.SeePeople, texts => texts.People),
        new(ConsoleGroup.Control, ConsolePlace.Audit, AuditPages.Path, ShopAction.SeeAudit, texts => texts.Places.Audit),
    ];

    /// <summary>Those that somebody may open, by group; no group is empty.</summary>
    public static IEnumerable<IGrouping<ConsoleGroup, ShownPlace>> Of(ConsoleShop shop) =>
        All.Where(place => shop.May(place.Action)).GroupBy(place => place.Group).OrderBy(group => group.Key);
}
