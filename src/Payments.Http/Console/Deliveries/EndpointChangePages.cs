using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Callbacks;
using Payments.Contracts.Merchants;
using Payments.Domain.People;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Keys;
using Payments.Http.Console.Shell;
using Payments.Http.Merchants;

namespace Payments.Http.Console.Deliveries;

/// <summary>
/// Adds, changes, tests and removes a shop's webhook endpoints by the rules of the API. Whatever changes where events go, or how they are
/// signed, asks for the second factor again; a secret is shown in the answer that makes it and in no other.
/// </summary>
internal sealed class EndpointChangePages(EndpointPages pages, ConsoleProof proof, TimeProvider time)
{
    private const string OnePath = EndpointPages.Path + "/{endpoint}";

    public void Map(ConsoleRoutes routes)
    {
        MapChange(routes, EndpointPages.Path, AddAsync);
        MapChange(routes, OnePath, call =>
            ChangeAsync(call, () => EndpointRequest.Changed(call.Form.Body(["url"], [], "events"))));
        MapChange(routes, OnePath + "/off", call => ChangeAsync(call, () => new SaveEndpoint { IsOn = false }));
        MapChange(routes, OnePath + "/remove", RemoveAsync);
        MapChange(routes, OnePath + "/secret", RotateAsync);
        routes.MapShop("POST", OnePath + "/on", ShopAction.ChangeEndpoints, SwitchOnAsync);
        routes.MapShop("POST", OnePath + "/test", ShopAction.ChangeEndpoints, TestAsync);
    }

    private static void MapChange(ConsoleRoutes routes, string path, Func<ConsoleCall, Task<IResult>> handler) =>
        routes.MapShop("POST", path, ShopAction.ChangeEndpoints, handler, GuardedChange.Endpoint);

    private Task<IResult> AddAsync(ConsoleCall call) => GuardedAsync(call, isNew: true, () =>
    {
        var command = EndpointRequest.New(call.Form.Body(["url"], [], "events"));
        return async () => await ShownAsync(call, await call.Merchant.AddEndpointAsync(command));
    });

    private Task<IResult> ChangeAsync(ConsoleCall call, Func<SaveEndpoint> read)
    {
        var endpoint = EndpointPages.Found(call);
        return GuardedAsync(call, isNew: false, () =>
        {
            var command = read();
            return async () =>
            {
                Saved(await call.Merchant.UpdateEndpointAsync(endpoint.Id, command));
                return ConsoleCall.Go(call.PathOf(EndpointPages.Path), ConsoleNotice.EndpointSaved);
            };
        });
    }

    private Task<IResult> RemoveAsync(ConsoleCall call)
    {
        var endpoint = EndpointPages.Found(call);
        return GuardedAsync(call, isNew: false, () => async () =>
        {
            Saved(await call.Merchant.RemoveEndpointAsync(endpoint.Id));
            return ConsoleCall.Go(call.PathOf(EndpointPages.Path), ConsoleNotice.EndpointRemoved);
        });
    }

    private Task<IResult> RotateAsync(ConsoleCall call)
    {
        var endpoint = EndpointPages.Found(call);
        return GuardedAsync(call, isNew: false, () =>
        {
            var overlap = EndpointRequest.Overlap(call.Form.Given("overlap_hours"));
            return async () => await ShownAsync(call, await call.Merchant.RotateEndpointSecretAsync(endpoint.Id, overlap));
        });
    }

    private static async Task<IResult> SwitchOnAsync(ConsoleCall call)
    {
        var endpoint = EndpointPages.Found(call);
        Saved(await call.Merchant.UpdateEndpointAsync(endpoint.Id, new SaveEndpoint { IsOn = true }));
        await call.Grains.Find<IEndpointHealthGrain>(EndpointKey.OfHealth(call.Shop.Id, endpoint.Id)).BeginAgainAsync();
        return ConsoleCall.Go(call.PathOf(EndpointPages.Path), ConsoleNotice.EndpointSaved);
    }

    private async Task<IResult> TestAsync(ConsoleCall call)
    {
        var endpoint = EndpointPages.Found(call);
        try
        {
            var name = WebhookEndpoints.EventType(call.Form.Required("event"), "event");
            var tests = call.Grains.Find<ICallbackTestGrain>(CallbackTest.GrainKey(call.Shop.Id));
            return await tests.SendWebhookAsync(endpoint.UrlAt(time.GetUtcNow()), name, "{}", endpoint.Id) is { } test
                ? await pages.ShowAsync(call, test: new EndpointTest(endpoint.Id, test))
                : await pages.ShowAsync(call, call.Texts.Checks.TooManyTests, status: StatusCodes.Status429TooManyRequests);
        }
        catch (InputException refusal)
        {
            return await pages.ShowAsync(call, refusal.Message, status: refusal.Status);
        }
    }

    /// <summary>Reads the form, asks for the second factor, and acts; what is refused is said above the page.</summary>
    private async Task<IResult> GuardedAsync(ConsoleCall call, bool isNew, Func<Func<Task<IResult>>> read)
    {
        try
        {
            var act = read();
            return await proof.WhyNotChangeAsync(call) is { } wrong
                ? await pages.ShowAsync(call, wrong, status: StatusCodes.Status400BadRequest, isNew: isNew)
                : await act();
        }
        catch (InputException refusal)
        {
            return await pages.ShowAsync(call, refusal.Message, status: refusal.Status, isNew: isNew);
        }
    }

    private async Task<IResult> ShownAsync(ConsoleCall call, EndpointResult result)
    {
        var endpoint = Saved(result).Endpoint!;
        var name = string.Format(CultureInfo.InvariantCulture, call.Texts.Endpoints.SecretOf, endpoint.UrlAt(time.GetUtcNow()));
        return await pages.ShowAsync(call, made: new ShownSecret(name, result.Secret!));
    }

    private static EndpointResult Saved(EndpointResult result) =>
        result.Outcome == EndpointOutcome.Saved ? result : throw ApiErrors.Of(result);
}
