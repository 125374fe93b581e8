using Dapper;

namespace Payments.Storage;

/// <summary>Values that an installation makes once, and numbers that it counts up.</summary>
public sealed class Settings(IDatabase database)
{
    /// <summary>The stored value; where there is none, the given one is stored first. Whoever comes second gets the first one's.</summary>
    public Task<string> GetOrAddAsync(string name, string value) => database.WriteAsync(async (connection, transaction) =>
    {
        await connection.ExecuteAsync("INSERT INTO settings (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING", new { name, value }, transaction);
        return await connection.QuerySingleAsync<string>("SELECT value FROM settings WHERE name = @name", new { name }, transaction);
    });

    /// <summary>The stored value, or null.</summary>
    public Task<string?> FindAsync(string name) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefaultAsync<string?>("SELECT value FROM settings WHERE name = @name", new { name }));

    /// <summary>Stores a value, whatever was there.</summary>
    public Task PutAsync(string name, string value) => database.WriteAsync((connection, transaction) =>
        connection.ExecuteAsync("INSERT INTO settings (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", new { name, value }, transaction));

    /// <summary>Puts a value in another's place; nothing happens where the stored value is no longer the one expected.</summary>
    public Task ReplaceAsync(string name, string expected, string value) => database.WriteAsync((connection, transaction) =>
        connection.ExecuteAsync("UPDATE settings SET value = @value WHERE name = @name AND value = @expected", new { name, expected, value }, transaction));

    /// <summary>The next number of a sequence. A number whose use failed is lost, never given twice.</summary>
    public Task<long> NextAsync(string sequence) => database.WriteAsync((connection, transaction) =>
        connection.QuerySingleAsync<long>("UPDATE sequences SET value = value + 1 WHERE name = @sequence RETURNING value", new { sequence }, transaction));
}
