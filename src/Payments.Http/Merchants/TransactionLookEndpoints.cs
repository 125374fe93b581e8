using Microsoft.AspNetCore.Http;
using Payments.Chains;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Limits;

namespace Payments.Http.Merchants;

/// <summary>"Look at this transaction now": asks the chain's nodes, and says what it is to the merchant.</summary>
internal sealed class TransactionLookEndpoints(TransactionLooks looks, ChainCatalog chains, RequestLimits limits) : IApiEndpoints
{
    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("GET", "/transactions/{chain}/{hash}", KeyScopes.Complete, LookAsync);
        routes.MapOwn("POST", "/orders/{id}/look", KeyScopes.Complete, LookForOrderAsync);
    }

    private Task<IResult> LookAsync(ApiCall call) =>
        AnswerAsync(call, ChainOf(call.Route("chain")), call.Route("hash"), "hash", order: null);

    private async Task<IResult> LookForOrderAsync(ApiCall call)
    {
        var body = await call.BodyAsync("transaction", "chain");
        var order = await call.OwnOrderAsync(call.Route("id"))
            ?? throw new InputException("order", "no such order", StatusCodes.Status404NotFound);
        var chain = body.Text("chain") is { } named ? ChainOf(named)
            : order.Quote is { } quote ? quote.Chain
            : throw new InputException("chain", "is required: the payer of this order chose no coin yet");
        return await AnswerAsync(call, chain, body.Required("transaction"), "transaction", order);
    }

    private async Task<IResult> AnswerAsync(ApiCall call, ChainId chain, string text, string field, Order? order)
    {
        if (!chains.TryParseTransaction(chain, text, out var transaction))
            throw new InputException(field, $"is no name of a transaction of {chains.NameOf(chain)}");
        await limits.CountLookAsync(call.Http, call.Access.Merchant.Id);
        var finding = await looks.LookAsync(call.Access.Merchant.Id, chain, transaction, order);
        return call.Answer(TransactionLookView.Of(chain, transaction, finding, chains), ApiJson.Relaxed.EnvelopeTransactionLookView);
    }

    private ChainId ChainOf(string name) => chains.TryGetChain(name, out var chain) && chain.IsOn
        ? chain.Chain
        : throw new InputException("chain", chains.On.Select(on => on.Chain.Value).Order().ToArray() is { Length: > 0 } known
            ? $"expected one of {string.Join(", ", known)}"
            : "no chain is on at this gateway");
}
