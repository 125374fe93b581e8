using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Merchants;

/// <summary>What a merchant decides about an order by hand, with a reason that its history keeps.</summary>
internal sealed class OrderManualEndpoints(ChainCatalog chains, TimeProvider time) : IApiEndpoints
{
    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("POST", "/orders/{id}/complete", KeyScopes.Complete, CompleteAsync);
        routes.MapOwn("POST", "/orders/{id}/refuse", KeyScopes.Complete, RefuseAsync);
        routes.MapOwn("POST", "/orders/{id}/extend", KeyScopes.Complete, ExtendAsync);
    }

    private async Task<IResult> CompleteAsync(ApiCall call)
    {
        var reason = Reason(await call.BodyAsync("reason"));
        return await DecideAsync(call, order => order.CompleteByHandAsync(reason));
    }

    private async Task<IResult> RefuseAsync(ApiCall call)
    {
        var reason = Reason(await call.BodyAsync("reason"));
        return await DecideAsync(call, order => order.RefuseAsync(reason));
    }

    private async Task<IResult> ExtendAsync(ApiCall call)
    {
        var body = await call.BodyAsync("reason", "seconds", "until");
        var (reason, until) = (Reason(body), Until(body));
        return await DecideAsync(call, order => order.ExtendAsync(until, reason));
    }

    private async Task<IResult> DecideAsync(ApiCall call, Func<IOrderGrain, Task<ManualOutcome>> decide)
    {
        var order = await call.OwnOrderAsync(call.Route("id")) ?? throw new InputException("order", "no such order", StatusCodes.Status404NotFound);
        var grain = call.Grains.Find<IOrderGrain>(order.Id.GrainKey);
        var outcome = await decide(grain);
        var after = (await grain.GetAsync())!;
        return ApiErrors.Of(outcome, after) is { } refusal
            ? call.Refuse(refusal.Status, refusal.Error)
            : call.Answer(OrderView.Of(after, call.CashierTokenOf(after.Id), chains), ApiJson.Relaxed.EnvelopeOrderView);
    }

    /// <summary>Why a person decides, which stays on record.</summary>
    /// <exception cref="InputException">It is missing, empty, too long, or has control characters.</exception>
    internal static string Reason(JsonFields body) => Reason(body.Required("reason"));

    /// <summary>A reason for the order's history, without blanks around it.</summary>
    /// <param name="text">The reason.</param>
    /// <param name="limit">The most characters.</param>
    /// <exception cref="InputException">It is empty, too long, or has control characters.</exception>
    internal static string Reason(string text, int limit = OrderRules.ReasonLimit)
    {
        var reason = text.Trim();
        if (reason.Length == 0) throw InputException.Missing("reason");
        if (reason.Length > limit) throw new InputException("reason", $"at most {limit} characters");
        return reason.Any(char.IsControl) ? throw new InputException("reason", "must not contain control characters") : reason;
    }

    /// <summary>Seconds count from now.</summary>
    private DateTimeOffset Until(JsonFields body)
    {
        var (now, limit) = (time.GetUtcNow(), OrderRules.ExtensionLimit);
        if (body.Number("seconds") is { } text)
        {
            if (body.Text("until") is not null) throw new InputException("until", "goes without seconds");
            return now + TimeSpan.FromSeconds(ApiRules.Limit(text, 0, (int)limit.TotalSeconds, "seconds"));
        }
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParse(body.Required("until"), CultureInfo.InvariantCulture, styles, out var until))
            throw new InputException("until", "expected a time such as 2026-01-31T12:00:00Z");
        return until > now + limit ? throw new InputException("until", $"at most {limit.TotalDays} days from now") : until;
    }
}
