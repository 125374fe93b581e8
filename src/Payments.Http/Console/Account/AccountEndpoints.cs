using Microsoft.AspNetCore.Http;
using Payments.Contracts.People;
using Payments.Domain.People;
using Payments.Domain.Secrets;
using Payments.Http.Cashier;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Shell;

namespace Payments.Http.Console.Account;

/// <summary>A person's own password, second factor and sessions.</summary>
internal sealed class AccountEndpoints(Passwords passwords, ConsoleProof proof, SignInLimits limits, FactorDrafts drafts,
    PublicAddress address)
{
    public void Map(ConsoleRoutes routes)
    {
        routes.MapPerson("GET", "/account", call => Task.FromResult(Show(call)));
        routes.MapPerson("POST", "/account/password", SetPasswordAsync);
        routes.MapPerson("POST", "/account/factor", BeginFactorAsync);
        routes.MapPerson("POST", "/account/factor/confirm", SetFactorAsync);
        routes.MapPerson("POST", "/account/factor/remove", RemoveFactorAsync);
        routes.MapPerson("POST", "/account/sessions/end", EndAsync);
        routes.MapPerson("POST", "/account/sessions/end-others", EndOthersAsync);
    }

    private static IResult Show(ConsoleCall call, string? wrong = null) => call.Page<AccountPage>(
        new() { [nameof(AccountPage.Wrong)] = wrong }, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    private async Task<IResult> SetPasswordAsync(ConsoleCall call)
    {
        var me = call.Me.Person;
        await limits.CountAsync(call.Http, me.Id);
        if (!await passwords.FitsAsync(me.PasswordHash, call.Form.Secret("present"))) return Show(call, call.Texts.Account.PresentWrong);
        var password = call.Form.Secret("password");
        if (Passwords.WhyNot(password) is { } wrong) return Show(call, wrong);
        var hash = await passwords.HashAsync(password);
        return await call.Person.SetPasswordAsync(me.PasswordHash!, hash, call.Me.Session.Id)
            ? ConsoleCall.Go(ConsolePaths.Account, ConsoleNotice.PasswordSet)
            : Show(call, call.Texts.Account.PresentWrong);
    }

    /// <summary>With the password once more: else a borrowed computer would be enough to lock its owner out.</summary>
    private async Task<IResult> BeginFactorAsync(ConsoleCall call)
    {
        if (call.Me.Person.HasSecondFactor) return ConsoleCall.Go(ConsolePaths.Account);
        return await proof.WhyNotAsync(call) is { } wrong ? Show(call, wrong) : ShowFactor(call, drafts.New());
    }

    private IResult ShowFactor(ConsoleCall call, FactorDraft draft, string? wrong = null)
    {
        var me = call.Me.Person;
        var issuer = new Uri(address.Root).Host;
        return call.Page<FactorPage>(new()
        {
            [nameof(FactorPage.Draft)] = draft,
            [nameof(FactorPage.Sealed)] = drafts.Seal(draft, me.Id),
            [nameof(FactorPage.Picture)] = PictureOf(FactorDrafts.AddressOf(draft, issuer, me.Email)),
            [nameof(FactorPage.Wrong)] = wrong,
        }, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    /// <summary>Within the page: it is shown once, and kept nowhere.</summary>
    private static string PictureOf(string text) => $"data:image/png;base64,{Convert.ToBase64String(QrImages.Png(text))}";

    private async Task<IResult> SetFactorAsync(ConsoleCall call)
    {
        var me = call.Me.Person;
        if (drafts.Open(call.Form["draft"], me.Id) is not { } draft) return ConsoleCall.Go(ConsolePaths.Account);
        await limits.CountAsync(call.Http, me.Id);
        return await call.Person.SetFactorAsync(new SetFactor
        {
            Secret = draft.Secret,
            Code = call.Form["code"],
            RecoveryHashes = [.. draft.RecoveryCodes.Select(code => ApiKeys.Hash(RecoveryCode.Plain(code)))],
            SessionId = call.Me.Session.Id,
        }) switch
        {
            FactorOutcome.Done => ConsoleCall.Go(ConsolePaths.Account, ConsoleNotice.FactorSet),
            FactorOutcome.CodeRefused => ShowFactor(call, draft, call.Texts.Access.CodeWrong),
            _ => ConsoleCall.Go(ConsolePaths.Account),
        };
    }

    private async Task<IResult> RemoveFactorAsync(ConsoleCall call)
    {
        await limits.CountAsync(call.Http, call.Me.Person.Id);
        return await call.Person.RemoveFactorAsync(call.Form[ConsoleProof.CodeField]) == FactorOutcome.Done
            ? ConsoleCall.Go(ConsolePaths.Account, ConsoleNotice.FactorRemoved)
            : Show(call, call.Texts.Access.CodeWrong);
    }

    private static async Task<IResult> EndAsync(ConsoleCall call)
    {
        await call.Person.EndSessionAsync(call.Form["session"]);
        return ConsoleCall.Go(ConsolePaths.Account, ConsoleNotice.SessionEnded);
    }

    private static async Task<IResult> EndOthersAsync(ConsoleCall call)
    {
        await call.Person.EndOtherSessionsAsync(call.Me.Session.Id);
        return ConsoleCall.Go(ConsolePaths.Account, ConsoleNotice.SessionEnded);
    }
}
