using Payments.Chains;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;

namespace Payments.Http.Common;

/// <summary>Which of a merchant's wallets a shop's coin type means.</summary>
public static class WalletSelector
{
    private static readonly char[] Separators = ['-', '.', '_', ':', '@', ' '];

    /// <summary>
    /// The wallet for <c>usdt</c>, <c>trx</c>, or a chain-qualified form such as <c>usdt-bsc</c>, <c>usdt.bep20</c>, <c>bsc_usdt</c>; the
    /// first in the merchant's order of preference. Null where the type names no wallet: then the payer chooses.
    /// </summary>
    public static Wallet? Select(IReadOnlyList<Wallet> wallets, string? type, ChainCatalog chains)
    {
        if (string.IsNullOrWhiteSpace(type)) return null;
        var whole = First(wallets, type, null, chains);
        if (whole is not null) return whole;
        var at = type.IndexOfAny(Separators);
        if (at <= 0 || at == type.Length - 1) return null;
        return First(wallets, type[..at], type[(at + 1)..], chains) ?? First(wallets, type[(at + 1)..], type[..at], chains);
    }

    /// <summary>Whether a shop's coin type fits what an order is quoted in, at whichever of the merchant's addresses.</summary>
    public static bool Fits(Quote quote, IReadOnlyList<Wallet> wallets, string type, ChainCatalog chains) =>
        Select([.. wallets.Where(wallet => wallet.Chain == quote.Chain && wallet.Token == quote.Token)], type, chains) is not null;

    private static Wallet? First(IReadOnlyList<Wallet> wallets, string symbol, string? chain, ChainCatalog chains)
    {
        ChainOptions? wanted = null;
        if (chain is not null && !chains.TryGetChain(chain, out wanted)) return null;
        foreach (var wallet in wallets)
        {
            if (wanted is not null && wallet.Chain != wanted.Chain) continue;
            if (wallet.Token.Equals(symbol, StringComparison.OrdinalIgnoreCase) ||
                chains.TryGetToken(wallet.Chain, symbol, out var token) && token.Symbol == wallet.Token) return wallet;
        }
        return null;
    }
}
