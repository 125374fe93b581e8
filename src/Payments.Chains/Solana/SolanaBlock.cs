using Payments.Chains.Reading;
using Payments.Domain.Tokens;

namespace Payments.Chains.Solana;

/// <summary>A block as far as it is of interest.</summary>
/// <param name="Slot">Its slot; slots without a block are skipped.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="ParentSlot">The slot of the block before it: those between were skipped.</param>
/// <param name="ParentHash">The hash of the block before it.</param>
/// <param name="Time">The block's own time, which a node may not have.</param>
/// <param name="Payments">Successful transfers to watched addresses, in the order of the block.</param>
internal sealed record SolanaBlock(long Slot, string Hash, long ParentSlot, string ParentHash, DateTimeOffset? Time,
    IReadOnlyList<SolanaPayment> Payments)
{
    /// <summary>How many transactions it has; zero where they were not asked for.</summary>
    public int Transactions { get; init; }

    /// <summary>What could not be read of it.</summary>
    public IReadOnlyList<string> Unreadable { get; init; } = [];

    /// <summary>The block's name.</summary>
    /// <exception cref="ChainReadException">The node does not have its time.</exception>
    public BlockRef Name => new(Slot, Hash, ParentHash, KnownTime);

    /// <summary>The name of a slot after this block that was skipped: it changes nothing, so it has the block's hash before and behind it.</summary>
    public BlockRef Skipped(long slot) => new(slot, Hash, Hash, KnownTime);

    private DateTimeOffset KnownTime => Time ?? throw new ChainReadException(Untimed);

    private string Untimed => $"block {Slot} without its time";

    /// <summary>
    /// The block with a time: where its node does not have its own, that of the block before it, which is less than a second earlier. That
    /// it was missing is reported.
    /// </summary>
    public SolanaBlock After(SolanaBlock before) =>
        Time is not null ? this : this with { Time = before.Time, Unreadable = [.. Unreadable, Untimed] };
}

/// <summary>What an account of a watched address has more after a transaction than before.</summary>
/// <param name="Signature">The transaction's first signature, its name.</param>
/// <param name="Account">The account's place among the transaction's accounts.</param>
/// <param name="Token">What it has more of.</param>
/// <param name="Units">Atomic units.</param>
/// <param name="From">Who lost most of it.</param>
/// <param name="To">The watched address.</param>
/// <param name="References">Keys that the transaction names without using them; null for none.</param>
/// <param name="IsOwn">Whether the watched address signed the transaction.</param>
internal sealed record SolanaPayment(
    string Signature, int Account, TokenInfo Token, UInt128 Units, string From, string To, IReadOnlyList<string>? References = null,
        bool IsOwn = false);
