using System.Collections.Concurrent;
using Payments.Providers.Common;

namespace Payments.Providers.Alipay;

/// <summary>
/// The accounts whose keys are ready: reading keys costs more than using them, and certificates that were downloaded stay with their
/// account. Found by everything that a reading depends on; files are read once.
/// </summary>
internal sealed class AlipayAccounts
{
    /// <summary>How many accounts are kept; when there are more all are read anew.</summary>
    private const int Most = 1000;

    private readonly ConcurrentDictionary<string, AlipayAccount> known = new();

    /// <summary>The account, read where it is not known.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or cannot be read.</exception>
    public AlipayAccount Of(ProviderAccount account)
    {
        var key = KeyOf(account);
        if (known.TryGetValue(key, out var found)) return found;
        if (known.Count >= Most) known.Clear();
        return known.GetOrAdd(key, AlipayAccount.Of(account));
    }

    private static string KeyOf(ProviderAccount account) => string.Join('\0', AlipayAccountKeys.Settings
        .SelectMany(setting => new[] { account.Find(setting.Name), account.FormerSettings.GetValueOrDefault(setting.Name) })
        .Append(account.AllowsSandbox ? "sandbox" : ""));
}
