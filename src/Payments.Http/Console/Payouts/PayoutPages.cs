using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payments.Contracts;
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
internal sealed class PayoutPages(PayoutQueries payouts, ConsoleProof proof)
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
            [nameof(PayoutsPage.Limits)] = await Of(call).GetLimitsAsync(),
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

    /// <summary>With the reason goes who decides, as for orders.</summary>
    private async Task<IResult> DecideAsync(
        ConsoleCall call, ConsoleNotice notice, Func<IPayoutGrain, int, string, Task<PayoutChanged>> decide)
    {
        try
        {
            _ = int.TryParse(call.Route("payout"), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            var payout = await payouts.FindAsync(new PayoutReference(call.Shop.Id, number))
                ?? throw new InputException("payout_id", "no such payout", StatusCodes.Status404NotFound);
            var reason = OrderManualEndpoints.Reason($"{call.Form.Required("reason")} · {call.Me.Person.Email}");
            if (await proof.WhyNotAsync(call) is { } wrong) return await ListAsync(call, wrong, StatusCodes.Status400BadRequest);
            var changed = await decide(Of(call), payout.Number, reason);
            if (PayoutForm.Refusal(changed.Outcome, changed.Payout ?? payout) is { } refused) throw refused;
        }
        catch (InputException refusal)
        {
            return await ListAsync(call, refusal.Message, refusal.Status);
        }
        return ConsoleCall.Go(call.PathOf(Path), notice);
    }

    private static IPayoutGrain Of(ConsoleCall call) => call.Grains.Find<IPayoutGrain>(PayoutReference.GrainKeyOf(call.Shop.Id));

    private async IAsyncEnumerable<Payout> AllAsync(ConsoleCall call, PayoutStanding? which)
    {
        for (PageKey? place = null; ;)
        {
            call.Http.RequestAborted.ThrowIfCancellationRequested();
            var page = await payouts.ListAsync(call.Shop.Id, which, place, Chunk);
            foreach (var payout in page.Items) yield return payout;
            if (page.Next is null) yield break;
            place = page.Next;
        }
    }
}
