using Payments.Domain.People;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.People;

namespace Payments.Http.Ops;

/// <summary>Issues links into the merchants' console for the operators' page.</summary>
internal sealed class OpsLinkIssuer(ConsoleLinks links, MerchantDirectory merchants)
{
    /// <summary>Issues one.</summary>
    /// <param name="email">The person's e-mail address.</param>
    /// <param name="pid">The number of the shop that the person is to own; empty for a new password.</param>
    /// <returns>The link, or why there is none.</returns>
    public async Task<string> IssueAsync(string email, string pid)
    {
        try
        {
            email = ApiRules.Email(email);
        }
        catch (InputException refusal)
        {
            return refusal.Message;
        }
        if (pid.Trim() is not { Length: > 0 } number)
            return Words(await links.PasswordAsync(email, makesOperator: false, dropsSecondFactor: false));
        return await merchants.ByPidAsync(number) is { Merchant: var shop }
            ? Words(await links.InviteAsync(shop.Id, email, ShopRole.Owner, by: null))
            : "There is no such shop.";
    }

    private static string Words(IssuedLink link) => link.Outcome switch
    {
        PeopleOutcome.Changed => link.Address,
        PeopleOutcome.NotFound => "Nobody has an account with this address.",
        PeopleOutcome.IsThere => "This person is one of the shop's people already.",
        PeopleOutcome.TooMany => "The shop has as many people or invitations as one may.",
        _ => throw new InvalidOperationException($"Unknown outcome {link.Outcome}."),
    };
}
