using Payments.Chains;
using Payments.Contracts.Chains;

namespace Payments.Http.Common;

/// <summary>How fast a chain is, for people who wait for a payment.</summary>
internal static class ChainPace
{
    /// <summary>A head older than so many looks, and than the patience for one answer, is stale.</summary>
    private const int StaleLooks = 10;

    /// <summary>Whether no node has told the head for so long that payments are seen late.</summary>
    public static bool IsStale(ChainOptions chain, ChainStatus status, DateTimeOffset now) => status.HeadAt is not { } at || now - at > StaleLooks * chain.PollInterval + chain.Timeout;

    /// <summary>How long a payment takes from its block to being final: so many blocks at the chain's pace. Null while the chain has not been read where only it says what is final.</summary>
    public static TimeSpan? ToFinal(ChainOptions chain, ChainStatus? status)
    {
        var blocks = chain.Confirmations ?? status?.Head - status?.FinalBlock;
        return blocks is { } count ? Math.Max(1, count) * chain.BlockTime : null;
    }
}
