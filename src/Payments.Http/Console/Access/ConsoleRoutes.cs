using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payments.Contracts.People;
using Payments.Domain.People;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.Texts;

namespace Payments.Http.Console.Access;

/// <summary>Finds who asks, asks whether that person may, checks a form's token, and puts whatever went wrong onto a page.</summary>
internal sealed class ConsoleRoutes(
    IEndpointRouteBuilder routes, ConsoleServices services, ConsoleLanguage language, Handled handled)
{
    private const string ShopPath = "/{shop:long}";

    /// <summary>A route for everybody.</summary>
    public void MapOpen(string method, string path, Func<ConsoleCall, Task<IResult>> handler) =>
        Map(method, path, new RouteAction(ConsoleEntry.Open), handler);

    /// <summary>A route for who is signed in.</summary>
    public void MapPerson(string method, string path, Func<ConsoleCall, Task<IResult>> handler) =>
        Map(method, path, new RouteAction(ConsoleEntry.Person), handler);

    /// <summary>A route of a shop.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path below the shop's.</param>
    /// <param name="action">What the role must allow.</param>
    /// <param name="handler">Answers.</param>
    /// <param name="change">What the route changes, where that is guarded.</param>
    public void MapShop(
        string method, string path, ShopAction action, Func<ConsoleCall, Task<IResult>> handler, GuardedChange? change = null,
        int formLimit = RequestBody.Limit)
    {
        var route = Map(method, ShopPath + path, new RouteAction(ConsoleEntry.Shop, action) { FormLimit = formLimit }, handler);
        if (change is { } guarded) route.WithMetadata(new RouteGuard(guarded));
    }

    /// <summary>A route of the operators' side. What it changes is the operator's own deed.</summary>
    public void MapOperator(string method, string path, Func<ConsoleCall, Task<IResult>> handler) =>
        Map(method, path, new RouteAction(ConsoleEntry.Operator), handler, RouteReach.Operator);

    private IEndpointConventionBuilder Map(
        string method, string path, RouteAction action, Func<ConsoleCall, Task<IResult>> handler, RouteReach? reach = null) =>
        routes.MapMethods(path, [method], handled.By(context => RunAsync(context, action, handler), RefuseAsync))
            .WithReach(reach ?? RouteReach.Public).WithMetadata(action);

    private Task RefuseAsync(HttpContext context, Failure failure)
    {
        var texts = language.Of(context);
        var title = failure.Refusal is null ? texts.Shell.FailedTitle : TitleOf(texts, failure.Status);
        // Whoever asks: who is signed in may be what could not be read.
        return new ConsoleCall(context, services, texts).Refuse(failure.Status, title, failure.Text).ExecuteAsync(context);
    }

    private async Task RunAsync(HttpContext context, RouteAction action, Func<ConsoleCall, Task<IResult>> handler)
    {
        var result = await AnswerAsync(context, action, language.Of(context), handler);
        await result.ExecuteAsync(context);
    }

    private async Task<IResult> AnswerAsync(
        HttpContext context, RouteAction action, ConsoleTexts texts, Func<ConsoleCall, Task<IResult>> handler)
    {
        var signedIn = await services.Sessions.FindAsync(context);
        context.User = PrincipalOf(signedIn);
        services.ActAs(context, signedIn?.Person.Email, action.Entry == ConsoleEntry.Operator ? "operator" : "person");
        if (action.Entry != ConsoleEntry.Open && signedIn is null) return ToSignIn(context);
        var shop = action.Entry == ConsoleEntry.Shop ? await ShopAsync(context, signedIn!) : null;
        var call = new ConsoleCall(context, services, texts) { SignedIn = signedIn, InShop = shop };
        // Whether a shop of this number exists is nobody's business: each gets the same answer.
        if (action.Entry == ConsoleEntry.Shop && shop is null)
            return call.Refuse(StatusCodes.Status404NotFound, texts.Shell.NotFoundTitle, texts.Shell.NotFound);
        if (action.Entry == ConsoleEntry.Operator && WhyNoOperator(call) is { } refusal) return refusal;
        if (action.Action is { } needed && !shop!.May(needed))
            return call.Refuse(StatusCodes.Status403Forbidden, texts.Shell.ForbiddenTitle, texts.Shell.Forbidden);

        if (!HttpMethods.IsPost(context.Request.Method)) return await handler(call);
        var form = await ConsoleForms.ReadAsync(context, services.Antiforgery, action.FormLimit);
        return await handler(new ConsoleCall(context, services, texts) { SignedIn = signedIn, InShop = shop, Form = form });
    }

    /// <summary>To others there is no such page. An operator's password alone must not open what every shop depends on.</summary>
    private static IResult? WhyNoOperator(ConsoleCall call) => call.Me.Person switch
    {
        { IsOperator: false } => call.Refuse(StatusCodes.Status404NotFound, call.Texts.Shell.NotFoundTitle, call.Texts.Shell.NotFound),
        { HasSecondFactor: false } =>
            call.Refuse(StatusCodes.Status403Forbidden, call.Texts.Operators.FactorTitle, call.Texts.Operators.FactorNeeded),
        _ => null,
    };

    private async Task<ConsoleShop?> ShopAsync(HttpContext context, SignedIn signedIn)
    {
        var access = await services.Merchants.ByPidAsync((string?)context.Request.RouteValues["shop"]);
        if (access is null) return null;
        var role = ShopPeopleRules.RoleOf(access.Merchant, signedIn.Person.Id);
        return role is not null || signedIn.Person.IsOperator ? new ConsoleShop(access, role) : null;
    }

    /// <summary>A form's token is bound to the session, so that one of an earlier session, or of somebody else's, fits no more.</summary>
    private static ClaimsPrincipal PrincipalOf(SignedIn? signedIn) => signedIn is null
        ? new ClaimsPrincipal(new ClaimsIdentity())
        : new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, $"{signedIn.Person.Id.Value}.{signedIn.Session.Id}")], "console"));

    private static IResult ToSignIn(HttpContext context)
    {
        var path = HttpMethods.IsGet(context.Request.Method) ? context.Request.Path + context.Request.QueryString : "";
        var onward = ConsolePaths.Onward(path);
        return ConsoleCall.Go(onward == ConsolePaths.Root
            ? ConsolePaths.SignIn
            : $"{ConsolePaths.SignIn}?to={Uri.EscapeDataString(onward)}");
    }

    private static string TitleOf(ConsoleTexts texts, int status) => status switch
    {
        StatusCodes.Status404NotFound => texts.Shell.NotFoundTitle,
        StatusCodes.Status403Forbidden => texts.Shell.ForbiddenTitle,
        StatusCodes.Status429TooManyRequests => texts.Shell.TooManyTitle,
        _ => texts.Shell.RefusedTitle,
    };
}
