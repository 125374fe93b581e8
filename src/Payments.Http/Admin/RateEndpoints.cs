using Microsoft.AspNetCore.Http;
using Payments.Domain.Money;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Admin;

/// <summary>The configured price of one token, null where it was taken away, and the one that quotes use now: the configured one only while no source has a fresh one; null where there is none.</summary>
internal sealed record ConfiguredRateView(string From, string To, string? Rate, RateView? InForce);

/// <summary>The price that quotes use now.</summary>
/// <param name="From">The token.</param>
/// <param name="To">The currency.</param>
/// <param name="Rate">What one token costs.</param>
/// <param name="Source">Where the price is from; <c>configured</c> is an operator's.</param>
/// <param name="At">When it was read, or set.</param>
public sealed record RateView(string From, string To, string Rate, string Source, string At);

/// <summary>System rates, for operators.</summary>
internal sealed class RateEndpoints(SystemRates rates) : IApiEndpoints
{
    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapAdmin("PUT", "/admin/rates", SetAsync);
        routes.MapAdmin("GET", "/admin/rates", GetAsync);
    }

    private async Task<IResult> SetAsync(ApiCall call)
    {
        var body = await call.BodyAsync("from", "to", "rate");
        var pair = rates.Pair(body.Required("from"), body.Required("to"));
        if (!body.Has("rate")) throw new InputException("rate", "is required; null takes the configured rate away");
        decimal? rate = body.Number("rate") is { } text ? ApiRules.Rate(text) : null;
        await rates.SetAsync(pair, rate);
        var inForce = await rates.FindAsync(pair);
        return call.Answer(new ConfiguredRateView(pair.From, pair.To, rate is { } set ? PlainDecimal.Format(set) : null, inForce),
            ApiJson.Relaxed.EnvelopeConfiguredRateView);
    }

    private async Task<IResult> GetAsync(ApiCall call)
    {
        var pair = rates.Pair(call.Query("from") ?? "", call.Query("to") ?? "");
        return await rates.FindAsync(pair) is { } view
            ? call.Answer(view, ApiJson.Relaxed.EnvelopeRateView)
            : call.Refuse(StatusCodes.Status404NotFound, "rate: none that is fresh enough");
    }
}
