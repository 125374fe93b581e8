using NBitcoin;
using Payments.Domain.Identity;
using Payments.Domain.Wallets;

namespace Payments.Chains.Keys;

/// <summary>An account's extended public key on one chain, from which addresses are derived: <c>0/i</c> below it, the external chain of BIP-44.</summary>
public sealed class AccountKey
{
    private const uint ExternalChain = 0;

    private readonly ExtPubKey external;
    private readonly Func<PubKey, string> write;

    internal AccountKey(ChainId chain, ExtendedKey key, ExtPubKey account, Func<PubKey, string> write) =>
        (Chain, Key, external, this.write) = (chain, key, account.Derive(ExternalChain), write);

    /// <summary>Addresses that a key may have: those above are hardened and cannot be derived.</summary>
    public static long AddressLimit => 1L << 31;

    /// <summary>The chain.</summary>
    public ChainId Chain { get; }

    /// <summary>The key as it is stored.</summary>
    public ExtendedKey Key { get; }

    /// <summary>The canonical address <c>0/index</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative or not below <see cref="AddressLimit"/>.</exception>
    public string AddressAt(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, AddressLimit);
        return write(external.Derive((uint)index).PubKey);
    }
}
