using Payments.Chains.Bitcoin;
using Payments.Domain.Identity;

namespace Payments.Chains.Kinds;

/// <summary>The families of chains that this version reads: a new one is added here and nowhere else.</summary>
internal static class ChainKinds
{
    private static readonly IChainKind[] All = [new EvmKind(), new TronKind(), new SolanaKind(), .. BitcoinCoin.All.Select(coin => new BitcoinKind(coin))];

    private static readonly IReadOnlyDictionary<ChainId, IChainKind> Kinds = All
        .SelectMany(kind => kind.Chains.Select(chain => KeyValuePair.Create(chain.Chain, kind))).ToDictionary();

    /// <summary>Every chain that can be read, with its defaults.</summary>
    public static IReadOnlyDictionary<ChainId, ChainOptions> Known { get; } = All.SelectMany(kind => kind.Chains).ToDictionary(chain => chain.Chain);

    /// <summary>The family of a known chain.</summary>
    public static IChainKind Of(ChainId chain) => Kinds[chain];
}
