using NBitcoin.DataEncoders;

namespace NBitcoin;

/// <summary>The hash of a public key, in Base58Check.</summary>
public sealed class BitcoinPubKeyAddress : BitcoinAddress
{
    internal BitcoinPubKeyAddress(byte[] hash, Network network) : base(Base58Check.Encode(network.PubKeyAddress, hash), Script.PayToPubKeyHash(hash), network) { }
}

/// <summary>The hash of a script, in Base58Check.</summary>
public sealed class BitcoinScriptAddress : BitcoinAddress
{
    internal BitcoinScriptAddress(byte[] hash, Network network) : base(Base58Check.Encode(network.ScriptAddress, hash), Script.PayToScriptHash(hash), network) { }
}

/// <summary>The hash of a public key as witness program of version 0, in Bech32.</summary>
public sealed class BitcoinWitPubKeyAddress : BitcoinAddress
{
    internal BitcoinWitPubKeyAddress(byte[] program, Network network) : base(Bech32.Encode(network.HumanReadablePart, 0, program), Script.Witness(0, program), network) { }
}

/// <summary>The hash of a script as witness program of version 0, in Bech32.</summary>
public sealed class BitcoinWitScriptAddress : BitcoinAddress
{
    internal BitcoinWitScriptAddress(byte[] program, Network network) : base(Bech32.Encode(network.HumanReadablePart, 0, program), Script.Witness(0, program), network) { }
}

/// <summary>A key of Taproot, witness program of version 1, in Bech32m.</summary>
public sealed class TaprootAddress : BitcoinAddress
{
    internal TaprootAddress(byte[] key, Network network) : base(Bech32.Encode(network.HumanReadablePart, 1, key), Script.Witness(1, key), network) { }
}
