using System.Text.Json.Serialization;
using Nethereum.Hex.HexTypes;

namespace Nethereum.RPC.Eth.DTOs;

/// <summary>What became of a transaction. Whatever the node left out is null.</summary>
public class TransactionReceipt
{
    /// <summary>The transaction.</summary>
    [JsonPropertyName("transactionHash")]
    public string? TransactionHash { get; set; }

    /// <summary>Its block's hash.</summary>
    [JsonPropertyName("blockHash")]
    public string? BlockHash { get; set; }

    /// <summary>One when it succeeded, zero when it was reverted; null before Byzantium.</summary>
    [JsonPropertyName("status")]
    public HexBigInteger? Status { get; set; }

    /// <summary>What it wrote.</summary>
    [JsonPropertyName("logs")]
    public FilterLog[]? Logs { get; set; }
}
