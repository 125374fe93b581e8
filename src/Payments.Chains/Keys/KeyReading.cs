namespace Payments.Chains.Keys;

/// <summary>What was read of an extended key: the key, or what is wrong. No refusal repeats what was sent.</summary>
public sealed class KeyReading
{
    private KeyReading(AccountKey? key, string error, bool isScriptType) => (Key, Error, IsScriptType) = (key, error, isScriptType);

    /// <summary>The key, or null.</summary>
    public AccountKey? Key { get; }

    /// <summary>What is wrong, fit for the caller.</summary>
    public string Error { get; }

    /// <summary>Whether the script type is wrong, and not the key.</summary>
    public bool IsScriptType { get; }

    internal static KeyReading Of(AccountKey key) => new(key, "", false);

    internal static KeyReading Refused(string error) => new(null, error, false);

    internal static KeyReading ScriptTypeRefused(string error) => new(null, error, true);
}
