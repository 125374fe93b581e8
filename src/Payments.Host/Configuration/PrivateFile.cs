using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Payments.Domain.Settings;

namespace Payments.Host.Configuration;

/// <summary>A small file with a secret that only its owner may read.</summary>
internal sealed class PrivateFile(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const int NameExists = 17;

    private string Name => Path.GetFileName(path);

    /// <summary>Makes the file if there is none: whole and on the disk, or not at all, whatever happens meanwhile. False when there is one already.</summary>
    public bool TryCreate(string text)
    {
        if (File.Exists(path)) return false;
        // The draft has a name that nobody else uses; giving it the real name fails when another process was first.
        var draft = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
            using (var stream = new FileStream(draft, options))
            {
                stream.Write(Encoding.ASCII.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }
            return TryPlace(draft);
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"Key file {Name} cannot be written into the data folder: {failure.Message}", failure);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>The text without blanks around it.</summary>
    /// <exception cref="SettingException">Others may read the file, or it is empty.</exception>
    public string Read()
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
            throw new SettingException($"Key file {Name} can be read by other users: run chmod 600 on it, and replace the key if it may have been seen.");
        var text = File.ReadAllText(path).Trim();
        return text.Length > 0 ? text : throw new SettingException($"Key file {Name} is empty: put the key back, or remove the file to have a new one made.");
    }

    /// <summary>On Unix, moving without overwriting looks first and moves then; only a hard link is refused in one step when the name exists.</summary>
    private bool TryPlace(string draft)
    {
        if (!OperatingSystem.IsWindows())
        {
            if (Link(draft, path) == 0) return true;
            if (Marshal.GetLastPInvokeError() == NameExists) return false;
            // A file system without hard links: there the look comes first.
        }
        File.Move(draft, path, overwrite: false);
        return true;
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Link(string existing, string created);
}
