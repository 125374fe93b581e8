using Payments.Chains.Bitcoin;
using Payments.Domain.Identity;

namespace Payments.Chains.Families;

/// <summary>The families of chains that this version reads: a new one is added here and nowhere else.</summary>
internal static class ChainFamilies
{
    private static readonly IChainFamily[] All = [new EvmFamily(), new TronFamily(), new SolanaFamily(), .. BitcoinCoin.All.Select(coin => new BitcoinFamily(coin))];

    private static readonly IReadOnlyDictionary<ChainId, IChainFamily> Families = All
        .SelectMany(family => family.Chains.Select(chain => KeyValuePair.Create(chain.Chain, family))).ToDictionary();

    /// <summary>Every chain that can be read, with its defaults.</summary>
    public static IReadOnlyDictionary<ChainId, ChainOptions> Known { get; } = All.SelectMany(family => family.Chains).ToDictionary(chain => chain.Chain);

    /// <summary>The family of a known chain.</summary>
    public static IChainFamily Of(ChainId chain) => Families[chain];
}
