using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Contracts.People;
using Payments.Domain.Identity;
using Payments.Domain.Notices;
using Payments.Domain.Secrets;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Notices;
using Payments.Http.Console.Shell;

namespace Payments.Http.Console.SignIn;

/// <summary>
/// Asking for a new password by mail. The answer is the same whether the address has an account, and is given before anything is looked up,
/// so that its time says nothing either.
/// </summary>
internal sealed partial class ForgotEndpoints(
    IGrainFactory grains, IOrderIds ids, IRandomBytes random, SignInLimits limits, ConsoleLetters letters, ILogger<ForgotEndpoints> logger)
{
    private const int TokenBytes = 32;

    public void Map(ConsoleRoutes routes)
    {
        routes.MapOpen("GET", "/forgot", call => Task.FromResult(Show(call)));
        routes.MapOpen("POST", "/forgot", AskAsync);
    }

    private bool HasMail => letters.Has(NoticeChannel.Mail);

    private IResult Show(ConsoleCall call, InputException? wrong = null) => call.Page<ForgotPage>(new()
    {
        [nameof(ForgotPage.HasMail)] = HasMail,
        [nameof(ForgotPage.Email)] = wrong is null ? null : call.Form["email"],
        [nameof(ForgotPage.Wrong)] = wrong?.Message,
    }, wrong?.Status ?? StatusCodes.Status200OK);

    private async Task<IResult> AskAsync(ConsoleCall call)
    {
        if (!HasMail) return Show(call);
        string email;
        try
        {
            email = ApiRules.Email(call.Form.Required("email"));
        }
        catch (InputException refusal)
        {
            return Show(call, refusal);
        }
        var id = ids.PersonOf(email);
        await limits.CountAsync(call.Http, id);
        _ = SendAsync(id, email, call.Texts.Code);
        return ConsoleCall.Go(ConsolePaths.SignIn, ConsoleNotice.LinkMailed);
    }

    /// <summary>Never fails. What a crash takes along, the person asks for again.</summary>
    private async Task SendAsync(PersonId id, string email, string language)
    {
        try
        {
            var token = random.Hex(TokenBytes);
            if (await grains.Find<IPersonGrain>(id.GrainKey).MailLinkAsync(ApiKeys.Hash(token)))
                await letters.SetPasswordAsync(id, email, token, language);
        }
        catch (Exception failure)
        {
            LogFailed(logger, id, failure);
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not mail a link to person {Person}, who asked for a new password and may ask again.")]
    private static partial void LogFailed(ILogger logger, PersonId person, Exception failure);
}
