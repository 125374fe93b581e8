using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Wallets;

/// <summary>An account's extended public key (BIP-32), from which each order gets an address of its own, <c>0/i</c>. It can receive and never spend.</summary>
/// <remarks>Whoever knows it knows every address of the account: it is shown to its merchant alone.</remarks>
[GenerateSerializer, Immutable, Alias("extended-key")]
public sealed record ExtendedKey
{
    /// <summary>32 hex digits that name the key on its chain, however its text was written.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The key as the merchant gave it: <c>xpub…</c>, <c>zpub…</c> …</summary>
    [Id(1)] public required string Text { get; init; }

    /// <summary>In the Bitcoin family the form of the addresses: <c>p2pkh</c>, <c>p2sh-p2wpkh</c>, <c>p2wpkh</c>, <c>p2tr</c>; null elsewhere.</summary>
    [Id(2)] public string? ScriptType { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
