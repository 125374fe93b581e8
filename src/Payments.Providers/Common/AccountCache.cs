using System.Collections.Concurrent;

namespace Payments.Providers.Common;

/// <summary>
/// The accounts whose keys are ready: reading keys costs more than using them, and certificates that were downloaded stay with their
/// account. Found by everything that a reading depends on; files are read once.
/// </summary>
/// <typeparam name="T">A provider's account.</typeparam>
/// <param name="settings">The settings of the provider's accounts.</param>
/// <param name="read">Reads an account from them.</param>
internal sealed class AccountCache<T>(IReadOnlyList<ProviderSetting> settings, Func<ProviderAccount, T> read)
{
    /// <summary>How many accounts are kept; when there are more all are read anew.</summary>
    private const int Most = 1000;

    private readonly ConcurrentDictionary<string, T> known = new();

    /// <summary>The account, read where it is not known.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or cannot be read.</exception>
    public T Of(ProviderAccount account)
    {
        var key = KeyOf(account);
        if (known.TryGetValue(key, out var found)) return found;
        if (known.Count >= Most) known.Clear();
        return known.GetOrAdd(key, read(account));
    }

    /// <summary>Files are the operator's alone, so a merchant's own account is never found by the settings of the operator's.</summary>
    private string KeyOf(ProviderAccount account) => string.Join('\0', settings
        .SelectMany(setting => new[] { account.Find(setting.Name), account.FormerSettings.GetValueOrDefault(setting.Name) })
        .Append($"{account.Reach}")
        .Append(account.Owner is null ? "" : "own"));
}
