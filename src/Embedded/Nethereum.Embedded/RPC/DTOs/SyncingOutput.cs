using Nethereum.Hex.HexTypes;

namespace Nethereum.RPC.Eth.DTOs;

/// <summary>How far a node is that catches up.</summary>
public class SyncingOutput
{
    /// <summary>Whether it catches up; the rest is null if not.</summary>
    public bool IsSyncing { get; set; }

    /// <summary>Where it began.</summary>
    public HexBigInteger? StartingBlock { get; set; }

    /// <summary>Where it is.</summary>
    public HexBigInteger? CurrentBlock { get; set; }

    /// <summary>Where it has to get to.</summary>
    public HexBigInteger? HighestBlock { get; set; }
}
