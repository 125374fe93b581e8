using Payments.Domain.Merchants;

namespace Payments.Domain.People;

/// <summary>Which role may do what in a shop.</summary>
public static class RoleRules
{
    private static readonly ShopAction[] Accountant = [ShopAction.Look, ShopAction.Export, ShopAction.SeeAudit];

    private static readonly ShopAction[] Support = [ShopAction.Look, ShopAction.Resend];

    private static readonly ShopAction[] Developer =
    [
        .. Support, ShopAction.Export, ShopAction.SeeKeys, ShopAction.ChangeKeys, ShopAction.ChangeEndpoints, ShopAction.SeePeople,
        ShopAction.SeeAudit, ShopAction.ChangeSettings, ShopAction.ChangeLinks, ShopAction.ChangeNotices,
    ];

    private static readonly ShopAction[] Owner = [.. Developer, ShopAction.Decide, ShopAction.ChangePeople, ShopAction.ChangeWallets];

    /// <summary>
    /// Whether a role may do something. Operators of the installation have no role in a shop (null): they look, and never act as it.
    /// </summary>
    public static bool May(ShopRole? role, ShopAction action) => role switch
    {
        null => action is ShopAction.Look or ShopAction.SeeAudit,
        ShopRole.Accountant => Accountant.Contains(action),
        ShopRole.Support => Support.Contains(action),
        ShopRole.Developer => Developer.Contains(action),
        ShopRole.Owner => Owner.Contains(action),
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    /// <summary>
    /// The scopes of API keys that a role may make and replace: a key does nothing that whoever made it may not do in the console. A
    /// developer changes no wallet and decides nothing, so his keys do neither.
    /// </summary>
    public static KeyScopes ScopesOf(ShopRole? role) => role switch
    {
        ShopRole.Owner => ApiKeyRules.AllScopes,
        ShopRole.Developer => KeyScopes.Read | KeyScopes.Create | KeyScopes.Webhooks,
        ShopRole.Support or ShopRole.Accountant or null => KeyScopes.None,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };
}
