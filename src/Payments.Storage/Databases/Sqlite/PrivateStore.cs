namespace Payments.Storage.Databases.Sqlite;

/// <summary>The database's files and the folder that is made for them are their owner's alone.</summary>
public static class PrivateStore
{
    private const UnixFileMode File0600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Folder0700 = File0600 | UnixFileMode.UserExecute;

    /// <summary>SQLite gives its other files the mode of the first; those of an earlier version may be open to others.</summary>
    private static readonly string[] Endings = ["", "-wal", "-shm"];

    /// <summary>
    /// Makes the folder with mode 0700 and the file with mode 0600 where they are missing. A folder that is there stays as its owner made
    /// it; files get the mode, unless they are another user's.
    /// </summary>
    internal static void Prepare(string folder, string name)
    {
        MakeFolder(folder);
        if (OperatingSystem.IsWindows()) return;

        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.Write,
                Share = FileShare.ReadWrite,
                UnixCreateMode = File0600
            };
            using var made = new FileStream(path, options);
        }
        foreach (var file in Endings.Select(ending => path + ending).Where(File.Exists)) Close(file);
    }

    /// <summary>Makes a folder with mode 0700 where it is missing.</summary>
    public static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else if (!Directory.Exists(folder)) Directory.CreateDirectory(folder, Folder0700);
    }

    private static void Close(string file)
    {
        if (OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == File0600) return;
        try
        {
            File.SetUnixFileMode(file, File0600);
        }
        catch (UnauthorizedAccessException)
        {
            // Another user's file, which its group may write: that is the owner's decision.
        }
    }
}
