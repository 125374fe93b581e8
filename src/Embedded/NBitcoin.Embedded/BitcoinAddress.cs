namespace NBitcoin;

/// <summary>An address of one network.</summary>
public abstract class BitcoinAddress : IEquatable<BitcoinAddress>
{
    private readonly string text;

    private protected BitcoinAddress(string text, Script scriptPubKey, Network network) => (this.text, ScriptPubKey, Network) = (text, scriptPubKey, network);

    /// <summary>The script that an output to this address carries.</summary>
    public Script ScriptPubKey { get; }

    /// <summary>The network that the address was read for.</summary>
    public Network Network { get; }

    /// <summary>Reads an address of a network: P2PKH, P2SH, SegWit version 0, Taproot.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static BitcoinAddress Create(string str, Network expectedNetwork)
    {
        ArgumentNullException.ThrowIfNull(str);
        ArgumentNullException.ThrowIfNull(expectedNetwork);
        return expectedNetwork.ParseAddress(str);
    }

    /// <summary>The address as it is shown; Bech32 in lower case.</summary>
    public override string ToString() => text;

    /// <inheritdoc />
    public bool Equals(BitcoinAddress? other) => other is not null && other.text == text;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as BitcoinAddress);

    /// <inheritdoc />
    public override int GetHashCode() => text.GetHashCode(StringComparison.Ordinal);
}
