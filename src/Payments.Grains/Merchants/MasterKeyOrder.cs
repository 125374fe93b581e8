using Payments.Domain.Secrets;
using Payments.Grains.Identity;
using Payments.Storage;

namespace Payments.Grains.Merchants;

/// <summary>
/// The master keys that were ever in front, in the order in which they first were, as stored. While a new key is rolled out, some processes have it in front and
/// some behind the old one: by this list they agree which of the two everything is sealed under, and none seals back.
/// </summary>
public sealed class MasterKeyOrder(Settings settings)
{
    private const string Setting = "master-keys";
    private const char Separator = ',';

    /// <summary>Most keys that are remembered; the oldest are forgotten.</summary>
    private const int Limit = 64;

    /// <summary>Tries to write the list before giving up; each fails only where another process has just written it.</summary>
    private const int WriteLimit = 16;

    /// <summary>Notes a key that is in front, and says whether it is the newest of all that were. A key that another replaced does not become the newest again.</summary>
    /// <exception cref="InvalidOperationException">The list could not be written.</exception>
    public async Task<bool> IsNewestAsync(MasterKey front)
    {
        for (var tries = 0; tries < WriteLimit; tries++)
        {
            // Before the list was kept, the key that was in front is the one that the installation key lies under.
            var stored = await settings.FindAsync(Setting) ?? await settings.GetOrAddAsync(Setting, SecretBox.KeyOf(await settings.FindAsync(InstallationIds.Setting) ?? ""));
            var known = stored.Split(Separator, StringSplitOptions.RemoveEmptyEntries);
            if (known.Contains(front.Id)) return known[^1] == front.Id;
            await settings.ReplaceAsync(Setting, stored, string.Join(Separator, known.Append(front.Id).TakeLast(Limit)));
        }
        throw new InvalidOperationException($"The list of master keys was written by others {WriteLimit} times in a row.");
    }
}
