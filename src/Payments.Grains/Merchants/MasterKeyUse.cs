using Payments.Domain.Secrets;
using Payments.Grains.Identity;
using Payments.Storage;
using Payments.Storage.Queries;

namespace Payments.Grains.Merchants;

/// <summary>What lies under which master key.</summary>
public sealed class MasterKeyUse(
    MasterKeyRing keys, Settings settings, MerchantQueries merchants, ProviderQueries providers, PersonQueries people)
{
    /// <summary>Every key that something is sealed under or that the ring holds, the one in front first.</summary>
    public async Task<IReadOnlyList<MasterKeyShare>> FindAsync()
    {
        var installation = SecretBox.KeyOf(await settings.FindAsync(InstallationIds.Setting) ?? "");
        var counts = (await merchants.SealingKeysAsync()).ToDictionary(found => found.MasterKey, found => found.Merchants);
        await foreach (var (_, key) in providers.SealedAsync()) counts[key] = counts.GetValueOrDefault(key) + 1;
        await foreach (var (_, key) in people.SealedAsync()) counts[key] = counts.GetValueOrDefault(key) + 1;
        var ids = keys.Older.Select(key => key.Id).Prepend(keys.Current.Id).Concat(counts.Keys).Concat(installation.Length > 0 ? [installation] : []).Distinct();
        return [.. ids.Select(id => new MasterKeyShare(id, keys.Find(id) is not null, id == installation, counts.GetValueOrDefault(id)))];
    }

    /// <summary>Fails where a merchant's secret lies under a key that is not given: its orders and callbacks would fail one by one.</summary>
    /// <exception cref="SecretException">A key is missing; the text names it.</exception>
    public async Task RequireAllAsync()
    {
        foreach (var (id, _, _, count) in (await FindAsync()).Where(share => !share.IsGiven))
            throw new SecretException(
                $"The secrets of {count} merchants, accounts at providers or people of the console are sealed under master key {id}, " +
                "which is not among the keys of MasterKey. Add that key after the current one.");
    }
}

/// <summary>What lies under one master key.</summary>
/// <param name="Id">The key's id.</param>
/// <param name="IsGiven">Whether the setting <c>MasterKey</c> has it.</param>
/// <param name="HasInstallationKey">Whether the installation key lies under it.</param>
/// <param name="Merchants">How many merchants' secrets, accounts at providers and second factors do.</param>
public sealed record MasterKeyShare(string Id, bool IsGiven, bool HasInstallationKey, long Merchants)
{
    /// <summary>Whether nothing needs the key.</summary>
    public bool IsFree => !HasInstallationKey && Merchants == 0;
}
