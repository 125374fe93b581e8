using Microsoft.AspNetCore.Http;
using Payments.Domain.Callbacks;
using Payments.Domain.People;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Shell;
using Payments.Http.Merchants;
using Payments.Storage.Queries;

namespace Payments.Http.Console.Deliveries;

/// <summary>The callbacks of all of a shop's orders: listed, those that fail by host, shown one by one, sent again.</summary>
internal sealed class DeliveryPages(DeliveryQueries deliveries, FailingCallbacks failing, DeliveryResends resends)
{
    /// <summary>The section's path below the shop's.</summary>
    public const string Path = "/deliveries";

    /// <summary>Those that were tried and not heard.</summary>
    public const string FailingPath = Path + "?state=failing";

    private const string OnePath = Path + "/{delivery}";
    private const int PageSize = 25;
    private const int HostLimit = 300;

    public void Map(ConsoleRoutes routes)
    {
        routes.MapShop("GET", Path, ShopAction.Look, call => ListAsync(call));
        routes.MapShop("GET", OnePath, ShopAction.Look, async call => Show(call, await FoundAsync(call)));
        routes.MapShop("POST", Path + "/resend", ShopAction.Resend, ResendAsync);
    }

    private async Task<IResult> ListAsync(ConsoleCall call, string? problem = null, int status = StatusCodes.Status200OK)
    {
        var place = default(PageKey?);
        try
        {
            place = ApiRules.After(call.Query("after"));
        }
        catch (InputException refusal)
        {
            (problem, status) = (refusal.Message, StatusCodes.Status400BadRequest);
        }
        var host = call.Query("host") is { Length: <= HostLimit } text && !text.Contains('\0') ? text.ToLowerInvariant() : null;
        var isFailing = host is not null || call.Query("state") == "failing";
        return call.Page<DeliveriesPage>(new()
        {
            [nameof(DeliveriesPage.Found)] = isFailing
                ? await failing.PageAsync(call.Shop.Id, host, place, PageSize)
                : await deliveries.ListAsync(call.Shop.Id, null, place, PageSize),
            [nameof(DeliveriesPage.Hosts)] = await failing.HostsAsync(call.Shop.Id),
            [nameof(DeliveriesPage.IsFailing)] = isFailing,
            [nameof(DeliveriesPage.Host)] = host,
            [nameof(DeliveriesPage.Wrong)] = problem,
        }, status);
    }

    private static IResult Show(ConsoleCall call, Delivery delivery, string? problem = null, int status = StatusCodes.Status200OK)
    {
        var to = ReplayCommand.Scratch;
        try
        {
            to = InputRules.Url(call.Query("to"), "to") ?? to;
        }
        catch (InputException refusal)
        {
            (problem, status) = (refusal.Message, StatusCodes.Status400BadRequest);
        }
        return call.Page<DeliveryPage>(new()
        {
            [nameof(DeliveryPage.Delivery)] = delivery,
            [nameof(DeliveryPage.To)] = to,
            [nameof(DeliveryPage.Wrong)] = problem,
        }, status);
    }

    private async Task<IResult> ResendAsync(ConsoleCall call)
    {
        var id = call.Form["delivery"];
        try
        {
            await resends.ResendAsync(call.Shop.Id, id);
        }
        catch (InputException refusal)
        {
            return await resends.FindAsync(call.Shop.Id, id) is { } known
                ? Show(call, known, refusal.Message, refusal.Status)
                : await ListAsync(call, refusal.Message, refusal.Status);
        }
        return ConsoleCall.Go(call.PathOf($"{Path}/{id}"), ConsoleNotice.Resent);
    }

    private async Task<Delivery> FoundAsync(ConsoleCall call) => await resends.FindAsync(call.Shop.Id, call.Route("delivery"))
        ?? throw new InputException("delivery", "no such callback", StatusCodes.Status404NotFound);
}
