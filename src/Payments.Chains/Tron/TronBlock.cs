using Payments.Chains.Nodes;
using Payments.Chains.Reading;

namespace Payments.Chains.Tron;

/// <summary>A block as far as it is of interest: its name, its transactions' ids, and coins that went to watched addresses.</summary>
/// <param name="Name">Number, id, parent and time.</param>
/// <param name="Answer">The bytes that the places below are in.</param>
/// <param name="Transactions">In the order of the block.</param>
/// <param name="Coins">Successful transfers of coins to watched addresses.</param>
internal sealed record TronBlock(BlockRef Name, ReadOnlyMemory<byte> Answer, IReadOnlyList<TronTransaction> Transactions, IReadOnlyList<TronCoinTransfer> Coins)
{
    /// <summary>Whether the header's root shows that no transaction was left out or changed.</summary>
    public bool IsProven { get; init; }

    /// <summary>What could not be read of it, or contradicts its header.</summary>
    public IReadOnlyList<string> Unreadable { get; init; } = [];

    /// <summary>A transaction's id as the node wrote it.</summary>
    public ReadOnlySpan<byte> IdOf(int transaction) => Transactions[transaction].Id.Of(Answer.Span);
}

/// <summary>A transaction of a block.</summary>
internal readonly record struct TronTransaction(Place Id, bool Succeeded);

/// <summary>A <c>TransferContract</c>.</summary>
/// <param name="Transaction">The place of its transaction in the block.</param>
/// <param name="From">The sender, canonical.</param>
/// <param name="To">The receiver, canonical.</param>
/// <param name="Amount">In sun.</param>
internal sealed record TronCoinTransfer(int Transaction, string From, string To, long Amount);
