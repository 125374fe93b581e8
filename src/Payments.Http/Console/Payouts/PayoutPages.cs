using Microsoft.AspNetCore.Http;
using Payments.Contracts.Payouts;
using Payments.Domain.Payouts;
using Payments.Domain.People;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Shell;
using Payments.Http.Merchants;
using Payments.Http.Payouts;
using Payments.Storage.Queries;

namespace Payments.Http.Console.Payouts;

/// <summary>
/// A shop's payouts: listed, downloaded, withdrawn, and what became of one that the provider does not tell. They are asked for by the API
/// alone, whose keys say who may.
/// </summary>
internal sealed class PayoutPages(PayoutQueries payouts, PayoutDecisions decisions)
{
    /// <summary>The section's path below the shop's.</summary>
    public const string Path = "/payouts";

    private const string OnePath = Path + "/{payout}";
    private const int PageSize = 25;
    private const int Chunk = 200;

    public void Map(ConsoleRoutes routes)
    {
        routes.MapShop("GET", Path, ShopAction.Look, call => ListAsync(call));
        routes.MapShop("GET", Path + "/export", ShopAction.Export, call => Task.FromResult<IResult>(new CsvExport<Payout, PayoutView>(
            "payouts", PayoutCsv.Columns, AllAsync(call, PayoutForm.Standing(call.Query("status"))),
            payout => PayoutView.Of(call.Shop.Id, payout))));
        routes.MapShop("POST", OnePath + "/cancel", ShopAction.Decide, call => DecideAsync(call, ConsoleNotice.PayoutWithdrawn,
            (grain, number, reason) => grain.CancelAsync(number, reason)));
        routes.MapShop("POST", OnePath + "/resolve", ShopAction.Decide, ResolveAsync);
    }

    private async Task<IResult> ListAsync(ConsoleCall call, string? wrong = null, int status = StatusCodes.Status200OK)
    {
        var (which, place) = (default(PayoutStanding?), default(PageKey?));
        try
        {
            (which, place) = (PayoutForm.Standing(call.Query("status")), ApiRules.After(call.Query("after")));
        }
        catch (InputException refusal)
        {
            (wrong, status) = (refusal.Message, StatusCodes.Status400BadRequest);
        }
        var found = await payouts.ListAsync(call.Shop.Id, which, place, PageSize);
        return call.Page<PayoutsPage>(new()
        {
            [nameof(PayoutsPage.Limits)] = await PayoutDecisions.Of(call).GetLimitsAsync(),
            [nameof(PayoutsPage.Found)] = found.Items,
            [nameof(PayoutsPage.Next)] = found.Next,
            [nameof(PayoutsPage.Wrong)] = wrong,
        }, status);
    }

    private Task<IResult> ResolveAsync(ConsoleCall call) => DecideAsync(call, ConsoleNotice.PayoutResolved, (grain, number, reason) =>
    {
        var (end, transaction) = PayoutForm.Resolution(call.Form.Body(["status", "transaction_hash"], []));
        return grain.ResolveAsync(new ResolvePayout { Number = number, End = end, Transaction = transaction, Reason = reason });
    });

    private async Task<IResult> DecideAsync(
        ConsoleCall call, ConsoleNotice notice, Func<IPayoutGrain, int, string, Task<PayoutChanged>> decide) =>
        await decisions.WhyNotAsync(call, decide) is var (words, status)
            ? await ListAsync(call, words, status)
            : ConsoleCall.Go(call.PathOf(Path), notice);

    private IAsyncEnumerable<Payout> AllAsync(ConsoleCall call, PayoutStanding? which) =>
        PageWalk.AllAsync(place => payouts.ListAsync(call.Shop.Id, which, place, Chunk), call.Http.RequestAborted);
}
