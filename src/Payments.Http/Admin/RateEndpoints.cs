using Microsoft.AspNetCore.Http;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Rates;
using Payments.Domain.Money;
using Payments.Domain.Rates;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Admin;

/// <summary>The configured price of one token, null where it was taken away, and the one that quotes use now: the configured one only while no source has a fresh one; null where there is none.</summary>
internal sealed record ConfiguredRateView(string From, string To, string? Rate, RateView? InForce);

/// <summary>The price that quotes use now.</summary>
internal sealed record RateView(string From, string To, string Rate, string Source, string At);

/// <summary>System rates, for operators.</summary>
internal sealed class RateEndpoints(ChainCatalog chains) : IApiEndpoints
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
        var (from, to) = Pair(body.Required("from"), body.Required("to"));
        if (!body.Has("rate")) throw new InputException("rate", "is required; null takes the configured rate away");
        decimal? rate = body.Number("rate") is { } text ? ApiRules.Rate(text) : null;
        await Grain(call, from, to).SetConfiguredAsync(rate);
        var inForce = await FindAsync(call, from, to);
        return call.Answer(new ConfiguredRateView(from, to, rate is { } set ? PlainDecimal.Format(set) : null, inForce),
            ApiJson.Relaxed.EnvelopeConfiguredRateView);
    }

    private async Task<IResult> GetAsync(ApiCall call)
    {
        var (from, to) = Pair(call.Query("from") ?? "", call.Query("to") ?? "");
        return await FindAsync(call, from, to) is { } view
            ? call.Answer(view, ApiJson.Relaxed.EnvelopeRateView)
            : call.Refuse(StatusCodes.Status404NotFound, "rate: none that is fresh enough");
    }

    private static async Task<RateView?> FindAsync(ApiCall call, string from, string to) =>
        await Grain(call, from, to).GetAsync() is { } value
        ? new RateView(from, to, PlainDecimal.Format(value.Rate), value.Source, ApiTime.Format(value.At))
        : null;

    private (string From, string To) Pair(string from, string to)
    {
        var symbols = chains.Known.SelectMany(chain => chains.Find(chain)!.Tokens.Keys).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        var symbol = symbols.FirstOrDefault(known => known.Equals(from, StringComparison.OrdinalIgnoreCase))
            ?? throw new InputException("from", $"expected one of {string.Join(", ", symbols)}");
        var currency = ApiRules.Currency(to, "to");
        return symbol == currency ? throw new InputException("to", $"one {symbol} is always one {symbol}") : (symbol, currency);
    }

    private static IRateGrain Grain(ApiCall call, string from, string to) => call.Grains.Find<IRateGrain>(new RatePair(from, to).GrainKey);
}
