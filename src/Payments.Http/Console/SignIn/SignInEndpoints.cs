using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Contracts.People;
using Payments.Domain.Identity;
using Payments.Domain.People;
using Payments.Http.Console.Access;
using Payments.Http.Console.Shell;

namespace Payments.Http.Console.SignIn;

/// <summary>
/// Signing in and out. An address that nobody has gets the answer of a wrong password, after the same work, and counts as often.
/// </summary>
internal sealed class SignInEndpoints(
    IGrainFactory grains, IOrderIds ids, ConsoleSession sessions, Passwords passwords, SignInLimits limits, SignInTickets tickets,
    IOptions<ConsoleOptions> options)
{
    public void Map(ConsoleRoutes routes)
    {
        routes.MapOpen("GET", "/sign-in", call => Task.FromResult(Show(call, call.Query("to"))));
        routes.MapOpen("POST", "/sign-in", SignInAsync);
        routes.MapOpen("POST", "/sign-in/code", ShowCodeAsync);
        routes.MapPerson("POST", "/sign-out", SignOutAsync);
    }

    private IResult Show(ConsoleCall call, string? to, string? wrong = null, string? email = null) => call.Page<SignInPage>(new()
    {
        [nameof(SignInPage.To)] = ConsolePaths.Onward(to),
        [nameof(SignInPage.Wrong)] = wrong,
        [nameof(SignInPage.Email)] = email,
        [nameof(SignInPage.IsOpen)] = options.Value.Policy == RegistrationPolicy.Open,
    }, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized);

    private async Task<IResult> SignInAsync(ConsoleCall call)
    {
        var (email, to) = (call.Form.Required("email"), ConsolePaths.Onward(call.Form["to"]));
        var id = ids.PersonOf(email);
        await limits.CountAsync(call.Http, id);
        var person = await grains.Find<IPersonGrain>(id.GrainKey).GetAsync();
        var isRight = await passwords.FitsAsync(person?.PasswordHash, call.Form.Secret("password"));
        if (!isRight || person is null) return Show(call, to, call.Texts.Access.Wrong, email);

        return await sessions.BeginAsync(call, id, person.PasswordHash!) switch
        {
            FactorOutcome.Done => ConsoleCall.Go(to),
            FactorOutcome.CodeNeeded => AskCode(call, tickets.Issue(person, to)),
            _ => Show(call, to, call.Texts.Access.Wrong, email),
        };
    }

    private async Task<IResult> ShowCodeAsync(ConsoleCall call)
    {
        var ticket = call.Form["ticket"];
        if (tickets.Read(ticket) is not (var id, var digest, var to)) return Show(call, null, call.Texts.Access.Late);
        await limits.CountAsync(call.Http, id);
        var person = await grains.Find<IPersonGrain>(id.GrainKey).GetAsync();
        if (person is not { IsReady: true } || SignInTickets.Digest(person) != digest) return Show(call, to, call.Texts.Access.Late);

        return await sessions.BeginAsync(call, id, person.PasswordHash!, call.Form["code"]) switch
        {
            FactorOutcome.Done => ConsoleCall.Go(to),
            FactorOutcome.CodeRefused or FactorOutcome.CodeNeeded => AskCode(call, ticket, call.Texts.Access.CodeWrong),
            _ => Show(call, to, call.Texts.Access.Late),
        };
    }

    private static IResult AskCode(ConsoleCall call, string ticket, string? wrong = null) => call.Page<CodePage>(new()
    {
        [nameof(CodePage.Ticket)] = ticket,
        [nameof(CodePage.Wrong)] = wrong,
    }, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized);

    private async Task<IResult> SignOutAsync(ConsoleCall call)
    {
        await sessions.EndAsync(call.Http, call.Me);
        return ConsoleCall.Go(ConsolePaths.SignIn, ConsoleNotice.SignedOut);
    }
}
