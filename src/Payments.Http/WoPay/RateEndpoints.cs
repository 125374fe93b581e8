using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;
using Payments.Chains;
using Payments.Contracts.Rates;
using Payments.Http.Common;

namespace Payments.Http.WoPay;

/// <summary>The configured price of one token; null where it was taken away.</summary>
internal sealed record ConfiguredRateView(string From, string To, string? Rate);

/// <summary>The price that quotes use now.</summary>
internal sealed record RateView(string From, string To, string Rate, string Source, string At);

/// <summary>System rates, for operators.</summary>
internal static class RateEndpoints
{
    public static void MapRates(this IEndpointRouteBuilder routes)
    {
        routes.MapAdmin("PUT", "/admin/rates", SetAsync);
        routes.MapAdmin("GET", "/admin/rates", GetAsync);
    }

    private static async Task<IResult> SetAsync(WoPayCall call)
    {
        var body = await call.BodyAsync("from", "to", "rate");
        var (from, to) = Pair(call, body.Required("from"), body.Required("to"));
        if (!body.Has("rate")) throw new InputException("rate", "is required; null takes the configured rate away");
        decimal? rate = body.Number("rate") is { } text ? WoPayRules.Rate(text) : null;
        await Grain(call, from, to).SetConfiguredAsync(rate);
        return call.Answer(new ConfiguredRateView(from, to, rate is { } set ? WoPayRules.Format(set) : null), WoPayJson.Relaxed.EnvelopeConfiguredRateView);
    }

    private static async Task<IResult> GetAsync(WoPayCall call)
    {
        var (from, to) = Pair(call, call.Query("from") ?? "", call.Query("to") ?? "");
        return await Grain(call, from, to).GetAsync() is { } value
            ? call.Answer(new RateView(from, to, WoPayRules.Format(value.Rate), value.Source, WoPayTime.Format(value.At)), WoPayJson.Relaxed.EnvelopeRateView)
            : call.Refuse(StatusCodes.Status404NotFound, "rate: none that is fresh enough");
    }

    private static (string From, string To) Pair(WoPayCall call, string from, string to)
    {
        var chains = call.Service<ChainCatalog>();
        var symbols = chains.Known.SelectMany(chain => chains.Find(chain)!.Tokens.Keys).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        var symbol = symbols.FirstOrDefault(known => known.Equals(from, StringComparison.OrdinalIgnoreCase)) ?? throw new InputException("from", $"expected one of {string.Join(", ", symbols)}");
        var currency = WoPayRules.Currency(to, "to");
        return symbol == currency ? throw new InputException("to", $"one {symbol} is always one {symbol}") : (symbol, currency);
    }

    private static IRateGrain Grain(WoPayCall call, string from, string to) => call.Grains.GetGrain<IRateGrain>($"rate-{from}-{to}");
}
