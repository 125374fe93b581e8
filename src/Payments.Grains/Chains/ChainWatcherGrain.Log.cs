using Microsoft.Extensions.Logging;
using Payments.Domain.Identity;

namespace Payments.Grains.Chains;

public sealed partial class ChainWatcherGrain
{
    [LoggerMessage(LogLevel.Warning,
        "Chain {Chain} could not be read ({Count} rounds failed since the last such line): {Reason}. The same blocks come again with " +
        "the next round")]
    private static partial void LogReadFailed(ILogger logger, ChainId chain, int count, string reason);

    [LoggerMessage(LogLevel.Warning,
        "The mempool of chain {Chain} could not be looked at ({Count} times since the last such line): {Reason}. Payments show with " +
        "their block")]
    private static partial void LogLookFailed(ILogger logger, ChainId chain, int count, string reason);

    [LoggerMessage(LogLevel.Error,
        "Chain {Chain} could not be followed ({Count} rounds failed since the last such line). The same blocks come again with the " +
        "next round")]
    private static partial void LogRoundFailed(ILogger logger, ChainId chain, int count, Exception exception);

    [LoggerMessage(LogLevel.Information, "Chain {Chain} is read again, after {Count} rounds that failed")]
    private static partial void LogReadAgain(ILogger logger, ChainId chain, int count);

    [LoggerMessage(LogLevel.Information, "Transaction {Transaction} of {Chain}, which somebody asked about, could not be read: {Reason}")]
    private static partial void LogNotFound(ILogger logger, ChainId chain, string transaction, string reason);

    [LoggerMessage(LogLevel.Warning,
        "Transaction {Transaction} in block {Block} of {Chain} was missed when the block was read and is found now, because somebody " +
        "asked about it: {Count} transfers of it are brought to their orders. A node left it out, or its address was not watched then")]
    private static partial void LogTakenUp(ILogger logger, ChainId chain, string transaction, long block, int count);

    [LoggerMessage(LogLevel.Warning, "Chain {Chain} reorganised: from block {Cursor} back to {Ancestor}")]
    private static partial void LogReorg(ILogger logger, ChainId chain, long cursor, long ancestor);

    [LoggerMessage(LogLevel.Critical,
        "The nodes of {Chain} tell of another chain than the one that was read, from before block {Oldest}, the oldest that is " +
        "remembered, up to {Cursor}. Reading and confirming are stopped. Compare with a block explorer: replace the nodes, and reading " +
        "goes on by itself, or have their chain followed by the route `adopt` of docs/chains.md")]
    private static partial void LogStopped(ILogger logger, ChainId chain, long oldest, long cursor);

    [LoggerMessage(LogLevel.Warning, "The nodes of {Chain} tell of the chain that was read again; reading goes on at block {Block}")]
    private static partial void LogGoesOn(ILogger logger, ChainId chain, long block);

    [LoggerMessage(LogLevel.Critical,
        "An operator had {Chain} follow a reorganisation from before block {Oldest}, the oldest that is remembered. Orders that were " +
        "confirmed in older blocks must be checked by hand")]
    private static partial void LogReorgAdopted(ILogger logger, ChainId chain, long oldest);

    [LoggerMessage(LogLevel.Critical, "Chain {Chain} reorganised from block {Cursor} back to {Ancestor} and took back the payments of {Count} completed orders: {Orders}. They stay completed; check whether the payers paid again, and tell the merchants")]
    private static partial void LogPaymentsRemoved(ILogger logger, ChainId chain, long cursor, long ancestor, int count, string orders);

    [LoggerMessage(LogLevel.Warning, "The second look at blocks {First} to {Last} of {Chain} found {Count} payments that the first did not; they are brought to their orders. A node leaves payments out for a moment")]
    private static partial void LogFoundLate(ILogger logger, ChainId chain, int count, long first, long last);

    [LoggerMessage(LogLevel.Critical, "Parts of blocks {First} to {Last} of {Chain} could not be read from any node and were left out: {Reasons}. Payments in them are not seen; compare the blocks with a block explorer")]
    private static partial void LogUnreadable(ILogger logger, ChainId chain, long first, long last, string reasons);
}
