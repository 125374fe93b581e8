using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Contracts.People;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.People;
using Payments.Domain.Secrets;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Shell;

namespace Payments.Http.Console.SignIn;

/// <summary>Using links: an invitation to a shop, and an operator's link by which a password is set. Each works once.</summary>
internal sealed class LinkEndpoints(
    IGrainFactory grains, IOrderIds ids, MerchantDirectory merchants, ConsoleSession sessions, Passwords passwords, SignInLimits limits,
    TimeProvider time, IOptions<ConsoleOptions> options)
{
    private const int NameLimit = 100;

    public void Map(ConsoleRoutes routes)
    {
        routes.MapOpen("GET", "/invitation", async call => await FindAsync(call) is { } found ? await ShowAsync(call, found) : Over(call));
        routes.MapOpen("POST", "/invitation", async call =>
            await FindAsync(call) is { } found ? await AcceptAsync(call, found) : Over(call));
        routes.MapOpen("GET", "/welcome", call => Task.FromResult(Welcome(call)));
        routes.MapOpen("POST", "/welcome", SetPasswordAsync);
    }

    private static IResult Over(ConsoleCall call) =>
        call.Refuse(StatusCodes.Status404NotFound, call.Texts.Access.LinkOverTitle, call.Texts.Access.LinkOver);

    private async Task<Found?> FindAsync(ConsoleCall call)
    {
        if (await merchants.ByPidAsync(call.Query("shop")) is not { Merchant: var shop }) return null;
        var hash = ApiKeys.Hash(call.Query("token") ?? "");
        return ShopPeopleRules.Find(shop, hash, time.GetUtcNow()) is { } invitation
            ? new Found(shop, invitation, ids.PersonOf(invitation.Email))
            : null;
    }

    private async Task<IResult> ShowAsync(ConsoleCall call, Found found, string? wrong = null)
    {
        var words = call.Texts.Access;
        if (call.SignedIn is { Person: var person } && person.Id != found.Person)
            return call.Refuse(StatusCodes.Status409Conflict, words.InvitationTitle,
                string.Format(CultureInfo.InvariantCulture, words.OtherAccount, person.Email));
        var isNew = await grains.Find<IPersonGrain>(found.Person.GrainKey).GetAsync() is not { IsReady: true };
        if (isNew && !MayMakeAccount(found.Invitation))
            return call.Refuse(StatusCodes.Status403Forbidden, words.InvitationTitle, words.NoAccounts);
        if (!isNew && call.SignedIn is null)
        {
            var back = call.Http.Request.Path + call.Http.Request.QueryString;
            return ConsoleCall.Go($"{ConsolePaths.SignIn}?to={Uri.EscapeDataString(back)}");
        }
        var role = call.Texts.Shell.Roles[found.Invitation.Role];
        return call.Page<LinkPage>(new()
        {
            [nameof(LinkPage.Title)] = words.InvitationTitle,
            [nameof(LinkPage.Text)] =
                string.Format(CultureInfo.InvariantCulture, words.Invitation, found.Invitation.Email, found.Shop.Name, role),
            [nameof(LinkPage.Button)] = isNew ? words.MakeAccount : words.Join,
            [nameof(LinkPage.AsksName)] = isNew,
            [nameof(LinkPage.AsksPassword)] = isNew,
            [nameof(LinkPage.Wrong)] = wrong,
        }, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    /// <summary>
    /// Makes the account where there is none. The role counts from the one write of the shop's merchant that uses the link up.
    /// </summary>
    private async Task<IResult> AcceptAsync(ConsoleCall call, Found found)
    {
        await limits.CountAsync(call.Http, found.Person);
        var (grain, email) = (grains.Find<IPersonGrain>(found.Person.GrainKey), found.Invitation.Email);
        if (call.SignedIn?.Person.Id != found.Person)
        {
            if (call.SignedIn is not null || !MayMakeAccount(found.Invitation)) return await ShowAsync(call, found);
            var password = call.Form.Secret("password");
            if (Passwords.WhyNot(password) is { } wrong) return await ShowAsync(call, found, wrong);
            var hash = await passwords.HashAsync(password);
            var name = InputRules.Text(call.Form.Given("name"), "name", NameLimit);
            if (!await grain.RegisterAsync(new RegisterPerson { Email = email, DisplayName = name, PasswordHash = hash }))
                return await ShowAsync(call, found);
            await sessions.BeginAsync(call, found.Person, hash, isFirst: true);
        }
        call.ActAs(email);
        // Remembered first: a shop that does not know the person is not shown to it.
        if (!await grain.JoinAsync(found.Shop.Id)) return Over(call);
        var outcome = await grains.Find<IMerchantGrain>(found.Shop.Id.GrainKey)
            .AcceptInvitationAsync(found.Invitation.TokenHash, found.Person, email);
        return outcome is PeopleOutcome.Changed or PeopleOutcome.IsThere
            ? ConsoleCall.Go(ConsolePaths.Of(found.Shop, ""), ConsoleNotice.Joined)
            : Over(call);
    }

    private bool MayMakeAccount(ShopInvitation invitation) =>
        invitation.IsOperators || options.Value.Policy is not RegistrationPolicy.Closed;

    private static IResult Welcome(ConsoleCall call, string? wrong = null) => call.Page<LinkPage>(new()
    {
        [nameof(LinkPage.Title)] = call.Texts.Access.WelcomeTitle,
        [nameof(LinkPage.Text)] = call.Texts.Access.Welcome,
        [nameof(LinkPage.Button)] = call.Texts.Access.SetPassword,
        [nameof(LinkPage.AsksPassword)] = true,
        [nameof(LinkPage.Wrong)] = wrong,
    }, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    private async Task<IResult> SetPasswordAsync(ConsoleCall call)
    {
        if (!PersonId.TryParse(call.Query("person"), out var id)) return Over(call);
        await limits.CountAsync(call.Http, id);
        var (grain, token) = (grains.Find<IPersonGrain>(id.GrainKey), ApiKeys.Hash(call.Query("token") ?? ""));
        // Hashing a password is work that only who holds a link may ask for.
        if (await grain.GetAsync() is not { } person || PersonRules.FindLink(person, token, time.GetUtcNow()) is null) return Over(call);
        var password = call.Form.Secret("password");
        if (Passwords.WhyNot(password) is { } wrong) return Welcome(call, wrong);
        call.ActAs(person.Email);
        return await grain.UseLinkAsync(token, await passwords.HashAsync(password))
            ? ConsoleCall.Go(ConsolePaths.SignIn, ConsoleNotice.PasswordSet)
            : Over(call);
    }

    private sealed record Found(Merchant Shop, ShopInvitation Invitation, PersonId Person);
}
