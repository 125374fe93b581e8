using Dapper;
using Payments.Storage.States;

namespace Payments.Storage.Queries;

/// <summary>Looks into the stored people of the console.</summary>
public sealed class PersonQueries(IDatabase database)
{
    private readonly SealedStates states = new(database, StateNames.Person, "sealedSecret");

    /// <summary>The grain key of everybody with a second factor, with the id of the master key that its secret is sealed under.</summary>
    public IAsyncEnumerable<(string GrainKey, string MasterKey)> SealedAsync() => states.ReadAsync();

    /// <summary>The e-mail addresses of the installation's operators, in order. Everybody's state is looked at.</summary>
    public async Task<IReadOnlyList<string>> OperatorsAsync()
    {
        // As the index of script 0058 says it. SQLite reads true as 1.
        const string sql = $"""
            SELECT state ->> 'email' FROM grain_states
            WHERE substr(key, 1, 7) = '{StateNames.Person}/' AND key > '{StateNames.Person}/'
            AND CAST(state ->> 'isOperator' AS text) IN ('true', '1') ORDER BY 1
            """;
        return (await database.ReadAsync(connection => connection.QueryAsync<string>(sql))).AsList();
    }
}
