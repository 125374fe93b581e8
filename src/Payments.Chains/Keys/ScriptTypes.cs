using NBitcoin;

namespace Payments.Chains.Keys;

/// <summary>The forms of addresses in the Bitcoin family, by the names of output descriptors' parts.</summary>
public static class ScriptTypes
{
    /// <summary>The hash of a key, BIP-44.</summary>
    public const string Legacy = "p2pkh";

    /// <summary>SegWit within the hash of a script, BIP-49.</summary>
    public const string NestedSegWit = "p2sh-p2wpkh";

    /// <summary>SegWit, BIP-84.</summary>
    public const string SegWit = "p2wpkh";

    /// <summary>Taproot, BIP-86.</summary>
    public const string Taproot = "p2tr";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Legacy, NestedSegWit, SegWit, Taproot];

    internal static ScriptPubKeyType Of(string scriptType) => scriptType switch
    {
        Legacy => ScriptPubKeyType.Legacy,
        NestedSegWit => ScriptPubKeyType.SegwitP2SH,
        SegWit => ScriptPubKeyType.Segwit,
        Taproot => ScriptPubKeyType.TaprootBIP86,
        _ => throw new ArgumentOutOfRangeException(nameof(scriptType), scriptType, "Unknown script type."),
    };
}
