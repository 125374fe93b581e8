using Microsoft.AspNetCore.Http;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Domain.People;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Shell;
using Payments.Http.Merchants;
using Payments.Storage.Queries;

namespace Payments.Http.Console.Orders;

/// <summary>A shop's orders: listed, downloaded, shown one by one, and decided about.</summary>
internal sealed class OrderPages(
    OrderLists lists, DeliveryQueries deliveries, DeliveryResends resends, ConsoleProof proof, ChainCatalog chains, IOrderIds ids)
{
    private const int PageSize = 25;

    /// <summary>Callbacks that an order's page shows; an order has a handful.</summary>
    private const int DeliveriesShown = 100;

    private static readonly string[] Filters =
        ["q", "status", "delivery", "chain", "token", "currency", "face", "amount", "amount_from", "amount_to", "from", "before"];

    public void Map(ConsoleRoutes routes)
    {
        routes.MapShop("GET", "/orders", ShopAction.Look, ListAsync);
        routes.MapShop("GET", "/orders/export", ShopAction.Export, call => Task.FromResult<IResult>(
            new OrderExport(ExportFormat.Csv, lists.AllAsync(call.Shop.Id, FilterOf(call), call.Http.RequestAborted), ids, chains)));
        routes.MapShop("GET", "/orders/{order}", ShopAction.Look, async call => await ShowAsync(call, await call.OrderAsync()));
        routes.MapShop("POST", "/orders/{order}/resend", ShopAction.Resend, ResendAsync);
        routes.MapShop("POST", "/orders/{order}/close", ShopAction.Decide, CloseAsync);
        routes.MapShop("POST", "/orders/{order}/complete", ShopAction.Decide, CompleteAsync);
    }

    private OrderFilter FilterOf(ConsoleCall call) =>
        OrderFilterRequest.Read(call.Query, number => ids.For(call.Shop.Id, number), chains);

    /// <summary>A search that finds one order opens it. A filter that is none shows everything, and says so.</summary>
    private async Task<IResult> ListAsync(ConsoleCall call)
    {
        var (filter, place, wrong) = (OrderFilter.All, default(PageKey?), default(string));
        try
        {
            (filter, place) = (FilterOf(call), ApiRules.After(call.Query("after")));
        }
        catch (InputException refusal)
        {
            wrong = refusal.Message;
        }
        var found = await lists.PageAsync(call.Shop.Id, filter, place, PageSize);
        if (filter.Search is not null && place is null && found is { Items: [var only], Next: null })
            return ConsoleCall.Go(ConsolePaths.Of(call.Shop, only.Order.Id));
        return call.Page<OrdersPage>(new()
        {
            [nameof(OrdersPage.Found)] = found,
            [nameof(OrdersPage.Values)] = Filters.Append("after").Where(name => call.Query(name) is not null)
                .ToDictionary(name => name, name => call.Query(name)!),
            [nameof(OrdersPage.Chains)] = chains.Known.Select(chain => chain.Value).ToArray(),
            [nameof(OrdersPage.Wrong)] = wrong,
        }, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private async Task<IResult> ShowAsync(ConsoleCall call, Order order, string? wrong = null, int status = StatusCodes.Status200OK)
    {
        var page = await deliveries.ListAsync(call.Shop.Id, order.Id, null, DeliveriesShown);
        return call.Page<OrderPage>(new()
        {
            [nameof(OrderPage.Order)] = order,
            [nameof(OrderPage.Deliveries)] = page.Items,
            [nameof(OrderPage.Facts)] = Facts(call, order),
            [nameof(OrderPage.Wrong)] = wrong,
        }, status);
    }

    private List<(string Name, string Value)> Facts(ConsoleCall call, Order order)
    {
        var words = call.Texts.Orders;
        var facts = new List<(string, string)>
        {
            (words.Money, OrderWords.MoneyOf(order)),
            (words.Face, CallbackFormats.Of(order.Terms.Face).Name),
        };
        if (OrderFacts.Of(order, chains) is not { } known) return facts;
        facts.Add((words.Coin, OrderWords.CoinOf(order)));
        facts.Add((words.Address, known.Address));
        facts.Add((words.Asked, $"{known.Asked} {known.Token}"));
        facts.Add((words.Received, $"{known.Received} {known.Token}"));
        if (known.Missing != "0") facts.Add((words.Missing, $"{known.Missing} {known.Token}"));
        if (known.Excess != "0") facts.Add((words.Excess, $"{known.Excess} {known.Token}"));
        facts.Add((words.Rate, $"1 {known.Token} = {PlainDecimal.Format(order.Quote!.Rate)} {order.Currency} ({order.Quote.RateSource})"));
        return facts;
    }

    private async Task<IResult> ResendAsync(ConsoleCall call)
    {
        var order = await call.OrderAsync();
        try
        {
            await resends.ResendAsync(call.Shop.Id, call.Form["delivery"]);
        }
        catch (InputException refusal)
        {
            return await ShowAsync(call, order, refusal.Message, refusal.Status);
        }
        return ConsoleCall.Go(ConsolePaths.Of(call.Shop, order.Id), ConsoleNotice.Resent);
    }

    private async Task<IResult> CloseAsync(ConsoleCall call)
    {
        var grain = Grain(call, await call.OrderAsync());
        var outcome = await grain.CloseAsync();
        var after = (await grain.GetAsync())!;
        return await AnswerAsync(call, ApiErrors.Of(outcome, after), after, ConsoleNotice.Closed);
    }

    /// <summary>With the reason goes who decided, so that the order's history says it.</summary>
    private async Task<IResult> CompleteAsync(ConsoleCall call)
    {
        var order = await call.OrderAsync();
        string reason;
        try
        {
            reason = SignedReason(call);
        }
        catch (InputException refusal)
        {
            return await ShowAsync(call, order, refusal.Message, refusal.Status);
        }
        if (await proof.WhyNotAsync(call) is { } wrong) return await ShowAsync(call, order, wrong, StatusCodes.Status400BadRequest);
        var grain = Grain(call, order);
        var outcome = await grain.CompleteByHandAsync(reason);
        var after = (await grain.GetAsync())!;
        return await AnswerAsync(call, ApiErrors.Of(outcome, after), after, ConsoleNotice.Completed);
    }

    /// <summary>What a person may write of the reason that the order keeps with the person's address.</summary>
    internal static int MostReason(Person person) => OrderRules.ReasonLimit - Signature(person).Length;

    /// <summary>The form's reason with who gives it.</summary>
    /// <exception cref="InputException">It is missing, or longer than <see cref="MostReason"/>.</exception>
    internal static string SignedReason(ConsoleCall call) =>
        OrderManualEndpoints.Reason(call.Form.Required("reason"), MostReason(call.Me.Person)) + Signature(call.Me.Person);

    private static string Signature(Person person) => $" · {person.Email}";

    /// <param name="call">The request.</param>
    /// <param name="refusal">Why the order was left as it is, or null.</param>
    /// <param name="after">The order as it is now.</param>
    /// <param name="notice">What happened.</param>
    private async Task<IResult> AnswerAsync(ConsoleCall call, (int Status, string Error)? refusal, Order after, ConsoleNotice notice) =>
        refusal is (var status, var error)
            ? await ShowAsync(call, after, error, status)
            : ConsoleCall.Go(ConsolePaths.Of(call.Shop, after.Id), notice);

    private static IOrderGrain Grain(ConsoleCall call, Order order) => call.Grains.Find<IOrderGrain>(order.Id.GrainKey);
}
