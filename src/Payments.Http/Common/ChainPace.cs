using Payments.Chains;
using Payments.Contracts.Chains;

namespace Payments.Http.Common;

/// <summary>How fast a chain is, for people who wait for a payment.</summary>
internal static class ChainPace
{
    /// <summary>How long a payment takes from its block to being final: so many blocks at the chain's pace. Null while the chain has not been read where only it says what is final.</summary>
    public static TimeSpan? ToFinal(ChainOptions chain, ChainStatus? status)
    {
        var blocks = chain.Confirmations ?? status?.Head - status?.FinalBlock;
        return blocks is { } count ? Math.Max(1, count) * chain.BlockTime : null;
    }
}
