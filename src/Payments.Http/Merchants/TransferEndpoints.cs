using Microsoft.AspNetCore.Http;
using Payments.Chains;
using Payments.Domain.Merchants;
using Payments.Domain.Money;
using Payments.Domain.Tokens;
using Payments.Domain.Transfers;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Storage;

namespace Payments.Http.Merchants;

/// <summary>Money that came and fits no order, and how a merchant gives it to one.</summary>
internal sealed class TransferEndpoints(
    ChainCatalog chains, TransferStore transfers, DustStore dustCounts, UnmatchedDecisions decisions) : IApiEndpoints
{
    private const int DefaultLimit = 50;
    private const int MostLimit = 200;
    private const int AmountDecimals = 18;

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("GET", "/transfers/unmatched", KeyScopes.Read, ListAsync);
        routes.MapOwn("POST", "/transfers/{id}/assign", KeyScopes.Assign, AssignAsync);
        routes.MapOwn("POST", "/transfers/{id}/dismiss", KeyScopes.Assign, DismissAsync);
        routes.MapOwn("POST", "/transfers/{id}/note", KeyScopes.Assign, NoteAsync);
        routes.MapOwn("POST", "/transfers/unmatched/dismiss", KeyScopes.Assign, DismissAllAsync);
    }

    private async Task<IResult> ListAsync(ApiCall call)
    {
        var limit = ApiRules.Limit(call.Query("limit"), DefaultLimit, MostLimit);
        var owner = call.Access.Merchant.Id;
        var least = call.Query("least") is { Length: > 0 } text ? Amounts(text, "least", _ => true) : null;
        var page = await transfers.ListAsync(
            owner, ApiRules.After(call.Query("after")), limit, least, UnmatchedDecisions.IsOfDismissed(call.Query("state")));
        var dust = await dustCounts.ListAsync(owner);
        var view = new TransfersView(
            [.. page.Items.Select(unmatched => TransferView.Of(unmatched, chains))],
            page.Next?.ToString(),
            [.. dust.Select(count => DustView.Of(count, chains))]);
        return call.Answer(view, ApiJson.Relaxed.EnvelopeTransfersView);
    }

    private async Task<IResult> DismissAllAsync(ApiCall call)
    {
        var body = await call.BodyAsync("below", "chain", "token");
        var (chain, token) = (body.Text("chain"), body.Text("token"));
        bool IsMeant(TokenInfo one) =>
            (chain is null || one.Chain.Value.Equals(chain, StringComparison.OrdinalIgnoreCase)) &&
            (token is null || one.Symbol.Equals(token, StringComparison.OrdinalIgnoreCase));
        var below = Amounts(body.Number("below") ?? throw InputException.Missing("below"), "below", IsMeant);
        if (below.Count == 0) throw new InputException(token is null ? "chain" : "token", "no such coin here");
        var dismissed = await transfers.DismissAsync(call.Access.Merchant.Id, below);
        return call.Answer(new DismissedView(dismissed, dismissed == TransferStore.DismissLimit), ApiJson.Relaxed.EnvelopeDismissedView);
    }

    private async Task<IResult> DismissAsync(ApiCall call)
    {
        var body = call.HasBody ? await call.BodyAsync("returned", "note") : null;
        var note = UnmatchedDecisions.Note(body?.Text("note"));
        await decisions.DismissAsync(call.Access.Merchant.Id, new TransferId(call.Route("id")), body?.Flag("returned") == true, note);
        return call.Answer(new DismissedView(1, false), ApiJson.Relaxed.EnvelopeDismissedView);
    }

    private async Task<IResult> NoteAsync(ApiCall call)
    {
        var body = await call.BodyAsync("note");
        if (!body.Has("note")) throw new InputException("note", "is required; null takes it away");
        var (id, note) = (new TransferId(call.Route("id")), UnmatchedDecisions.Note(body.Text("note")));
        await decisions.NoteAsync(call.Access.Merchant.Id, id, note);
        return call.Answer(new NotedView(id.Value, note), ApiJson.Relaxed.EnvelopeNotedView);
    }

    /// <summary>One amount in the units of each token, rounded up where it has more decimals than the token.</summary>
    private IReadOnlyList<LeastAmount> Amounts(string text, string field, Predicate<TokenInfo> isMeant)
    {
        var amount = InputRules.Positive(text, field, "0.5", AmountDecimals, MoneyBounds.Usual.Most);
        var tokens = chains.On.SelectMany(chain => chain.Tokens.Values).Where(token => isMeant(token));
        return [.. tokens.Select(token => new LeastAmount(token.Chain, token.Symbol, TokenAmount.Bound(amount, token.Decimals)))];
    }

    private async Task<IResult> AssignAsync(ApiCall call)
    {
        var body = await call.BodyAsync("order");
        var transfer = new TransferId(call.Route("id"));
        var order = await decisions.AssignAsync(call.Access.Merchant.Id, transfer, body.Required("order"));
        return call.Answer(AssignmentView.Of(transfer, order), ApiJson.Relaxed.EnvelopeAssignmentView);
    }
}
