using Payments.Storage.Databases.Sqlite;

namespace Payments.Storage;

/// <summary>Where states are kept.</summary>
public sealed class StorageOptions
{
    /// <summary>Folder of the SQLite file and of generated keys. Default <c>./data</c>.</summary>
    public string Data { get; set; } = "./data";

    /// <summary>An Npgsql connection string; empty keeps everything in SQLite.</summary>
    public string Database { get; set; } = "";

    /// <summary>The SQLite file that is to be there before anything can be read from it; null with a server.</summary>
    public string? File => Database.Length > 0 ? null : Path.Combine(Data, SqliteDatabase.FileName);
}
