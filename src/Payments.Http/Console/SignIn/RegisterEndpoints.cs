using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Contracts.People;
using Payments.Domain.People;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.People;
using Payments.Http.Console.Shell;
using Payments.Http.Limits;

namespace Payments.Http.Console.SignIn;

/// <summary>Registering a shop with its first owner, where the setting <c>Console:Registration</c> is open.</summary>
internal sealed class RegisterEndpoints(
    IGrainFactory grains, IOrderIds ids, ConsoleSession sessions, Passwords passwords, SignInLimits limits, RequestLimits requests,
    ConsoleLinks links, IOptions<ConsoleOptions> options)
{
    public void Map(ConsoleRoutes routes)
    {
        routes.MapOpen("GET", "/register", call => Task.FromResult(IsOpen ? Show(call) : Closed(call)));
        routes.MapOpen("POST", "/register", call => IsOpen ? RegisterAsync(call) : Task.FromResult(Closed(call)));
    }

    private bool IsOpen => options.Value.Policy == RegistrationPolicy.Open;

    private static IResult Closed(ConsoleCall call) =>
        call.Refuse(StatusCodes.Status404NotFound, call.Texts.Shell.NotFoundTitle, call.Texts.Access.NoAccounts);

    private static IResult Show(ConsoleCall call, string? wrong = null, int status = StatusCodes.Status200OK) =>
        call.Page<RegisterPage>(new()
        {
            [nameof(RegisterPage.Shop)] = wrong is null ? null : call.Form["shop"],
            [nameof(RegisterPage.Email)] = wrong is null ? null : call.Form["email"],
            [nameof(RegisterPage.Wrong)] = wrong,
        }, status);

    private async Task<IResult> RegisterAsync(ConsoleCall call)
    {
        if (await requests.TakeRegistrationAsync() is { } wait)
            throw new InputException("registrations", "too many at this moment", StatusCodes.Status429TooManyRequests)
            {
                RetryAfter = wait,
            };
        string name, email, hash;
        try
        {
            (name, email) = (ApiRules.Name(call.Form.Required("shop")), ApiRules.Email(call.Form.Required("email")));
            await limits.CountAsync(call.Http, ids.PersonOf(email));
            hash = await passwords.HashAsync(call.Form.Secret("password"));
        }
        catch (InputException refusal) when (refusal.Status == StatusCodes.Status400BadRequest)
        {
            return Show(call, refusal.Message, refusal.Status);
        }
        var (person, shop) = (ids.PersonOf(email), ids.ForEmail(email));
        var (owner, merchant) = (grains.Find<IPersonGrain>(person.GrainKey), grains.Find<IMerchantGrain>(shop.GrainKey));
        // The account first: who finds it there cannot take the shop of that address, and the other way round neither.
        if (await merchant.GetAsync() is not null ||
            !await owner.RegisterAsync(new RegisterPerson { Email = email, PasswordHash = hash }))
            return Show(call, call.Texts.Access.Taken, StatusCodes.Status409Conflict);
        if (await merchant.RegisterAsync(new RegisterMerchant { Name = name, Email = email }) is not { Merchant: var registered })
            return Show(call, call.Texts.Access.Taken, StatusCodes.Status409Conflict);
        var token = await links.InviteAsync(registered.Id, email, ShopRole.Owner, byOperator: false);
        await owner.JoinAsync(shop);
        await merchant.AcceptInvitationAsync(token.Hash, person, email);
        await sessions.BeginAsync(call.Http, person, hash);
        return ConsoleCall.Go(ConsolePaths.Of(registered, ""), ConsoleNotice.Joined);
    }
}
