namespace NBitcoin;

/// <summary>In which way an output pays to a single key.</summary>
public enum ScriptPubKeyType
{
    /// <summary>P2PKH.</summary>
    Legacy,

    /// <summary>P2WPKH.</summary>
    Segwit,

    /// <summary>P2WPKH within P2SH.</summary>
    SegwitP2SH,

    /// <summary>Taproot without scripts, as BIP-86 has it.</summary>
    TaprootBIP86,
}
