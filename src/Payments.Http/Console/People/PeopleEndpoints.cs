using Microsoft.AspNetCore.Http;
using Payments.Domain.Identity;
using Payments.Domain.Notices;
using Payments.Domain.People;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Notices;
using Payments.Http.Console.Shell;

namespace Payments.Http.Console.People;

/// <summary>
/// Who works in a shop: invited, given other roles, removed. What it says counts from the next request on. Whoever gives a role away gives
/// the shop's keys away, so these are guarded as changes of keys are.
/// </summary>
internal sealed class PeopleEndpoints(ConsoleLinks links, ConsoleProof proof, SignInLimits limits, ConsoleLetters letters)
{
    private const string Path = "/people";

    public void Map(ConsoleRoutes routes)
    {
        routes.MapShop("GET", Path, ShopAction.SeePeople, call => Task.FromResult(Show(call)));
        routes.MapShop("POST", Path + "/invite", ShopAction.ChangePeople, InviteAsync, GuardedChange.Keys);
        routes.MapShop("POST", Path + "/withdraw", ShopAction.ChangePeople, async call =>
            Answer(call, await call.Merchant.WithdrawInvitationAsync(call.Form["invitation"], call.Me.Person.Id), ConsoleNotice.Withdrawn));
        routes.MapShop("POST", Path + "/role", ShopAction.ChangePeople,
            call => ChangeAsync(call, RoleOf(call), ConsoleNotice.RoleChanged), GuardedChange.Keys);
        routes.MapShop("POST", Path + "/remove", ShopAction.ChangePeople,
            call => ChangeAsync(call, null, ConsoleNotice.PersonRemoved), GuardedChange.Keys);
    }

    private static IResult Show(
        ConsoleCall call, string? wrong = null, string? link = null, string? email = null, string? mailed = null) =>
        call.Page<PeoplePage>(new()
        {
            [nameof(PeoplePage.Wrong)] = wrong,
            [nameof(PeoplePage.Link)] = link,
            [nameof(PeoplePage.Mailed)] = mailed,
            [nameof(PeoplePage.Email)] = email,
        }, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    /// <summary>
    /// The link is in the answer to the form alone, and in a letter where mail is set: stored as its hash, and sealed until it was sent.
    /// </summary>
    private async Task<IResult> InviteAsync(ConsoleCall call)
    {
        string email;
        ShopRole role;
        try
        {
            (email, role) = (ApiRules.Email(call.Form.Required("email")), RoleOf(call));
        }
        catch (InputException refusal)
        {
            return Show(call, refusal.Message, email: call.Form["email"]);
        }
        if (await proof.WhyNotChangeAsync(call) is { } wrong) return Show(call, wrong, email: email);
        var issued = await links.InviteAsync(call.Shop.Id, email, role, call.Me.Person.Id);
        if (issued.Outcome != PeopleOutcome.Changed) return Refuse(call, issued.Outcome, email);
        // Where an address got too many letters the link is shown alone.
        var hasMail = letters.Has(NoticeChannel.Mail) && await limits.LetterWaitAsync(email) is null;
        if (hasMail) await letters.InviteAsync(call.Shop, email, issued.Address, call.Texts.Code);
        return Show(call, link: issued.Address, mailed: hasMail ? email : null);
    }

    private async Task<IResult> ChangeAsync(ConsoleCall call, ShopRole? role, ConsoleNotice notice)
    {
        if (!PersonId.TryParse(call.Form["person"], out var person)) return Show(call, call.Texts.People.Gone);
        return await proof.WhyNotChangeAsync(call) is { } wrong
            ? Show(call, wrong)
            : Answer(call, await call.Merchant.ChangePersonAsync(person, role, call.Me.Person.Id), notice);
    }

    private static IResult Answer(ConsoleCall call, PeopleOutcome outcome, ConsoleNotice notice) =>
        outcome is PeopleOutcome.Changed or PeopleOutcome.Unchanged
            ? ConsoleCall.Go(call.PathOf(Path), notice)
            : Refuse(call, outcome);

    /// <summary>A role that was taken away while the page was open is refused as any role that does not allow it.</summary>
    private static IResult Refuse(ConsoleCall call, PeopleOutcome outcome, string? email = null) => outcome == PeopleOutcome.NotAllowed
        ? call.Refuse(StatusCodes.Status403Forbidden, call.Texts.Shell.ForbiddenTitle, call.Texts.Shell.Forbidden)
        : Show(call, WordsOf(call, outcome), email: email);

    private static string WordsOf(ConsoleCall call, PeopleOutcome outcome) => outcome switch
    {
        PeopleOutcome.LastOwner => call.Texts.People.LastOwner,
        PeopleOutcome.IsThere => call.Texts.People.IsThere,
        PeopleOutcome.TooMany => call.Texts.People.TooMany,
        PeopleOutcome.NotFound or PeopleOutcome.UnknownMerchant => call.Texts.People.Gone,
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };

    private static ShopRole RoleOf(ConsoleCall call) =>
        Enum.TryParse<ShopRole>(call.Form["role"], out var role) && Enum.IsDefined(role)
            ? role
            : throw new InputException("role", $"expected one of {string.Join(", ", Enum.GetNames<ShopRole>())}");
}
