using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payments.Domain.Rates;
using Payments.Http.Admin;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Shell;

namespace Payments.Http.Console.Operators;

/// <summary>Prices that the gateway quotes by: one is looked up, and one is set for when no source has a fresh one.</summary>
internal sealed class RatePages(SystemRates rates, OperatorProof proof)
{
    /// <summary>The section's path below the operators' side.</summary>
    public const string Path = "/rates";

    public void Map(ConsoleRoutes routes)
    {
        routes.MapOperator("GET", Path, LookAsync);
        routes.MapOperator("POST", Path, SetAsync);
    }

    private async Task<IResult> LookAsync(ConsoleCall call)
    {
        if (call.Query("from") is null && call.Query("to") is null) return Show(call, null, null);
        try
        {
            var pair = rates.Pair(call.Query("from") ?? "", call.Query("to") ?? "");
            return Show(call, pair, await rates.FindAsync(pair));
        }
        catch (InputException refusal)
        {
            return Show(call, null, null, refusal.Message, refusal.Status);
        }
    }

    /// <summary>An empty price takes the one that was set away.</summary>
    private async Task<IResult> SetAsync(ConsoleCall call)
    {
        RatePair? asked = null;
        try
        {
            var pair = rates.Pair(call.Form.Required("from"), call.Form.Required("to"));
            asked = pair;
            decimal? rate = call.Form.Given("rate") is { } text ? ApiRules.Rate(text) : null;
            var deed = string.Create(CultureInfo.InvariantCulture, $"sets the rate of {pair} to {rate}");
            if (await proof.WhyNotAsync(call, deed) is { } wrong)
                return Show(call, pair, await rates.FindAsync(pair), wrong, StatusCodes.Status400BadRequest);
            await rates.SetAsync(pair, rate);
            return ConsoleCall.Go(OperatorWords.PathOf(Path, ("from", pair.From), ("to", pair.To)), ConsoleNotice.RateSet);
        }
        catch (InputException refusal) when (refusal.Status == StatusCodes.Status400BadRequest)
        {
            return Show(call, asked, asked is { } pair ? await rates.FindAsync(pair) : null, refusal.Message, refusal.Status);
        }
    }

    private IResult Show(ConsoleCall call, RatePair? pair, RateView? rate, string? wrong = null, int status = StatusCodes.Status200OK) =>
        call.Page<RatesPage>(new()
        {
            [nameof(RatesPage.Tokens)] = rates.Tokens,
            [nameof(RatesPage.Pair)] = pair,
            [nameof(RatesPage.Rate)] = rate,
            [nameof(RatesPage.Wrong)] = wrong,
        }, status);
}
