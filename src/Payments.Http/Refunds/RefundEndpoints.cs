using Microsoft.AspNetCore.Http;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Storage.Queries;

namespace Payments.Http.Refunds;

/// <summary>Refunds of a merchant's orders, whichever face these came through.</summary>
internal sealed class RefundEndpoints(
    RefundQueries refunds, IdempotentCalls idempotency, ChainCatalog chains, PublicAddress address, TimeProvider time) : IApiEndpoints
{
    private const int DefaultLimit = 20;
    private const int MostLimit = 100;

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("POST", "/payments/{id}/refunds", KeyScopes.Refunds, RequestAsync);
        routes.MapOwn("GET", "/payments/{id}/refunds", KeyScopes.Read, OfOrderAsync);
        routes.MapOwn("GET", "/payments/{id}/refunds/{refund}", KeyScopes.Read, GetAsync);
        routes.MapOwn("POST", "/payments/{id}/refunds/{refund}/cancel", KeyScopes.Refunds, CancelAsync);
        routes.MapOwn("GET", "/refunds", KeyScopes.Read, ListAsync);
        routes.MapOwn("GET", "/refunds/batch", KeyScopes.Read, BatchAsync);
    }

    private async Task<IResult> RequestAsync(ApiCall call)
    {
        var key = IdempotencyKey.Of(call.Request);
        var body = await call.BodyAsync(RefundForm.Fields);
        var order = await call.OwnPaymentAsync();
        var (id, wish) = RefundForm.Read(body, order, chains);
        var request = new RefundRequest { Id = id, Wish = wish, By = call.Caller!.Key.Name, PublicUrl = address.Root };
        return await idempotency.AnswerAsync(call, body, key, async since =>
        {
            var result = await call.Grains.Find<IOrderGrain>(order.Id.GrainKey).RequestRefundAsync(request);
            if (RefundErrors.Of(result) is { } refusal) throw refusal;
            var isNew = result.Outcome == RefundOutcome.Created || result.Refund!.CreatedAt >= since;
            return (RefundView.Of(order.Id, result.Refund!, chains), isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
        }, ApiJson.Relaxed.EnvelopeRefundView);
    }

    private async Task<IResult> OfOrderAsync(ApiCall call)
    {
        var order = await call.OwnPaymentAsync();
        return call.Answer(
            new RefundsView([.. order.Refunds.Select(refund => RefundView.Of(order.Id, refund, chains))], null),
            ApiJson.Relaxed.EnvelopeRefundsView);
    }

    private async Task<IResult> GetAsync(ApiCall call)
    {
        var (order, refund) = await FindAsync(call);
        return Answer(call, order, refund);
    }

    private async Task<IResult> CancelAsync(ApiCall call)
    {
        var (order, refund) = await FindAsync(call);
        var grain = call.Grains.Find<IOrderGrain>(order.Id.GrainKey);
        if (RefundErrors.Of(await grain.CancelRefundAsync(refund.Id)) is { } refusal) throw refusal;
        return Answer(call, order, OrderRules.FindRefund((await grain.GetAsync())!, refund.Number)!);
    }

    private async Task<IResult> ListAsync(ApiCall call)
    {
        var limit = ApiRules.Limit(call.Query("limit"), DefaultLimit, MostLimit);
        var after = ApiRules.After(call.Query("after"));
        var found = await refunds.ListAsync(call.Access.Merchant.Id, RefundForm.StatusOf(call.Query("status")), after, limit);
        var views = found.Items.Select(item => RefundView.Of(item.Order, item.Refund, chains));
        return call.Answer(new RefundsView([.. views], found.Next?.ToString()), ApiJson.Relaxed.EnvelopeRefundsView);
    }

    /// <summary>All refunds of a chain that the merchant's wallet is still to send from one address, to be signed there.</summary>
    private async Task<IResult> BatchAsync(ApiCall call)
    {
        if (!chains.TryGetChain(call.Query("chain"), out var chain)) throw new InputException("chain", "expected a chain of this gateway");
        var waiting = (await refunds.AwaitedAsync(chain.Chain, call.Access.Merchant.Id))
            .Where(item => item.Refund is { Status: RefundStatus.Requested, Reversal: not RefundReversal.Due } refund &&
                chain.Tokens.ContainsKey(refund.Currency))
            .ToArray();
        if (FromOf(call.Query("from"), chain.Chain) is { } from) waiting = [.. waiting.Where(item => item.Refund.From == from)];
        if (waiting.Length == 0) throw new InputException("refunds", "none waits to be sent", StatusCodes.Status404NotFound);
        var senders = waiting.Select(item => chains.Display(chain.Chain, item.Refund.From!)).Distinct().ToArray();
        if (senders.Length > 1) throw new InputException("from", $"is required, one of {string.Join(", ", senders)}");
        var batch = new RefundBatch(chain, waiting, chains, time.GetUtcNow());
        return call.Query("format") switch
        {
            null or "" => batch.Calls() ?? batch.Csv(),
            "csv" => batch.Csv(),
            "json" => batch.Calls() ?? throw new InputException("format", "wallets of this chain take no calls; expected csv"),
            _ => throw new InputException("format", "expected csv or json"),
        };
    }

    private string? FromOf(string? text, ChainId chain)
    {
        if (text is not { Length: > 0 }) return null;
        return chains.TryParseAddress(chain, text, out var canonical, out var error) ? canonical : throw new InputException("from", error);
    }

    private IResult Answer(ApiCall call, Order order, Refund refund) =>
        call.Answer(RefundView.Of(order.Id, refund, chains), ApiJson.Relaxed.EnvelopeRefundView);

    private static async Task<(Order Order, Refund Refund)> FindAsync(ApiCall call)
    {
        var order = await call.OwnPaymentAsync();
        var refund = order.Refunds.FirstOrDefault(candidate => candidate.Id == call.Route("refund")) ?? throw RefundErrors.NoRefund;
        return (order, refund);
    }
}
