using Microsoft.AspNetCore.Http;
using Payments.Http.Admin;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.People;
using Payments.Http.Console.Shell;

namespace Payments.Http.Console.Operators;

/// <summary>
/// Who the operators are: another one is invited by a link, and one is taken out. Links that make somebody the owner of a shop, and new
/// passwords, take the admin key: else operators could become what they look at.
/// </summary>
internal sealed class OperatorPages(OperatorRoll operators, ConsoleLinks links, OperatorProof proof)
{
    /// <summary>The section's path below the operators' side.</summary>
    public const string Path = "/operators";

    public void Map(ConsoleRoutes routes)
    {
        routes.MapOperator("GET", Path, call => ShowAsync(call));
        routes.MapOperator("POST", Path, InviteAsync);
        routes.MapOperator("POST", Path + "/remove", RemoveAsync);
    }

    private async Task<IResult> ShowAsync(
        ConsoleCall call, string? wrong = null, string? link = null, string? email = null, int status = StatusCodes.Status400BadRequest) =>
        call.Page<OperatorsPage>(new()
        {
            [nameof(OperatorsPage.Emails)] = await operators.ListAsync(),
            [nameof(OperatorsPage.Wrong)] = wrong,
            [nameof(OperatorsPage.Link)] = link,
            [nameof(OperatorsPage.Email)] = email,
        }, wrong is null ? StatusCodes.Status200OK : status);

    /// <summary>
    /// The link is in the answer to the form alone. Who has an account already is not made an operator from here: the link would set a new
    /// password, and whoever issues it could use it himself.
    /// </summary>
    private async Task<IResult> InviteAsync(ConsoleCall call)
    {
        var given = call.Form["email"];
        try
        {
            var email = ApiRules.Email(call.Form.Required("email"));
            if (await proof.WhyNotAsync(call, "invites an operator") is { } wrong) return await ShowAsync(call, wrong, email: email);
            if (await links.HasAccountAsync(email)) return await ShowAsync(call, call.Texts.Operators.HasAccount, email: email);
            return await ShowAsync(call, link: (await links.PasswordAsync(email, makesOperator: true, dropsSecondFactor: false)).Address);
        }
        catch (InputException refusal)
        {
            return await ShowAsync(call, refusal.Message, email: given, status: refusal.Status);
        }
    }

    private async Task<IResult> RemoveAsync(ConsoleCall call)
    {
        var email = call.Form["email"];
        if (await proof.WhyNotAsync(call, "takes an operator out") is { } wrong) return await ShowAsync(call, wrong);
        return await operators.RemoveAsync(email) switch
        {
            OperatorRemoval.Removed => ConsoleCall.Go(ConsolePaths.Operators + Path, ConsoleNotice.OperatorRemoved),
            OperatorRemoval.Last => await ShowAsync(call, call.Texts.Operators.LastOperator),
            OperatorRemoval.None => await ShowAsync(call, call.Texts.Operators.NoOperator),
            var other => throw new InvalidOperationException($"Unknown outcome {other}."),
        };
    }
}
