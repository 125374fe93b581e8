using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payments.Contracts.Audit;
using Payments.Domain.Audit;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Pages;

namespace Payments.Http.Ops;

/// <summary>
/// What operators ask: health, metrics, and the page behind the admin key. Whoever is signed in to the console as an operator is led to the
/// operators' side there; a silo, which has no console, shows the figures here.
/// </summary>
/// <param name="hasConsole">Whether this process has the console.</param>
internal sealed class OpsEndpoints(
    bool hasConsole, OpsSession session, OpsStates states, OpsLinkIssuer links, PublicAddress address, Health health,
    MetricsEndpoint metrics, Handled handled, ClientAddresses clients)
{
    private static readonly string[] Looking = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var face = routes.MapFace("ops");
        var operators = face.MapGroup("").WithReach(RouteReach.Operator);
        var within = face.MapGroup("").WithReach(RouteReach.Internal);
        // Monitors ask by HEAD, too.
        within.MapMethods("/health/live", Looking, (RequestDelegate)Health.LiveAsync);
        within.MapMethods("/health/ready", Looking, (RequestDelegate)health.ReadyAsync);
        face.MapMethods("/health", Looking, (RequestDelegate)health.ReadyAsync).WithReach(RouteReach.Public);
        metrics.Map(within);
        operators.MapGet("/ops", handled.By(PageAsync, WriteUnreadAsync));
        operators.MapGet("/ops/state", handled.By(StateAsync, WriteFailureAsync));
        operators.MapGet("/ops/login", handled.By(context => AskAsync(context), WriteUnreadAsync));
        operators.MapPost("/ops/login", handled.By(LoginAsync, WriteUnreadAsync));
        operators.MapPost("/ops/links", handled.By(IssueLinkAsync, WriteUnreadAsync));
        operators.MapPost("/ops/logout", handled.By(LogoutAsync, WriteUnreadAsync));
    }

    private async Task PageAsync(HttpContext context)
    {
        if (await session.HasKeyAsync(context)) await ShowAsync(context);
        else if (!await session.IsOperatorAsync(context)) await AskAsync(context, StatusCodes.Status401Unauthorized);
        else if (hasConsole) GoTo(context, ConsolePaths.OperatorHome);
        else await ShowAsync(context);
    }

    private Task AskAsync(HttpContext context, int status = StatusCodes.Status200OK, string? refused = null) =>
        PageRenderer.WriteAsync<OpsLogin>(context, status, new()
        {
            [nameof(OpsLogin.Refused)] = refused,
            [nameof(OpsLogin.HasConsole)] = hasConsole,
        });

    private async Task ShowAsync(HttpContext context, string? answer = null) =>
        await PageRenderer.WriteAsync<OpsPage>(context, StatusCodes.Status200OK, new()
        {
            [nameof(OpsPage.State)] = await states.ReadSoonAsync(),
            [nameof(OpsPage.Answer)] = answer,
        });

    /// <summary>
    /// The link is in the answer to the form alone. It may make somebody the owner of a shop, so it takes the key: operators look at shops,
    /// and never become what they look at.
    /// </summary>
    private async Task IssueLinkAsync(HttpContext context)
    {
        if (!SameOrigin.Sent(context.Request, address) || !await session.HasKeyAsync(context))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        var form = await FormParameters.ReadAsync(context.Request);
        AuditContext.Set(new AuditActor("operator", "", clients.Of(context)?.ToString()));
        await ShowAsync(context, await links.IssueAsync(form["email"] ?? "", form["pid"] ?? ""));
    }

    private async Task StateAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!await session.IsOperatorAsync(context))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var state = await states.ReadSoonAsync();
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(JsonSerializer.Serialize(state, OpsJson.Default.OpsState));
    }

    private static Task WriteUnreadAsync(HttpContext context, Failure failure) =>
        PageRenderer.WriteAsync<OpsUnread>(context, failure.Status, new() { [nameof(OpsUnread.Reason)] = failure.Text });

    private static Task WriteFailureAsync(HttpContext context, Failure failure)
    {
        context.Response.StatusCode = failure.Status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(JsonSerializer.Serialize(new OpsFailure(failure.Text), OpsJson.Default.OpsFailure));
    }

    private async Task LoginAsync(HttpContext context)
    {
        if (!SameOrigin.Sent(context.Request, address))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        string given;
        try
        {
            given = (await FormParameters.ReadAsync(context.Request))["key"] ?? "";
        }
        catch (InputException)
        {
            given = "";
        }
        if (await session.TryBeginAsync(context, given)) GoTo(context, ConsolePaths.Operators);
        else await AskAsync(context, StatusCodes.Status401Unauthorized, "That is not the admin key.");
    }

    private async Task LogoutAsync(HttpContext context)
    {
        if (SameOrigin.Sent(context.Request, address))
            await session.EndAsync(context);
        GoTo(context, ConsolePaths.Operators);
    }

    private static void GoTo(HttpContext context, string path)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path;
    }
}
