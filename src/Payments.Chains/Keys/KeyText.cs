using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NBitcoin;
using Payments.Domain.Identity;
using Payments.Domain.Wallets;

namespace Payments.Chains.Keys;

/// <summary>Reads extended public keys of accounts.</summary>
internal static class KeyText
{
    private const int VersionLength = 4;
    private const int IdBytes = 16;

    /// <summary>An account lies three steps below the master key: purpose, coin, account. Some wallets derive from fewer.</summary>
    private const int DeepestAccount = 3;

    /// <summary>A key that some network of the family takes; its version and bytes, or what is wrong with it.</summary>
    /// <param name="text">What was sent.</param>
    /// <param name="taken">The versions that the chain takes, by their prefixes.</param>
    /// <param name="version">The key's version.</param>
    /// <param name="account">The key itself.</param>
    /// <returns>What is wrong, or an empty text.</returns>
    public static string Read(string text, IReadOnlyCollection<string> taken, out KeyVersion version, out ExtPubKey account)
    {
        (version, account) = (KeyVersion.Xpub, null!);
        var expected = $"expected an account's extended public key, {string.Join(", ", taken.Select(prefix => $"{prefix}…"))}";
        if (PrivateKeys.Matches(text)) return PrivateKeys.Refusal;
        if (!Base58Text.IsWritten(text)) return expected;
        if (Base58Text.Decode(text) is not { } bytes) return taken.Any(prefix => text.StartsWith(prefix, StringComparison.Ordinal)) ? "the checksum does not fit: a character or its case is wrong or missing" : expected;
        if (bytes.Length != VersionLength + ExtPubKey.Length) return expected;
        var number = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (KeyVersion.IsOfMultiSignatures(number)) return "this key is of a multi-signature wallet, whose addresses belong to several keys; give one of a wallet with a single key";
        if (KeyVersion.Find(number) is not { } known) return expected;
        version = known;
        if (!taken.Contains(known.Prefix)) return $"a key that begins with {known.Prefix} is of another network: {expected}";
        try
        {
            account = new ExtPubKey(bytes.AsSpan(VersionLength));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return "no point of the curve, or a master key that names a parent: the key is damaged";
        }
        return account.Depth <= DeepestAccount ? "" : $"this key lies {account.Depth} steps below the master key; give the account's, which lies {DeepestAccount} below it, because addresses are 0/i of what you give";
    }

    /// <summary>The key's stored form. Its id covers what its addresses depend on, so that one key has one id in whichever way it is written.</summary>
    public static ExtendedKey Stored(string text, ExtPubKey account, string? scriptType)
    {
        byte[] content = [.. Encoding.ASCII.GetBytes($"{scriptType}|"), .. account.PubKey.ToBytes(), .. account.ChainCode];
        return new ExtendedKey { Id = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, IdBytes)), Text = text, ScriptType = scriptType };
    }

    /// <summary>A key of a chain whose addresses have one form only.</summary>
    public static KeyReading ReadPlain(ChainId chain, string text, string? scriptType, Func<PubKey, string> write)
    {
        if (scriptType is not null) return KeyReading.ScriptTypeRefused($"addresses of {chain} have one form: leave it out");
        var error = Read(text, [KeyVersion.Xpub.Prefix], out _, out var account);
        return error.Length > 0 ? KeyReading.Refused(error) : KeyReading.Of(new AccountKey(chain, Stored(text, account, null), account, write));
    }
}
