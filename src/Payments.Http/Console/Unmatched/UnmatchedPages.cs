using Microsoft.AspNetCore.Http;
using Payments.Chains;
using Payments.Domain.Identity;
using Payments.Domain.People;
using Payments.Domain.Transfers;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Shell;
using Payments.Http.Merchants;
using Payments.Storage;
using Payments.Storage.Queries;

namespace Payments.Http.Console.Unmatched;

/// <summary>
/// Money that came and fits no order, by the rules and words of the API: given to an order, marked as sent back, dismissed, noted. Every
/// decision asks for the second factor again.
/// </summary>
internal sealed class UnmatchedPages(TransferStore transfers, UnmatchedDecisions decisions, ConsoleProof proof, ChainCatalog chains)
{
    /// <summary>The section's path below the shop's.</summary>
    public const string Path = "/unmatched";

    // Each row has a form: more would make the page larger than one may be.
    private const int PageSize = 15;

    public void Map(ConsoleRoutes routes)
    {
        routes.MapShop("GET", Path, ShopAction.Look, call => ListAsync(call));
        routes.MapShop("POST", Path + "/assign", ShopAction.Decide, call => DecideAsync(call, transfer =>
        {
            var order = call.Form.Required("order");
            return async () => ConsoleCall.Go(
                ConsolePaths.Of(call.Shop, (await decisions.AssignAsync(call.Shop.Id, transfer, order)).Id), ConsoleNotice.MoneyAssigned);
        }));
        MapDecision(routes, "/return", ConsoleNotice.MoneyReturned,
            (call, transfer, note) => decisions.DismissAsync(call.Shop.Id, transfer, isReturned: true, note));
        MapDecision(routes, "/dismiss", ConsoleNotice.MoneyDismissed,
            (call, transfer, note) => decisions.DismissAsync(call.Shop.Id, transfer, isReturned: false, note));
        MapDecision(routes, "/note", ConsoleNotice.MoneyNoted, (call, transfer, note) => decisions.NoteAsync(call.Shop.Id, transfer, note));
    }

    private void MapDecision(
        ConsoleRoutes routes, string path, ConsoleNotice notice, Func<ConsoleCall, TransferId, string?, Task> decide) =>
        routes.MapShop("POST", Path + path, ShopAction.Decide, call => DecideAsync(call, transfer =>
        {
            var note = UnmatchedDecisions.Note(call.Form.Given("note"));
            return async () =>
            {
                await decide(call, transfer, note);
                return ConsoleCall.Go(call.PathOf(Path), notice);
            };
        }));

    private async Task<IResult> ListAsync(ConsoleCall call, string? wrong = null, int status = StatusCodes.Status200OK)
    {
        var (isDismissed, place) = (false, default(PageKey?));
        try
        {
            (isDismissed, place) = (UnmatchedDecisions.IsOfDismissed(call.Query("state")), ApiRules.After(call.Query("after")));
        }
        catch (InputException refusal)
        {
            (wrong, status) = (refusal.Message, StatusCodes.Status400BadRequest);
        }
        var found = await transfers.ListAsync(call.Shop.Id, place, PageSize, isDismissed: isDismissed);
        return call.Page<UnmatchedPage>(new()
        {
            [nameof(UnmatchedPage.Found)] = found.Items.Select(Shown).ToArray(),
            [nameof(UnmatchedPage.Next)] = found.Next?.ToString(),
            [nameof(UnmatchedPage.IsDismissed)] = isDismissed,
            [nameof(UnmatchedPage.Wrong)] = wrong,
        }, status);
    }

    /// <summary>Reads the form, asks for the second factor, and decides; what is refused is said above the list.</summary>
    private async Task<IResult> DecideAsync(ConsoleCall call, Func<TransferId, Func<Task<IResult>>> read)
    {
        try
        {
            var decide = read(new TransferId(call.Form.Required("transfer")));
            return await proof.WhyNotAsync(call) is { } wrong
                ? await ListAsync(call, wrong, StatusCodes.Status400BadRequest)
                : await decide();
        }
        catch (InputException refusal)
        {
            return await ListAsync(call, refusal.Message, refusal.Status);
        }
    }

    private ShownTransfer Shown(UnmatchedTransfer unmatched)
    {
        var (transfer, view) = (unmatched.Transfer, TransferView.Of(unmatched, chains));
        OrderId[] probable = [.. unmatched.Candidates.Prepend(unmatched.MeantFor ?? default).Where(id => id != default).Distinct()];
        return new ShownTransfer(
            transfer.Id.Value, $"{view.Amount ?? view.Units} {transfer.Token}", transfer.Chain.Value, view.From, view.Address,
            transfer.Transaction, transfer.BlockTime, view.Reason, probable, unmatched);
    }
}

/// <summary>Money that fits no order, as its page shows it.</summary>
/// <param name="Id">The transfer's id.</param>
/// <param name="Amount">How much; in atomic units where the token is no longer configured.</param>
/// <param name="Chain">The chain.</param>
/// <param name="From">Who paid, as the chain writes addresses.</param>
/// <param name="Address">Where it was paid.</param>
/// <param name="Transaction">The transaction.</param>
/// <param name="At">The block's time.</param>
/// <param name="Reason">Why no order has it: a word of the API, or what failed; null for what was stored before that was kept.</param>
/// <param name="Probable">Orders that it may have been meant for.</param>
/// <param name="Said">What the merchant said of it.</param>
public sealed record ShownTransfer(
    string Id, string Amount, string Chain, string From, string Address, string Transaction, DateTimeOffset At, string? Reason,
    IReadOnlyList<OrderId> Probable, UnmatchedTransfer Said);
