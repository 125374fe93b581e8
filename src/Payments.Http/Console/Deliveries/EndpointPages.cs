using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Callbacks;
using Payments.Domain.Merchants;
using Payments.Domain.People;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Keys;
using Payments.Http.Console.Shell;
using Payments.Http.Merchants;

namespace Payments.Http.Console.Deliveries;

/// <summary>A shop's webhook endpoints: how they hear, and recoveries of what they have not heard.</summary>
internal sealed class EndpointPages(EndpointRecoveries recoveries)
{
    /// <summary>The section's path below the shop's.</summary>
    public const string Path = DeliveryPages.Path + "/endpoints";

    private const string OnePath = Path + "/{endpoint}";

    public void Map(ConsoleRoutes routes)
    {
        routes.MapShop("GET", Path, ShopAction.Look, call => ShowAsync(call));
        routes.MapShop("POST", OnePath + "/count", ShopAction.Resend, CountAsync);
        routes.MapShop("POST", OnePath + "/recover", ShopAction.Resend, StartAsync);
        routes.MapShop("POST", OnePath + "/stop", ShopAction.Resend, StopAsync);
    }

    /// <summary>The page.</summary>
    /// <param name="call">The request.</param>
    /// <param name="wrong">What was wrong with it, or null.</param>
    /// <param name="count">What was just counted, or null.</param>
    /// <param name="made">A secret that was just made, or null.</param>
    /// <param name="test">A test that was just sent, or null.</param>
    /// <param name="isNew">Whether the request was for a new endpoint, of which what was typed stays.</param>
    /// <param name="status">The HTTP status.</param>
    public async Task<IResult> ShowAsync(
        ConsoleCall call, string? wrong = null, EndpointCount? count = null, ShownSecret? made = null, EndpointTest? test = null,
        bool isNew = false, int status = StatusCodes.Status200OK)
    {
        // What was made a moment ago is not in the shop that the request began with.
        var shop = made is null ? call.Shop : (await call.Merchant.GetAsync())?.Merchant ?? call.Shop;
        var shown = await Task.WhenAll(shop.Endpoints.Select(async endpoint => new ShownEndpoint(
            endpoint,
            await call.Grains.Find<IEndpointHealthGrain>(EndpointKey.OfHealth(call.Shop.Id, endpoint.Id)).GetAsync(),
            await recoveries.FindAsync(call.Shop.Id, endpoint))));
        return call.Page<EndpointsPage>(new()
        {
            [nameof(EndpointsPage.Endpoints)] = shown,
            [nameof(EndpointsPage.Count)] = count,
            [nameof(EndpointsPage.Made)] = made,
            [nameof(EndpointsPage.Test)] = test,
            [nameof(EndpointsPage.Typed)] = isNew ? call.Form.Given("url") : null,
            [nameof(EndpointsPage.Chosen)] = isNew ? call.Form.List("events") : null,
            [nameof(EndpointsPage.Wrong)] = wrong,
        }, status);
    }

    private Task<IResult> CountAsync(ConsoleCall call) => WithFormAsync(call, async (endpoint, since, withSuperseded) =>
        await ShowAsync(call, count: new(endpoint.Id, since, withSuperseded,
            await recoveries.CountAsync(call.Shop.Id, endpoint, since, withSuperseded))));

    private Task<IResult> StartAsync(ConsoleCall call) => WithFormAsync(call, async (endpoint, since, withSuperseded) =>
    {
        await recoveries.StartAsync(call.Shop.Id, endpoint, since, withSuperseded);
        return ConsoleCall.Go(call.PathOf(Path), ConsoleNotice.RecoveryStarted);
    });

    private async Task<IResult> StopAsync(ConsoleCall call)
    {
        await recoveries.StopAsync(call.Shop.Id, Found(call));
        return ConsoleCall.Go(call.PathOf(Path), ConsoleNotice.RecoveryStopped);
    }

    private async Task<IResult> WithFormAsync(ConsoleCall call, Func<WebhookEndpoint, DateTimeOffset, bool, Task<IResult>> act)
    {
        var endpoint = Found(call);
        try
        {
            return await act(endpoint, ApiRules.Time(call.Form.Required("since"), "since"), call.Form["superseded"] == "on");
        }
        catch (InputException refusal)
        {
            return await ShowAsync(call, refusal.Message, status: refusal.Status);
        }
    }

    /// <summary>The endpoint of the path.</summary>
    /// <exception cref="InputException">There is none: 404.</exception>
    public static WebhookEndpoint Found(ConsoleCall call) => EndpointRules.Find(call.Shop, call.Route("endpoint"))
        ?? throw new InputException("endpoint", "no such endpoint", StatusCodes.Status404NotFound);
}
