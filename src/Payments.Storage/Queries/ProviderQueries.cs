using System.Text.Json;
using Dapper;
using Payments.Domain.Secrets;
using Payments.Storage.States;

namespace Payments.Storage.Queries;

/// <summary>
/// Looks into the stored accounts at payment providers. There are a few for each merchant, so they are read one after another.
/// </summary>
public sealed class ProviderQueries(IDatabase database)
{
    private const string Prefix = StateNames.Provider + "/";
    private const int Page = 500;

    /// <summary>Every account's grain key with the id of the master key that its settings are sealed under.</summary>
    public async IAsyncEnumerable<(string GrainKey, string MasterKey)> SealedAsync()
    {
        var last = Prefix;
        while (true)
        {
            var behind = last;
            var rows = (await database.ReadAsync(connection => connection.QueryAsync<(string Key, string State)>(
                // As the index of script 0048 says it.
                "SELECT key, CAST(state AS text) FROM grain_states WHERE substr(key, 1, 9) = 'provider/' AND key > @behind ORDER BY key LIMIT @limit",
                new { behind, limit = Page }))).ToArray();
            foreach (var (key, state) in rows)
            {
                using var document = JsonDocument.Parse(state);
                yield return (key[Prefix.Length..], SecretBox.KeyOf(document.RootElement.GetProperty("sealedSettings").GetString()!));
            }
            if (rows.Length < Page) yield break;
            last = rows[^1].Key;
        }
    }
}
