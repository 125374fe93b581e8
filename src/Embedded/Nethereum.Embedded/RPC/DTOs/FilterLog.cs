using System.Text.Json.Serialization;
using Nethereum.Hex.HexTypes;

namespace Nethereum.RPC.Eth.DTOs;

/// <summary>A log. Whatever the node left out is null.</summary>
public class FilterLog
{
    /// <summary>Whether its block was taken back.</summary>
    [JsonPropertyName("removed")]
    public bool Removed { get; set; }

    /// <summary>Its place in the block.</summary>
    [JsonPropertyName("logIndex")]
    public HexBigInteger? LogIndex { get; set; }

    /// <summary>The transaction that wrote it.</summary>
    [JsonPropertyName("transactionHash")]
    public string? TransactionHash { get; set; }

    /// <summary>Its block's hash.</summary>
    [JsonPropertyName("blockHash")]
    public string? BlockHash { get; set; }

    /// <summary>Its block's height.</summary>
    [JsonPropertyName("blockNumber")]
    public HexBigInteger? BlockNumber { get; set; }

    /// <summary>The contract that wrote it.</summary>
    [JsonPropertyName("address")]
    public string? Address { get; set; }

    /// <summary>The values that are not indexed, as hex.</summary>
    [JsonPropertyName("data")]
    public string? Data { get; set; }

    /// <summary>The event's id and the indexed values: texts of 32 bytes each.</summary>
    [JsonPropertyName("topics"), JsonConverter(typeof(TextsJsonConverter))]
    public object[]? Topics { get; set; }
}
