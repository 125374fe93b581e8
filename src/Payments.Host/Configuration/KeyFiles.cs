using System.Security.Cryptography;

namespace Payments.Host.Configuration;

/// <summary>The admin key and the master key: from the configuration, else from files in the data folder that the first start makes.</summary>
internal sealed class KeyFiles
{
    private const string AdminFile = "admin.key";
    private const string MasterFile = "master.key";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private string? freshAdminKey;

    private KeyFiles(string adminKey, string masterKey) => (AdminKey, MasterKey) = (adminKey, masterKey);

    /// <summary>What operators send as <c>X-Admin-Key</c>.</summary>
    public string AdminKey { get; }

    /// <summary>Base64 of 32 bytes.</summary>
    public string MasterKey { get; }

    /// <summary>Opens or makes the keys.</summary>
    /// <exception cref="InvalidOperationException">A key file can be read by others.</exception>
    public static KeyFiles Open(string folder, string? adminKey, string? masterKey)
    {
        Directory.CreateDirectory(folder);
        var (master, _) = Take(masterKey, Path.Combine(folder, MasterFile), () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        var (admin, isFresh) = Take(adminKey, Path.Combine(folder, AdminFile), () => $"adm_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}");
        return new KeyFiles(admin, master) { freshAdminKey = isFresh ? admin : null };
    }

    /// <summary>Shows a key that was just made, this once.</summary>
    public void ShowFresh(TextWriter output)
    {
        if (freshAdminKey is null) return;
        output.WriteLine($"Admin key (shown once, kept in the data folder): {freshAdminKey}");
        freshAdminKey = null;
    }

    private static (string Key, bool IsFresh) Take(string? configured, string file, Func<string> make)
    {
        if (!string.IsNullOrWhiteSpace(configured)) return (configured.Trim(), false);
        if (File.Exists(file)) return (Read(file), false);
        var fresh = make();
        // Written whole under another name first: a crash leaves either no key or the whole one.
        var draft = $"{file}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var stream = new FileStream(draft, options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(fresh));
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, file, overwrite: false);
        return (fresh, true);
    }

    private static string Read(string file)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0)
            throw new InvalidOperationException($"Key file {Path.GetFileName(file)} can be read by other users: run chmod 600 on it, and replace the key if it may have been seen.");
        return File.ReadAllText(file).Trim();
    }
}
