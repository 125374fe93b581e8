using System.Data.Common;

namespace Payments.Storage;

/// <summary>The database of this installation, SQLite or PostgreSQL. SQL that both understand goes through it.</summary>
public interface IDatabase : IAsyncDisposable
{
    /// <summary>Whether this is SQLite.</summary>
    bool IsSqlite { get; }

    /// <summary>Reads what was committed.</summary>
    Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read);

    /// <summary>Writes; all of it is committed when the task ends, or none of it.</summary>
    Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction?, Task<T>> write);

    /// <summary>Brings the schema up to date. Called once, before anything else.</summary>
    /// <exception cref="DatabaseRefusalException">The database is newer than this program.</exception>
    Task MigrateAsync(CancellationToken cancellationToken);
}
