using System.Text.Json.Serialization;

namespace Nethereum.RPC.Eth.DTOs;

/// <summary>A block with its transactions' hashes.</summary>
public class BlockWithTransactionHashes : Block
{
    /// <summary>The hashes, in the block's order.</summary>
    [JsonPropertyName("transactions")]
    public string[]? TransactionHashes { get; set; }
}
