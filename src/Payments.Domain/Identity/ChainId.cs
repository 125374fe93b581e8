using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Identity;

/// <summary>The name of a chain in lower case, as in JSON and in the configuration's <c>Chains:{Chain}</c>: <c>ethereum</c>, <c>bsc</c>, <c>tron</c> …</summary>
[GenerateSerializer, Immutable, Alias("chain-id"), JsonConverter(typeof(TextIdJsonConverter<ChainId>))]
public readonly record struct ChainId([property: Id(0)] string Value) : ITextId<ChainId>
{
    /// <summary>Ethereum main net, EIP-155 id 1.</summary>
    public static readonly ChainId Ethereum = new("ethereum");

    /// <summary>BNB Smart Chain, EIP-155 id 56.</summary>
    public static readonly ChainId Bsc = new("bsc");

    /// <summary>Polygon PoS, EIP-155 id 137.</summary>
    public static readonly ChainId Polygon = new("polygon");

    /// <summary>TRON main net.</summary>
    public static readonly ChainId Tron = new("tron");

    /// <summary>Bitcoin.</summary>
    public static readonly ChainId Bitcoin = new("bitcoin");

    /// <summary>Litecoin.</summary>
    public static readonly ChainId Litecoin = new("litecoin");

    /// <summary>Dash.</summary>
    public static readonly ChainId Dash = new("dash");

    /// <summary>Solana main net.</summary>
    public static readonly ChainId Solana = new("solana");

    private const string WatcherPrefix = "chain-";

    /// <summary>The grain key of the chain's watcher, <c>chain-{chain}</c>.</summary>
    public string WatcherKey => WatcherPrefix + Value;

    /// <summary>The chain of a watcher with this key.</summary>
    public static ChainId FromWatcherKey(string key) => new(key[WatcherPrefix.Length..]);

    /// <inheritdoc />
    public static ChainId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
