using Payments.Chains.Reading;

namespace Payments.Chains.Bitcoin;

/// <summary>What is asked of a node, whichever protocol it speaks. Blocks come as their bytes, so that nobody has to be believed about what is in them.</summary>
/// <remarks>Every method throws <see cref="ChainReadException"/> where the node does not answer.</remarks>
internal interface IBlockSource
{
    /// <summary>The height of the newest block.</summary>
    Task<long> GetHeadAsync(CancellationToken cancellationToken);

    /// <summary>The hash of the block of a height.</summary>
    Task<string> GetHashAsync(long number, CancellationToken cancellationToken);

    /// <summary>A block's first eighty bytes.</summary>
    Task<byte[]> GetHeaderAsync(string hash, CancellationToken cancellationToken);

    /// <summary>A whole block.</summary>
    Task<byte[]> GetBlockAsync(string hash, CancellationToken cancellationToken);

    /// <summary>A transaction by its id; null where the node does not know it, or keeps no index to find it by.</summary>
    Task<FoundOutputs?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Outputs to some addresses in transactions that wait for a block.</summary>
    /// <param name="awaited">The addresses as the node knows them.</param>
    /// <param name="scripts">The same addresses.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<FoundOutput>> LookAsync(IReadOnlyList<string> awaited, BitcoinAddressSet scripts, CancellationToken cancellationToken);

    /// <summary>The fee for a place in one of the next six blocks, in 10⁻⁸ coins for a thousand bytes; null where the node has no estimate.</summary>
    Task<UInt128?> GetFeeRateAsync(CancellationToken cancellationToken);

    /// <summary>Whether the node is still catching up; null where its protocol does not tell.</summary>
    Task<bool?> IsSyncingAsync(CancellationToken cancellationToken);
}
