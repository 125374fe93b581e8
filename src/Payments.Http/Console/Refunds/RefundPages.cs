using Microsoft.AspNetCore.Http;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Contracts.Refunds;
using Payments.Domain.Orders;
using Payments.Domain.People;
using Payments.Domain.Refunds;
using Payments.Domain.Secrets;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Shell;
using Payments.Http.Merchants;
using Payments.Http.Refunds;
using Payments.Storage.Queries;

namespace Payments.Http.Console.Refunds;

/// <summary>A shop's refunds: listed, downloaded, asked for and withdrawn, by the rules and fields of the API.</summary>
internal sealed class RefundPages(
    RefundQueries refunds, OwnOrders orders, ConsoleProof proof, IRandomBytes random, ChainCatalog chains, PublicAddress address)
{
    /// <summary>The section's path below the shop's.</summary>
    public const string Path = "/refunds";

    private const int PageSize = 25;
    private const int Chunk = 200;
    private const int IdBytes = 6;

    /// <summary>The fields of <see cref="RefundForm"/> that are texts.</summary>
    private static readonly string[] Texts = [.. RefundForm.Fields.Except([OverpaidOnly])];

    private const string OverpaidOnly = "overpaid_only";

    public void Map(ConsoleRoutes routes)
    {
        routes.MapShop("GET", Path, ShopAction.Look, call => ListAsync(call));
        routes.MapShop("GET", Path + "/export", ShopAction.Export, call => Task.FromResult<IResult>(new CsvExport<OrderRefund, RefundView>(
            "refunds", RefundCsv.Columns, AllAsync(call, RefundForm.StatusOf(call.Query("status"))),
            item => RefundView.Of(item.Order, item.Refund, chains))));
        routes.MapShop("POST", Path, ShopAction.Decide, AskAsync);
        routes.MapShop("POST", Path + "/{order}/cancel", ShopAction.Decide, CancelAsync);
    }

    private async Task<IResult> ListAsync(ConsoleCall call, string? wrong = null, int status = StatusCodes.Status200OK)
    {
        var (which, place) = (default(RefundStatus?), default(PageKey?));
        try
        {
            (which, place) = (RefundForm.StatusOf(call.Query("status")), ApiRules.After(call.Query("after")));
        }
        catch (InputException refusal)
        {
            (wrong, status) = (refusal.Message, StatusCodes.Status400BadRequest);
        }
        var found = await refunds.ListAsync(call.Shop.Id, which, place, PageSize);
        return call.Page<RefundsPage>(new()
        {
            [nameof(RefundsPage.Found)] = found.Items
                .Select(item => (item.Order, RefundView.Of(item.Order, item.Refund, chains), RefundRules.IsWithdrawable(item.Refund)))
                .ToArray(),
            [nameof(RefundsPage.Next)] = found.Next,
            [nameof(RefundsPage.Typed)] = Typed(call),
            [nameof(RefundsPage.Wrong)] = wrong,
        }, status);
    }

    /// <summary>What was typed; of a fresh form the order of the address, and an id so that a form that is sent twice asks once.</summary>
    private Dictionary<string, string> Typed(ConsoleCall call) => call.Form is { } form
        ? Texts.Append("order").ToDictionary(name => name, name => form[name])
        : new() { ["order"] = call.Query("order") ?? "", ["refund_id"] = $"console-{random.Hex(IdBytes)}" };

    /// <summary>With the reason goes who asks, and the refund says so as well.</summary>
    private async Task<IResult> AskAsync(ConsoleCall call)
    {
        try
        {
            var order = await orders.FindAsync(call.Shop.Id, call.Form.Required("order"))
                ?? throw new InputException("order", "no such order", StatusCodes.Status404NotFound);
            var (id, wish) = RefundForm.Read(call.Form.Body(Texts, [OverpaidOnly]), order, chains);
            if (await proof.WhyNotAsync(call) is { } wrong) return await ListAsync(call, wrong, StatusCodes.Status400BadRequest);
            var request = new RefundRequest { Id = id, Wish = wish, By = call.Me.Person.Email, PublicUrl = address.Root };
            var result = await call.Grains.Find<IOrderGrain>(order.Id.GrainKey).RequestRefundAsync(request);
            return RefundErrors.Of(result) is { } refusal
                ? await ListAsync(call, refusal.Message, refusal.Status)
                : ConsoleCall.Go(call.PathOf(Path), ConsoleNotice.RefundAsked);
        }
        catch (InputException refusal)
        {
            return await ListAsync(call, refusal.Message, refusal.Status);
        }
    }

    private async Task<IResult> CancelAsync(ConsoleCall call)
    {
        var order = await call.OrderAsync();
        var outcome = await call.Grains.Find<IOrderGrain>(order.Id.GrainKey).CancelRefundAsync(call.Form["refund"]);
        return RefundErrors.Of(outcome) is { } refusal
            ? await ListAsync(call, refusal.Message, refusal.Status)
            : ConsoleCall.Go(call.PathOf(Path), ConsoleNotice.RefundWithdrawn);
    }

    private IAsyncEnumerable<OrderRefund> AllAsync(ConsoleCall call, RefundStatus? which) =>
        PageWalk.AllAsync(place => refunds.ListAsync(call.Shop.Id, which, place, Chunk), call.Http.RequestAborted);
}
