using Payments.Domain.Settings;

namespace Payments.Host.Configuration;

/// <summary>Holds the data folder of an installation on SQLite for one gateway. The system releases it when the process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    /// <summary>The file's name in the data folder. Only the lock counts: that the file exists says nothing.</summary>
    public const string FileName = "gateway.lock";

    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    /// <summary>Takes the folder, which exists.</summary>
    /// <exception cref="SettingException">Another gateway has it, or the file cannot be written.</exception>
    public static FolderLock Take(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new SettingException($"Setting Data is not valid: {path} cannot be written: {exception.Message}", exception);
        }
        catch (IOException exception)
        {
            throw new SettingException($"Another gateway uses the data folder {Path.GetFullPath(folder)}: stop it, or set Data to another folder. Several processes share a PostgreSQL database (setting Database). {exception.Message}", exception);
        }
    }

    /// <inheritdoc />
    public void Dispose() => file.Dispose();
}
