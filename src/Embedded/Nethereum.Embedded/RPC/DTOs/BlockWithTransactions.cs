using System.Text.Json.Serialization;

namespace Nethereum.RPC.Eth.DTOs;

/// <summary>A block with its transactions.</summary>
public class BlockWithTransactions : Block
{
    /// <summary>The transactions, in the block's order.</summary>
    [JsonPropertyName("transactions")]
    public Transaction[]? Transactions { get; set; }
}
