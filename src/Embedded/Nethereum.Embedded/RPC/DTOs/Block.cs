using System.Text.Json.Serialization;
using Nethereum.Hex.HexTypes;

namespace Nethereum.RPC.Eth.DTOs;

/// <summary>A block's header. Whatever the node left out is null.</summary>
public class Block
{
    /// <summary>Its height.</summary>
    [JsonPropertyName("number")]
    public HexBigInteger? Number { get; set; }

    /// <summary>Its hash.</summary>
    [JsonPropertyName("hash")]
    public string? BlockHash { get; set; }

    /// <summary>The hash of the block before it.</summary>
    [JsonPropertyName("parentHash")]
    public string? ParentHash { get; set; }

    /// <summary>Its time in seconds since 1970.</summary>
    [JsonPropertyName("timestamp")]
    public HexBigInteger? Timestamp { get; set; }
}
