using Dapper;

namespace Payments.Storage;

/// <summary>The keys of data protection as they are stored: sealed texts by name.</summary>
public sealed class ProtectionKeys(IDatabase database)
{
    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyDictionary<string, string>> AllAsync() => (await database.ReadAsync(connection =>
        connection.QueryAsync<(string Name, string Sealed)>("SELECT name AS Name, sealed_key AS Sealed FROM protection_keys")))
        .ToDictionary(row => row.Name, row => row.Sealed);

    /// <summary>Stores one, whatever was there.</summary>
    public Task PutAsync(string name, string sealedKey) => database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
        "INSERT INTO protection_keys (name, sealed_key) VALUES (@name, @sealedKey) " +
        "ON CONFLICT (name) DO UPDATE SET sealed_key = excluded.sealed_key",
        new { name, sealedKey }, transaction));
}
