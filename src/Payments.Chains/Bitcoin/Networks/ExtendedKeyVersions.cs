namespace Payments.Chains.Bitcoin.Networks;

/// <summary>The first four bytes of extended keys that a network's own software writes (BIP-32). Those of other wallets are in <see cref="Keys.KeyVersion"/>.</summary>
/// <param name="Public">Of extended public keys.</param>
/// <param name="Secret">Of extended private keys.</param>
internal sealed record ExtendedKeyVersions(byte[] Public, byte[] Secret)
{
    /// <summary><c>xpub</c> and <c>xprv</c>.</summary>
    public static readonly ExtendedKeyVersions Main = new([0x04, 0x88, 0xb2, 0x1e], [0x04, 0x88, 0xad, 0xe4]);

    /// <summary><c>tpub</c> and <c>tprv</c>.</summary>
    public static readonly ExtendedKeyVersions Test = new([0x04, 0x35, 0x87, 0xcf], [0x04, 0x35, 0x83, 0x94]);
}
