using Dapper;
using Payments.Domain.Secrets;

namespace Payments.Storage.Queries;

/// <summary>
/// Looks into states of one name among all others for a field that is sealed. Such states are few, and an index has them, so they are read
/// one after another.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="stateName">A name that has an index as script <c>0048</c> makes one.</param>
/// <param name="field">The field's name in the state's JSON.</param>
internal sealed class SealedStates(IDatabase database, string stateName, string field)
{
    private const int Page = 500;

    private readonly string prefix = stateName + "/";

    /// <summary>Every grain key whose state has the field, with the id of the master key that it is sealed under.</summary>
    public async IAsyncEnumerable<(string GrainKey, string MasterKey)> ReadAsync()
    {
        // As the index says it.
        var sql = $"SELECT key, state ->> '{field}' FROM grain_states WHERE substr(key, 1, {prefix.Length}) = '{prefix}' " +
            $"AND key > @behind AND state ->> '{field}' IS NOT NULL ORDER BY key LIMIT @limit";
        var last = prefix;
        while (true)
        {
            var behind = last;
            var rows = (await database.ReadAsync(connection =>
                connection.QueryAsync<(string Key, string Sealed)>(sql, new { behind, limit = Page }))).ToArray();
            foreach (var (key, text) in rows) yield return (key[prefix.Length..], SecretBox.KeyOf(text));
            if (rows.Length < Page) yield break;
            last = rows[^1].Key;
        }
    }
}
