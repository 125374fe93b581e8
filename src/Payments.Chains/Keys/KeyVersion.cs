namespace Payments.Chains.Keys;

/// <summary>What the first four bytes of an extended public key say (BIP-32, SLIP-132; Litecoin's and Dash's own).</summary>
/// <param name="Prefix">The first letters of the text.</param>
/// <param name="IsTest">Whether it is of a test network.</param>
/// <param name="ScriptType">The form of addresses that it demands; null where it leaves that open.</param>
internal sealed record KeyVersion(string Prefix, bool IsTest, string? ScriptType)
{
    /// <summary>BIP-32's own, which every chain but those of the Bitcoin family uses alone.</summary>
    public static readonly KeyVersion Xpub = new("xpub", false, null);

    private static readonly Dictionary<uint, KeyVersion> Known = new()
    {
        [0x0488B21E] = Xpub,
        [0x049D7CB2] = new("ypub", false, ScriptTypes.NestedSegWit),
        [0x04B24746] = new("zpub", false, ScriptTypes.SegWit),
        [0x043587CF] = new("tpub", true, null),
        [0x044A5262] = new("upub", true, ScriptTypes.NestedSegWit),
        [0x045F1CF6] = new("vpub", true, ScriptTypes.SegWit),
        [0x019DA462] = new("Ltub", false, null),
        [0x01B26EF6] = new("Mtub", false, ScriptTypes.NestedSegWit),
        [0x0436F6E1] = new("ttub", true, null),
        [0x02FE52CC] = new("drkp", false, null),
    };

    private static readonly HashSet<uint> OfMultiSignatures = [0x0295B43F, 0x02AA7ED3, 0x024289EF, 0x02575483];

    /// <summary>The version of these bytes, or null.</summary>
    public static KeyVersion? Find(uint bytes) => Known.GetValueOrDefault(bytes);

    /// <summary>Whether keys of this version take part in multi-signatures: one key's address would not be the wallet's.</summary>
    public static bool IsOfMultiSignatures(uint bytes) => OfMultiSignatures.Contains(bytes);
}
