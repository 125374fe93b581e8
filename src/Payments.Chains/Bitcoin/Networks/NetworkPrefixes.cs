using NBitcoin;

namespace Payments.Chains.Bitcoin.Networks;

/// <summary>What a network's addresses and keys begin with.</summary>
internal static class NetworkPrefixes
{
    /// <summary>Base58Check versions, and the one prefix of all witness programs.</summary>
    public static NetworkBuilder SetAddresses(this NetworkBuilder builder, byte pubKey, byte script, byte secret, string bech32) => builder
        .SetBase58Bytes(Base58Type.PUBKEY_ADDRESS, [pubKey])
        .SetBase58Bytes(Base58Type.SCRIPT_ADDRESS, [script])
        .SetBase58Bytes(Base58Type.SECRET_KEY, [secret])
        .SetBech32(Bech32Type.WITNESS_PUBKEY_ADDRESS, bech32)
        .SetBech32(Bech32Type.WITNESS_SCRIPT_ADDRESS, bech32)
        .SetBech32(Bech32Type.TAPROOT_ADDRESS, bech32);

    /// <summary>Versions of extended keys.</summary>
    public static NetworkBuilder SetExtendedKeys(this NetworkBuilder builder, ExtendedKeyVersions versions) => builder
        .SetBase58Bytes(Base58Type.EXT_PUBLIC_KEY, versions.Public)
        .SetBase58Bytes(Base58Type.EXT_SECRET_KEY, versions.Secret);
}
