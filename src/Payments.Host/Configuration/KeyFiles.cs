using System.Security.Cryptography;
using Payments.Domain.Settings;
using Payments.Storage.Databases.Sqlite;

namespace Payments.Host.Configuration;

/// <summary>The admin key and the master key: from the configuration, else from files in the data folder that the first start makes.</summary>
public sealed class KeyFiles
{
    /// <summary>File of the admin key in the data folder.</summary>
    public const string AdminFile = "admin.key";

    /// <summary>File of the master key in the data folder.</summary>
    public const string MasterFile = "master.key";

    private string? freshAdminKey;

    private KeyFiles(string adminKey, string masterKey) => (AdminKey, MasterKey) = (adminKey, masterKey);

    /// <summary>What operators send as <c>X-Admin-Key</c>.</summary>
    public string AdminKey { get; }

    /// <summary>Base64 of 32 bytes; older keys may follow after commas.</summary>
    public string MasterKey { get; }

    /// <summary>The fewest characters of an admin key that is set: whoever guesses it gives out every merchant's keys anew.</summary>
    public const int LeastAdminKey = 16;

    /// <summary>Opens or makes the keys. Of several processes that start at once, one makes a key and the others take it.</summary>
    /// <exception cref="SettingException">The admin key is too short, or a key file can be read by others, is empty, or cannot be written, or the folder cannot be made.</exception>
    public static KeyFiles Open(string folder, string? adminKey, string? masterKey)
    {
        if (adminKey?.Trim() is { Length: > 0 and < LeastAdminKey }) throw new SettingException($"Setting AdminKey is too short: expected at least {LeastAdminKey} characters, or none to have a key made.");
        try
        {
            PrivateStore.MakeFolder(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"Setting Data is not valid: the folder {folder} cannot be made: {exception.Message}", exception);
        }
        var (master, _) = Take(masterKey, folder, MasterFile, () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Domain.Secrets.MasterKey.Bytes)));
        var (admin, isFresh) = Take(adminKey, folder, AdminFile, () => $"adm_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}");
        return new KeyFiles(admin, master) { freshAdminKey = isFresh ? admin : null };
    }

    /// <summary>The master key without making one.</summary>
    /// <exception cref="SettingException">There is none, or its file can be read by others or is empty.</exception>
    public static string FindMasterKey(string folder, string masterKey) => FindKey(folder, MasterFile, nameof(MasterKey), masterKey);

    /// <summary>The admin key without making one.</summary>
    /// <exception cref="SettingException">There is none, or its file can be read by others or is empty.</exception>
    public static string FindAdminKey(string folder, string adminKey) => FindKey(folder, AdminFile, nameof(AdminKey), adminKey);

    private static string FindKey(string folder, string file, string setting, string configured)
    {
        if (configured.Length > 0) return configured;
        var path = Path.Combine(folder, file);
        return File.Exists(path)
            ? new PrivateFile(path).Read()
            : throw new SettingException($"Setting {setting} is empty, and there is no {path}.");
    }

    /// <summary>Shows an admin key that was just made, this once.</summary>
    /// <returns>Whether one was made: the gateway starts for the first time.</returns>
    public bool ShowFresh(TextWriter output)
    {
        if (freshAdminKey is null) return false;
        output.WriteLine($"Admin key (shown once, kept in the data folder): {freshAdminKey}");
        freshAdminKey = null;
        return true;
    }

    private static (string Key, bool IsFresh) Take(string? configured, string folder, string name, Func<string> make)
    {
        if (!string.IsNullOrWhiteSpace(configured)) return (configured.Trim(), false);
        var file = new PrivateFile(Path.Combine(folder, name));
        var fresh = make();
        return file.TryCreate(fresh) ? (fresh, true) : (file.Read(), false);
    }
}
