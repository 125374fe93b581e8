using NBitcoin;
using Payments.Chains.Keys;

namespace Payments.Chains.Bitcoin;

/// <summary>Extended public keys of the Bitcoin family, and the addresses below them.</summary>
internal static class BitcoinKeys
{
    /// <summary>Reads a key of one network. The form of its addresses is the version's; where that leaves it open, the one asked for, else P2PKH as BIP-44 has it.</summary>
    public static KeyReading Read(BitcoinCoin coin, Network network, string text, string? scriptType)
    {
        if (scriptType is not null && !ScriptTypes.All.Contains(scriptType)) return KeyReading.ScriptTypeRefused($"expected one of {string.Join(", ", ScriptTypes.All)}");
        var error = KeyText.Read(text, network == coin.Networks[0] ? coin.KeyPrefixes : coin.TestKeyPrefixes, out var version, out var account);
        if (error.Length > 0) return KeyReading.Refused(error);
        var chosen = scriptType ?? version.ScriptType ?? ScriptTypes.Legacy;
        if (version.ScriptType is { } demanded && demanded != chosen) return KeyReading.ScriptTypeRefused($"a key that begins with {version.Prefix} is of a wallet with {demanded} addresses");
        if (!coin.HasSegWit && chosen != ScriptTypes.Legacy) return KeyReading.ScriptTypeRefused($"{coin.Name} has {ScriptTypes.Legacy} addresses only");
        var type = ScriptTypes.Of(chosen);
        return KeyReading.Of(new AccountKey(coin.Chain, KeyText.Stored(text, account, chosen), account, key => key.GetAddress(type, network).ToString()));
    }
}
