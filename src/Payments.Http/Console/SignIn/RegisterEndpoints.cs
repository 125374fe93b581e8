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
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Shell;
using Payments.Http.Limits;

namespace Payments.Http.Console.SignIn;

/// <summary>
/// Registering a shop with its first owner, where the setting <c>Console:Registration</c> is open: the account, then the shop with its
/// owner in one write, then the account's list of shops. The same request again goes on where it stopped.
/// </summary>
internal sealed class RegisterEndpoints(
    IGrainFactory grains, IOrderIds ids, ConsoleSession sessions, Passwords passwords, SignInLimits limits, RequestLimits requests,
    IOptions<ConsoleOptions> options)
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
        string name, email;
        try
        {
            (name, email) = (ApiRules.Name(call.Form.Required("shop")), ApiRules.Email(call.Form.Required("email")));
        }
        catch (InputException refusal)
        {
            return Show(call, refusal.Message, refusal.Status);
        }
        await limits.CountAsync(call.Http, ids.PersonOf(email));
        var password = call.Form.Secret("password");
        if (Passwords.WhyNot(password) is { } wrong) return Show(call, wrong, StatusCodes.Status400BadRequest);
        var hash = await passwords.HashAsync(password);
        var (person, shop) = (ids.PersonOf(email), ids.ForEmail(email));
        var (owner, merchant) = (grains.Find<IPersonGrain>(person.GrainKey), grains.Find<IMerchantGrain>(shop.GrainKey));
        if (!IsOwnOrNobodys((await merchant.GetAsync())?.Merchant, person)) return Taken(call);
        // The account first: who finds it there cannot take the shop of that address, and the other way round neither.
        var isNew = await owner.RegisterAsync(new RegisterPerson { Email = email, PasswordHash = hash });
        if (!isNew)
        {
            // Whatever a crash left out is made good for who shows the account's password.
            if (await owner.GetAsync() is not { HasSecondFactor: false, PasswordHash: { } present } ||
                !await passwords.FitsAsync(present, password)) return Taken(call);
            hash = present;
        }
        call.ActAs(email);
        var made = await merchant.RegisterAsync(new RegisterMerchant { Name = name, Email = email, Owner = person });
        var registered = made?.Merchant ?? (await merchant.GetAsync())!.Merchant;
        if (!IsOwnOrNobodys(registered, person)) return Taken(call);
        await owner.JoinAsync(shop);
        await sessions.BeginAsync(call, person, hash, isFirst: isNew);
        return ConsoleCall.Go(ConsolePaths.Of(registered, ""), ConsoleNotice.Joined);
    }

    private static bool IsOwnOrNobodys(Merchant? shop, PersonId person) =>
        shop is null || ShopPeopleRules.RoleOf(shop, person) == ShopRole.Owner;

    private static IResult Taken(ConsoleCall call) => Show(call, call.Texts.Access.Taken, StatusCodes.Status409Conflict);
}
