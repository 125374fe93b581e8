using System.Text.Json.Serialization;
using Nethereum.Hex.HexTypes;

namespace Nethereum.RPC.Eth.DTOs;

/// <summary>A transaction. Whatever the node left out is null.</summary>
public class Transaction
{
    /// <summary>Its hash.</summary>
    [JsonPropertyName("hash")]
    public string? TransactionHash { get; set; }

    /// <summary>Its block's hash; null while it waits.</summary>
    [JsonPropertyName("blockHash")]
    public string? BlockHash { get; set; }

    /// <summary>Who sent it.</summary>
    [JsonPropertyName("from")]
    public string? From { get; set; }

    /// <summary>Whom it is for; null when it makes a contract.</summary>
    [JsonPropertyName("to")]
    public string? To { get; set; }

    /// <summary>What it carries, in wei.</summary>
    [JsonPropertyName("value")]
    public HexBigInteger? Value { get; set; }
}
