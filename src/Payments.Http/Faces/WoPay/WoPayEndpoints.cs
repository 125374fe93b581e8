using Microsoft.AspNetCore.Http;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Http.Api;
using Payments.Http.Cashier;
using Payments.Http.Common;
using Payments.Http.ProviderCallbacks;

namespace Payments.Http.Faces.WoPay;

/// <summary>Payments of the WoPay document: create, read, list, QR code.</summary>
internal sealed class WoPayEndpoints(
    WoPayRequest request, PaymentLists lists, PaymentLinks links, IdempotentCalls idempotency, ChainCatalog chains, ChainStatuses statuses,
    ChargeStarts charges, PublicAddress address, IOrderIds ids) : IApiEndpoints
{
    private const string Png = "image/png";

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("POST", "/payments", KeyScopes.Create, CreateAsync);
        routes.MapOwn("GET", "/payments", KeyScopes.Read, ListAsync);
        routes.MapOwn("GET", "/payments/{id}", KeyScopes.Read, GetAsync);
        routes.MapOwn("GET", "/payments/{id}/qrcode", KeyScopes.Read, QrCodeAsync);
    }

    private async Task<IResult> CreateAsync(ApiCall call)
    {
        var key = IdempotencyKey.Of(call.Request);
        var body = await call.BodyAsync(WoPayRequest.Fields);
        var asked = await request.ReadAsync(body, call.Access.Merchant);
        return await idempotency.AnswerAsync(
            call, body, key, since => MakeAsync(call, asked, since), ApiJson.Relaxed.EnvelopeCreatedPaymentView);
    }

    /// <summary>
    /// 201 for a payment that this request made, also where it came before and its answer was lost; 200 for one that was there.
    /// </summary>
    private async Task<(CreatedPaymentView Data, int Status)> MakeAsync(ApiCall call, RequestedPayment asked, DateTimeOffset since)
    {
        var grain = call.Grains.Find<IOrderGrain>(ids.For(asked.Command.Merchant, asked.Command.Number).GrainKey);
        var result = await grain.CreateAsync(asked.Command);
        var order = Accepted(result, asked);
        // The answer must be in the coin that was asked for: the same number may have come with another, or its payer chose one.
        if (asked.Wallet is { } wallet && !asked.IsMetBy(order.Quote)) order = Turned(await grain.ChooseWalletAsync(wallet.Id), asked);
        if (asked.Charge is { } wish && PaymentStatus.Of(order) == PaymentStatus.Pending) order = await ChargedAsync(order, wish);
        var url = links.UrlOf(order, call.Access.Merchant.Name);
        var code = url is null ? null : $"data:{Png};base64,{Convert.ToBase64String(QrImages.Png(url))}";
        var (cashier, token) = (address.Cashier(order.Id), ids.CashierTokenOf(order.Id));
        var view = CreatedPaymentView.Of(order, OrderFacts.Of(order, chains), code, url, cashier, token);
        var isNew = result.Outcome == CreateOutcome.Created || order.CreatedAt >= since;
        return (view, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary>
    /// The order with the charge that was asked for. One whose provider does not answer is there and is asked for again by the same
    /// request.
    /// </summary>
    private async Task<Order> ChargedAsync(Order order, ChargeWish wish)
    {
        var result = await charges.StartAsync(null, order.Id, wish);
        return ChargeStarts.Refusal(result) is { } refusal ? throw refusal : result.Order!;
    }

    private async Task<IResult> ListAsync(ApiCall call) =>
        call.Answer(await lists.ReadAsync(call), ApiJson.Relaxed.EnvelopePaymentsView);

    private async Task<IResult> GetAsync(ApiCall call)
    {
        var order = await call.OwnPaymentAsync();
        var facts = OrderFacts.Of(order, chains);
        var shown = ShownTransaction.Of(order, await HeadAsync(facts));
        var url = links.UrlOf(order, call.Access.Merchant.Name);
        var (cashier, token) = (address.Cashier(order.Id), ids.CashierTokenOf(order.Id));
        var view = PaymentView.Of(order, facts, shown, OrderFacts.TransactionsOf(order, chains), url, cashier, token);
        return call.Answer(view, ApiJson.Relaxed.EnvelopePaymentView);
    }

    /// <summary>
    /// The image of the payment URL, or with <c>of=address</c> of the bare address on chains whose wallets misread links of tokens.
    /// </summary>
    private async Task<IResult> QrCodeAsync(ApiCall call)
    {
        var order = await call.OwnPaymentAsync();
        var text = call.Query("of") switch
        {
            null or "" or "link" => links.UrlOf(order, call.Access.Merchant.Name),
            "address" => links.CodeOf(order, call.Access.Merchant.Name),
            _ => throw new InputException("of", "expected link or address"),
        };
        return text is null
            ? call.Refuse(StatusCodes.Status404NotFound, $"payment_id: {order.Number} is {PaymentStatus.Of(order)} and has nothing to pay")
            : TypedResults.Bytes(QrImages.Of(text, Png, QrImages.Png), Png);
    }

    /// <summary>The height of the chain that an order is paid on; null where its watcher does not tell.</summary>
    private async Task<long?> HeadAsync(OrderFacts? facts) =>
        facts is not null && chains.TryGetChain(facts.Chain, out var chain) && chain.IsOn
            ? (await statuses.FindAsync(chain.Chain))?.Head
            : null;

    private static Order Accepted(CreateOrderResult result, RequestedPayment asked)
    {
        if (WoPayErrors.Of(result.Outcome) is not { } refusal) return result.Order!;
        var field = result.Outcome == CreateOutcome.ForbiddenCallback ? asked.CallbackField : refusal.Field;
        throw new InputException(field, result.Detail!, refusal.Status) { RetryAfter = result.RetryAfter };
    }

    private static Order Turned(CreateOrderResult result, RequestedPayment asked) =>
        result is { Outcome: CreateOutcome.NotOpen, Order: { Quote: { } quote } order }
            ? throw new InputException(
                "currency",
                $"a payment of {order.Number} in {quote.Token} on {quote.Chain} was seen; only that can be asked for now",
                StatusCodes.Status409Conflict)
            : Accepted(result, asked);
}
