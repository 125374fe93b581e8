using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Payments.Storage.Databases.Sqlite;

/// <summary>
/// A statement that is prepared once and run many times. <see cref="SqliteCommand"/> makes a reader, a parameter list and
/// strings for every run; states are read and written by their bytes. One thread at a time.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    /// <summary>Keys up to this many UTF-8 bytes are bound without a buffer of their own.</summary>
    private const int StackLimit = 256;

    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    /// <exception cref="SqliteException">The statement is not valid.</exception>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
    }

    /// <summary>Binds UTF-8 text to the parameter at a position from 1.</summary>
    public void Bind(int position, ReadOnlySpan<byte> text) => Check(raw.sqlite3_bind_text(statement, position, text));

    /// <summary>Binds text to the parameter at a position from 1.</summary>
    public void Bind(int position, string text)
    {
        var length = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> buffer = length <= StackLimit ? stackalloc byte[StackLimit] : new byte[length];
        Bind(position, buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
    }

    /// <summary>Binds a number to the parameter at a position from 1.</summary>
    public void Bind(int position, int number) => Check(raw.sqlite3_bind_int(statement, position, number));

    /// <summary>Runs to the end and returns how many rows it changed.</summary>
    /// <exception cref="SqliteException">It failed; nothing of this statement was written.</exception>
    public int Execute()
    {
        try
        {
            return Step() ? throw new InvalidOperationException("A statement that writes answered with a row.") : raw.sqlite3_changes(database);
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    /// <summary>Runs and returns the first row, read by <paramref name="read"/>, or the default.</summary>
    public T? First<T>(Func<sqlite3_stmt, T> read)
    {
        try
        {
            return Step() ? read(statement) : default;
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    public void Dispose() => statement.Dispose();

    private bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW) return true;
        if (code != raw.SQLITE_DONE) Check(code);
        return false;
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, database);
}
