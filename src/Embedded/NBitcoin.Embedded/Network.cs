using NBitcoin.DataEncoders;

namespace NBitcoin;

/// <summary>A network of the Bitcoin family: how its addresses are written and which block is its first.</summary>
public sealed class Network
{
    internal Network(string name, string uriScheme, string genesisHash, byte pubKeyAddress, byte scriptAddress, string bech32, bool hasTaproot = true)
    {
        (Name, UriScheme, GenesisHash) = (name, uriScheme, new uint256(genesisHash));
        (PubKeyAddress, ScriptAddress, HumanReadablePart, HasTaproot) = (pubKeyAddress, scriptAddress, bech32, hasTaproot);
    }

    /// <summary>Bitcoin's main network.</summary>
    public static Network Main { get; } = new("Main", "bitcoin", "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f", 0, 5, "bc");

    /// <summary>Bitcoin's third test network.</summary>
    public static Network TestNet { get; } = new("TestNet", "bitcoin", "000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943", 111, 196, "tb");

    /// <summary>Bitcoin's network for local tests.</summary>
    public static Network RegTest { get; } = new("RegTest", "bitcoin", "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206", 111, 196, "bcrt");

    /// <summary>The network's name.</summary>
    public string Name { get; }

    /// <summary>The scheme of the network's payment URIs.</summary>
    public string UriScheme { get; }

    /// <summary>The hash of the first block.</summary>
    public uint256 GenesisHash { get; }

    internal byte PubKeyAddress { get; }

    internal byte ScriptAddress { get; }

    internal string HumanReadablePart { get; }

    internal bool HasTaproot { get; }

    /// <inheritdoc />
    public override string ToString() => Name;

    /// <summary>Reads an address: Base58Check if it can be that, otherwise Bech32 or Bech32m by its witness version.</summary>
    internal BitcoinAddress ParseAddress(string str)
    {
        if (Base58Check.TryDecode(str, out var payload))
        {
            if (payload.Length == 21 && payload[0] == PubKeyAddress) return new BitcoinPubKeyAddress(payload[1..], this);
            if (payload.Length == 21 && payload[0] == ScriptAddress) return new BitcoinScriptAddress(payload[1..], this);
            throw new FormatException($"Invalid '{nameof(BitcoinAddress)}' string");
        }
        var (version, program) = Bech32.Decode(HumanReadablePart, str);
        return (version, program.Length) switch
        {
            (0, 20) => new BitcoinWitPubKeyAddress(program, this),
            (0, 32) => new BitcoinWitScriptAddress(program, this),
            (1, 32) when HasTaproot && XOnlyKey.IsOnCurve(program) => new TaprootAddress(program, this),
            _ => throw new FormatException("Invalid string"),
        };
    }
}
