using Orleans;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Chains;
using Payments.Contracts.Rates;
using Payments.Domain.Merchants;
using Payments.Domain.Money;
using Payments.Domain.Rates;

namespace Payments.Http.Console.Wallets;

/// <summary>What an order in a wallet would ask its payer for. Nothing is reserved for it.</summary>
internal sealed class WalletQuotes(ChainCatalog chains, IChainReach reach, IGrainFactory grains)
{
    /// <summary>The money of the example.</summary>
    private const decimal Money = 100m;

    /// <summary>Tries a wallet, which need not be stored.</summary>
    public async Task<TriedQuote> TryAsync(Wallet wallet)
    {
        var quote = new TriedQuote(Money, wallet.Currency) { Behind = await reach.WhyBehindAsync(wallet.Chain) };
        if (!chains.TryGetToken(wallet.Chain, wallet.Token, out var token)) return quote;
        if (await RateAsync(wallet) is not var (rate, source)) return quote;
        try
        {
            var units = TokenAmount.FromMoney(Money, rate, token.Decimals, token.Step);
            return quote with { Amount = $"{TokenAmount.Format(units, token.Decimals)} {token.Symbol}", Rate = rate, Source = source };
        }
        catch (OverflowException)
        {
            return quote;
        }
    }

    private async Task<(decimal Rate, string Source)?> RateAsync(Wallet wallet)
    {
        if (wallet.OwnRate(wallet.Currency) is { } own) return (own, wallet.FixedRate(wallet.Currency) is null ? "par" : "wallet");
        return await grains.Find<IRateGrain>(new RatePair(wallet.Token, wallet.Currency).GrainKey).GetAsync() is { } rate
            ? (wallet.WithSpread(rate.Rate), rate.Source)
            : null;
    }
}

/// <summary>What an order in a wallet would ask for.</summary>
/// <param name="Money">The order's money.</param>
/// <param name="Currency">Its currency.</param>
public sealed record TriedQuote(decimal Money, string Currency)
{
    /// <summary>What the payer would be asked for; null where there is no fresh rate.</summary>
    public string? Amount { get; init; }

    /// <summary>What one token counts for, the wallet's spread taken off.</summary>
    public decimal? Rate { get; init; }

    /// <summary>Where the rate is from.</summary>
    public string? Source { get; init; }

    /// <summary>Why no order would be taken on the chain now; null where one would.</summary>
    public string? Behind { get; init; }
}
