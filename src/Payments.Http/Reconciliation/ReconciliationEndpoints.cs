using Microsoft.AspNetCore.Http;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Audit;
using Payments.Contracts.Reconciliation;
using Payments.Domain.Merchants;
using Payments.Domain.Reconciliation;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Merchants;
using Payments.Providers.Common;
using Payments.Storage.Reconciliation;

namespace Payments.Http.Reconciliation;

/// <summary>
/// Comparisons with providers' statements and with chains, and settlements: all of them for operators, of the own accounts and orders for
/// merchants.
/// </summary>
internal sealed class ReconciliationEndpoints(
    ReconciliationQueries queries, ReconciliationStore store, ProviderCatalog catalog, ChainCatalog chains) : IApiEndpoints
{
    private const string Runs = "/reconciliations";
    private const string Differences = $"{Runs}/differences";
    private const string Settlements = "/settlements";
    private const string Admin = "/admin";

    /// <summary>What the audit log calls settling a difference.</summary>
    private const string DifferenceSettled = "difference-settled";

    private static InputException NoDifference =>
        new("id", "there is no such difference, or it is a note of another day", StatusCodes.Status404NotFound);

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("GET", Runs, KeyScopes.Read, call => RunsAsync(call, ReconciliationRequest.OfMerchant(call)));
        routes.MapOwn(
            "GET", Differences, KeyScopes.Read, call => DifferencesAsync(call, ReconciliationRequest.OfMerchantsDifferences(call)));
        routes.MapOwn("GET", Settlements, KeyScopes.Read, call => SettlementsAsync(call, ReconciliationRequest.OfMerchantsOrders(call)));
        routes.MapAdmin("GET", Admin + Runs, call => RunsAsync(call, ReconciliationRequest.OfOperator(call)));
        routes.MapAdmin("POST", Admin + Runs, AskAsync);
        routes.MapAdmin("GET", Admin + Differences, call => DifferencesAsync(call, ReconciliationRequest.OfOperator(call)));
        routes.MapAdmin("POST", $"{Admin}{Differences}/{{id}}/settle", SettleAsync);
        routes.MapAdmin("GET", Admin + Settlements, call => SettlementsAsync(call, ReconciliationRequest.OfOperator(call)));
    }

    private async Task<IResult> RunsAsync(ApiCall call, ReconciliationFilter filter)
    {
        var after = ReconciliationRequest.After(call, ReconciliationQueries.RunPlace);
        var page = await queries.RunsAsync(filter with { IsOpenOnly = false }, after, ReconciliationRequest.Limit(call));
        return call.Answer(ReconciliationsView.Of(page), ApiJson.Relaxed.EnvelopeReconciliationsView);
    }

    private async Task<IResult> DifferencesAsync(ApiCall call, ReconciliationFilter filter)
    {
        if (ApiRules.IsCsv(call)) return ReconciliationCsv.Of(queries.AllDifferencesAsync(filter, call.Http.RequestAborted));
        var after = ReconciliationRequest.After(call, ReconciliationQueries.DifferencePlace);
        var page = await queries.DifferencesAsync(filter, after, ReconciliationRequest.Limit(call));
        return call.Answer(DifferencesView.Of(page), ApiJson.Relaxed.EnvelopeDifferencesView);
    }

    private async Task<IResult> SettlementsAsync(ApiCall call, ReconciliationFilter filter)
    {
        filter = filter with { IsOpenOnly = false };
        if (ApiRules.IsCsv(call)) return ReconciliationCsv.Of(queries.AllSettlementsAsync(filter, call.Http.RequestAborted));
        var after = ReconciliationRequest.After(call, ReconciliationQueries.SettlementPlace);
        var page = await queries.SettlementsAsync(filter, after, ReconciliationRequest.Limit(call));
        return call.Answer(SettlementsView.Of(page), ApiJson.Relaxed.EnvelopeSettlementsView);
    }

    /// <summary>Has a day compared, beside the request: a statement of millions of lines takes minutes.</summary>
    private async Task<IResult> AskAsync(ApiCall call)
    {
        var body = await call.BodyAsync("provider", "account", "day");
        var names = catalog.All.Where(provider => provider.Calendar is not null).Select(provider => provider.Name)
            .Concat(chains.On.Select(chain => chain.Chain.Value)).Order(StringComparer.Ordinal).ToArray();
        var provider = body.Required("provider");
        if (!names.Contains(provider)) throw new InputException("provider", $"expected one of {string.Join(", ", names)}");
        var owner = ReconciliationRequest.Account(body.Text("account") ?? ReconciliationKey.Installation, "account").Owner;
        var key = new ReconciliationKey(provider, owner);
        var day = ReconciliationRequest.Day(body.Required("day"), "day");
        switch (await call.Grains.Find<IReconciliationGrain>(key.GrainKey).AskAsync(day))
        {
            case AskOutcome.Taken:
                return call.Answer(
                    new AskedReconciliationView(provider, ReconciliationView.AccountOf(key.Account), StoredDifferences.TextOf(day)),
                    ApiJson.Relaxed.EnvelopeAskedReconciliationView, StatusCodes.Status202Accepted);
            case AskOutcome.NotPublished:
                throw new InputException("day", "the provider has no statement of that day yet", StatusCodes.Status409Conflict);
            case AskOutcome.TooMany:
                throw new InputException("day", $"{ReconciliationPlan.MostAsked} days wait already", StatusCodes.Status409Conflict);
            case AskOutcome.NoAccount:
                throw new InputException("account", "there is no such account at this provider", StatusCodes.Status404NotFound);
            case var other:
                throw new InvalidOperationException($"Unknown outcome {other}.");
        }
    }

    private async Task<IResult> SettleAsync(ApiCall call)
    {
        var reason = OrderManualEndpoints.Reason(await call.BodyAsync("reason"));
        var id = call.Route("id");
        var known = id.Contains('\0') ? null : await queries.FindDifferenceAsync(id);
        if (known is null || known.Kind == DifferenceKind.OtherDay.Word()) throw NoDifference;
        await call.Grains.Find<IOperatorLogGrain>(IOperatorLogGrain.Key).NoteAsync(new OperatorDeed
        {
            What = DifferenceSettled,
            Field = $"differences[{known.Provider} {known.Account} {known.Day} {known.Kind} {known.Reference}].settled",
            After = "true",
            Reason = reason,
        });
        if (!await store.SettleAsync(id, reason)) throw NoDifference;
        return call.Answer(DifferenceView.Of((await queries.FindDifferenceAsync(id))!), ApiJson.Relaxed.EnvelopeDifferenceView);
    }
}
