using Payments.Domain.Merchants;
using Payments.Domain.People;

namespace Payments.Domain.Tests.People;

/// <summary>Roles and what they may do, as docs/console.md has them.</summary>
public sealed class RoleRulesTests
{
    /// <summary>A letter for each role that may: owner, developer, support, accountant, and the operator of the installation.</summary>
    private static readonly Dictionary<ShopAction, string> Matrix = new()
    {
        [ShopAction.Look] = "O D S A I",
        [ShopAction.Export] = "O D A",
        [ShopAction.Resend] = "O D S",
        [ShopAction.SeeKeys] = "O D",
        [ShopAction.ChangeKeys] = "O D",
        [ShopAction.ChangeEndpoints] = "O D",
        [ShopAction.ChangeSettings] = "O D",
        [ShopAction.ChangeLinks] = "O D",
        [ShopAction.ChangeNotices] = "O D",
        [ShopAction.ChangeWallets] = "O",
        [ShopAction.Decide] = "O",
        [ShopAction.SeePeople] = "O D",
        [ShopAction.SeeAudit] = "O D A I",
        [ShopAction.ChangePeople] = "O",
    };

    private static readonly (ShopRole? Role, string Letter)[] Roles =
        [(ShopRole.Owner, "O"), (ShopRole.Developer, "D"), (ShopRole.Support, "S"), (ShopRole.Accountant, "A"), (null, "I")];

    public static TheoryData<ShopAction> Actions => new(Enum.GetValues<ShopAction>());

    [Theory]
    [MemberData(nameof(Actions))]
    public void Each_role_may_do_what_the_matrix_says_and_nothing_else(ShopAction action) =>
        Roles.Where(role => RoleRules.May(role.Role, action)).Select(role => role.Letter).Should().Equal(Matrix[action].Split(' '));

    [Theory]
    [InlineData(ShopRole.Owner, ApiKeyRules.AllScopes)]
    [InlineData(ShopRole.Developer, KeyScopes.Read | KeyScopes.Create | KeyScopes.Webhooks)]
    [InlineData(ShopRole.Support, KeyScopes.None)]
    [InlineData(ShopRole.Accountant, KeyScopes.None)]
    [InlineData(null, KeyScopes.None)]
    public void A_role_gives_keys_no_more_than_it_may_do_itself(ShopRole? role, KeyScopes scopes) =>
        RoleRules.ScopesOf(role).Should().Be(scopes);
}
