using Orleans;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Rates;
using Payments.Domain.Money;
using Payments.Domain.Rates;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Admin;

/// <summary>The prices that the gateway quotes by, for the API's operators and the operators' side alike.</summary>
internal sealed class SystemRates(IGrainFactory grains, ChainCatalog chains)
{
    /// <summary>Tokens that have a price.</summary>
    public IReadOnlyList<string> Tokens { get; } =
        [.. chains.Known.SelectMany(chain => chains.Find(chain)!.Tokens.Keys).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>A token and a currency as they are spelt.</summary>
    /// <exception cref="InputException">One of them is not known, or they are the same.</exception>
    public RatePair Pair(string from, string to)
    {
        var symbol = Tokens.FirstOrDefault(known => known.Equals(from, StringComparison.OrdinalIgnoreCase))
            ?? throw new InputException("from", $"expected one of {string.Join(", ", Tokens)}");
        var currency = ApiRules.Currency(to, "to");
        return symbol == currency
            ? throw new InputException("to", $"one {symbol} is always one {symbol}")
            : new RatePair(symbol, currency);
    }

    /// <summary>The price that quotes use now; null where none is fresh enough.</summary>
    public async Task<RateView?> FindAsync(RatePair pair) => await Grain(pair).GetAsync() is { } value
        ? new RateView(pair.From, pair.To, PlainDecimal.Format(value.Rate), value.Source, ApiTime.Format(value.At))
        : null;

    /// <summary>Sets the price that is used while no source has a fresh one; null takes it away.</summary>
    public Task SetAsync(RatePair pair, decimal? rate) => Grain(pair).SetConfiguredAsync(rate);

    private IRateGrain Grain(RatePair pair) => grains.Find<IRateGrain>(pair.GrainKey);
}
