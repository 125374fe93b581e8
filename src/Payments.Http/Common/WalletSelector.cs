using Payments.Chains;
using Payments.Contracts.Chains;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;

namespace Payments.Http.Common;

/// <summary>Which of a merchant's wallets a shop's coin type means.</summary>
public sealed class WalletSelector(ChainCatalog chains, IChainReach reach)
{
    private static readonly char[] Separators = ['-', '.', '_', ':', '@', ' '];

    /// <summary>
    /// The wallet for <c>usdt</c>, <c>trx</c>, or a chain-qualified form such as <c>usdt-bsc</c>, <c>usdt.bep20</c>, <c>bsc_usdt</c>: the
    /// first in the merchant's order of preference, or where payments on its chain cannot be seen now the next of the same token and
    /// currency on a chain where they can. The first where none can, so that the refusal says why. Null where the type names no wallet:
    /// then the payer chooses.
    /// </summary>
    public ValueTask<Wallet?> SelectAsync(IReadOnlyList<Wallet> wallets, string? type) =>
        SelectAsync(Fitting(wallets, type), static (other, first) => other.Token == first.Token && other.Currency == first.Currency);

    /// <summary>
    /// The wallet for an amount of a token itself, on one chain or on whichever; how it prices orders does not matter. Chosen among several
    /// as above, and null where there is none.
    /// </summary>
    public ValueTask<Wallet?> SelectTokenAsync(IReadOnlyList<Wallet> wallets, string symbol, ChainOptions? chain) =>
        SelectAsync(Fitting(wallets, symbol, chain), static (other, first) => other.Token == first.Token);

    /// <summary>Whether a shop's coin type fits what an order is quoted in, at whichever of the merchant's addresses.</summary>
    public bool Fits(Quote quote, IReadOnlyList<Wallet> wallets, string type) =>
        Fitting([.. wallets.Where(wallet => wallet.Chain == quote.Chain && wallet.Token == quote.Token)], type).Count > 0;

    private async ValueTask<Wallet?> SelectAsync(IReadOnlyList<Wallet> fitting, Func<Wallet, Wallet, bool> standsInFor)
    {
        if (fitting.Count < 2) return fitting.Count == 0 ? null : fitting[0];
        var first = fitting[0];
        foreach (var wallet in fitting.Where(other => standsInFor(other, first)))
            if (await ServesAsync(wallet)) return wallet;
        return first;
    }

    private async ValueTask<bool> ServesAsync(Wallet wallet) =>
        chains.TryGetToken(wallet.Chain, wallet.Token, out _) && await reach.WhyBehindAsync(wallet.Chain) is null;

    private IReadOnlyList<Wallet> Fitting(IReadOnlyList<Wallet> wallets, string? type)
    {
        if (string.IsNullOrWhiteSpace(type)) return [];
        var whole = Fitting(wallets, type, chain: null);
        if (whole.Count > 0) return whole;
        var at = type.IndexOfAny(Separators);
        if (at <= 0 || at == type.Length - 1) return [];
        var inOrder = FittingByName(wallets, type[..at], type[(at + 1)..]);
        return inOrder.Count > 0 ? inOrder : FittingByName(wallets, type[(at + 1)..], type[..at]);
    }

    private IReadOnlyList<Wallet> FittingByName(IReadOnlyList<Wallet> wallets, string symbol, string chain) =>
        chains.TryGetChain(chain, out var wanted) ? Fitting(wallets, symbol, wanted) : [];

    private IReadOnlyList<Wallet> Fitting(IReadOnlyList<Wallet> wallets, string symbol, ChainOptions? chain) =>
    [
        .. wallets.Where(wallet => (chain is null || wallet.Chain == chain.Chain) &&
            (wallet.Token.Equals(symbol, StringComparison.OrdinalIgnoreCase) ||
                chains.TryGetToken(wallet.Chain, symbol, out var token) && token.Symbol == wallet.Token)),
    ];
}
