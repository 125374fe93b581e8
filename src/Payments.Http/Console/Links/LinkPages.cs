using Microsoft.AspNetCore.Http;
using Payments.Domain.PayLinks;
using Payments.Domain.People;
using Payments.Http.Api;
using Payments.Http.Cashier;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Shell;
using Payments.Http.PayLinks;

namespace Payments.Http.Console.Links;

/// <summary>A shop's payment links: listed, made, and each with its address, its button and its orders.</summary>
internal sealed class LinkPages(PayLinkBook book, PayLinkRequest request)
{
    private const string Path = "/links";
    private const int PageSize = 25;

    public void Map(ConsoleRoutes routes)
    {
        routes.MapShop("GET", Path, ShopAction.Look, call => ListAsync(call));
        routes.MapShop("POST", Path, ShopAction.ChangeLinks, MakeAsync);
        routes.MapShop("GET", Path + "/{link}", ShopAction.Look, async call => await ShowAsync(call, await FindAsync(call)));
        routes.MapShop("POST", Path + "/{link}", ShopAction.ChangeLinks, ChangeAsync);
        routes.MapShop("POST", Path + "/{link}/off", ShopAction.ChangeLinks, call => SwitchAsync(call, false));
        routes.MapShop("POST", Path + "/{link}/on", ShopAction.ChangeLinks, call => SwitchAsync(call, true));
    }

    private async Task<IResult> ListAsync(ConsoleCall call, InputException? wrong = null)
    {
        var page = await book.PageAsync(call.Shop.Id, wrong is null ? ApiRules.After(call.Query("after")) : null, PageSize);
        return call.Page<LinksPage>(new()
        {
            [nameof(LinksPage.Found)] = page,
            [nameof(LinksPage.Currencies)] = request.CurrenciesOf(call.Shop),
            [nameof(LinksPage.Seed)] = book.Seed(),
            [nameof(LinksPage.Typed)] = wrong is null ? null : (Func<string, string?>)call.Form.Given,
            [nameof(LinksPage.Wrong)] = wrong?.Message,
            [nameof(LinksPage.IsLater)] = call.Query("after") is not null,
        }, wrong?.Status ?? StatusCodes.Status200OK);
    }

    private async Task<IResult> MakeAsync(ConsoleCall call)
    {
        try
        {
            // A form that is sent twice makes one link.
            var seed = call.Form["seed"];
            if (!PayLinkBook.IsSeed(seed)) throw new InputException("seed", "is not that of this page: load it again");
            var link = await book.MakeAsync(call.Shop, seed, call.Form.Given, isActive: true);
            return ConsoleCall.Go(PathOf(call, link), ConsoleNotice.LinkMade);
        }
        catch (InputException refusal)
        {
            return await ListAsync(call, refusal);
        }
    }

    private async Task<IResult> ShowAsync(ConsoleCall call, PayLink link, InputException? wrong = null)
    {
        var url = book.UrlOf(call.Shop, link);
        var orders = await book.OrdersAsync(link, wrong is null ? ApiRules.After(call.Query("after")) : null, PageSize);
        return call.Page<ShopLinkPage>(new()
        {
            [nameof(ShopLinkPage.Link)] = link,
            [nameof(ShopLinkPage.Url)] = url,
            [nameof(ShopLinkPage.Picture)] = $"data:image/png;base64,{Convert.ToBase64String(QrImages.Of(url, "image/png", QrImages.Png))}",
            [nameof(ShopLinkPage.Orders)] = orders,
            [nameof(ShopLinkPage.IsLater)] = call.Query("after") is not null,
            [nameof(ShopLinkPage.Wrong)] = wrong?.Message,
        }, wrong?.Status ?? StatusCodes.Status200OK);
    }

    private async Task<IResult> ChangeAsync(ConsoleCall call)
    {
        var link = await FindAsync(call);
        try
        {
            return ConsoleCall.Go(PathOf(call, await book.ChangeAsync(link, call.Form.Given, !link.IsOff)), ConsoleNotice.LinkChanged);
        }
        catch (InputException refusal)
        {
            return await ShowAsync(call, link, refusal);
        }
    }

    private async Task<IResult> SwitchAsync(ConsoleCall call, bool isOn)
    {
        var link = await book.SwitchAsync(await FindAsync(call), isOn);
        return ConsoleCall.Go(PathOf(call, link), ConsoleNotice.LinkChanged);
    }

    private Task<PayLink> FindAsync(ConsoleCall call) => book.RequireAsync(call.Shop.Id, call.Route("link"));

    private static string PathOf(ConsoleCall call, PayLink link) => call.PathOf($"{Path}/{link.Code}");
}
