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
    public async ValueTask<Wallet?> SelectAsync(IReadOnlyList<Wallet> wallets, string? type)
    {
        var fitting = Fitting(wallets, type);
        if (fitting.Count < 2) return fitting.Count == 0 ? null : fitting[0];
        var first = fitting[0];
        foreach (var wallet in fitting.Where(other => other.Token == first.Token && other.Currency == first.Currency))
            if (await ServesAsync(wallet)) return wallet;
        return first;
    }

    /// <summary>Whether a shop's coin type fits what an order is quoted in, at whichever of the merchant's addresses.</summary>
    public bool Fits(Quote quote, IReadOnlyList<Wallet> wallets, string type) =>
        Fitting([.. wallets.Where(wallet => wallet.Chain == quote.Chain && wallet.Token == quote.Token)], type).Count > 0;

    private async ValueTask<bool> ServesAsync(Wallet wallet) =>
        chains.TryGetToken(wallet.Chain, wallet.Token, out _) && await reach.WhyBehindAsync(wallet.Chain) is null;

    private IReadOnlyList<Wallet> Fitting(IReadOnlyList<Wallet> wallets, string? type)
    {
        if (string.IsNullOrWhiteSpace(type)) return [];
        var whole = Fitting(wallets, type, null);
        if (whole.Count > 0) return whole;
        var at = type.IndexOfAny(Separators);
        if (at <= 0 || at == type.Length - 1) return [];
        var inOrder = Fitting(wallets, type[..at], type[(at + 1)..]);
        return inOrder.Count > 0 ? inOrder : Fitting(wallets, type[(at + 1)..], type[..at]);
    }

    private IReadOnlyList<Wallet> Fitting(IReadOnlyList<Wallet> wallets, string symbol, string? chain)
    {
        ChainOptions? wanted = null;
        if (chain is not null && !chains.TryGetChain(chain, out wanted)) return [];
        return
        [
            .. wallets.Where(wallet => (wanted is null || wallet.Chain == wanted.Chain) &&
                (wallet.Token.Equals(symbol, StringComparison.OrdinalIgnoreCase) ||
                    chains.TryGetToken(wallet.Chain, symbol, out var token) && token.Symbol == wallet.Token)),
        ];
    }
}
