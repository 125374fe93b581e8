using Dapper;
using Payments.Domain.Risk;

namespace Payments.Storage.Risk;

/// <summary>
/// The items of lists. Each change makes an edition of its own, which nobody reads before the list's record names it; editions that no
/// record names any more go an hour later, so that whoever still reads one reads all of it.
/// </summary>
public sealed class RiskItems(IDatabase database, TimeProvider time)
{
    /// <summary>Most items of one list.</summary>
    public const int Most = 100_000;

    /// <summary>Items that one transaction writes.</summary>
    public const int Batch = 500;

    /// <summary>How long an edition stays after the list turned to another: longer than any request or look-up takes.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <summary>Bits of an edition's number that tell editions of one millisecond apart.</summary>
    private const int Salt = 10;

    /// <summary>The number of an edition that is begun now; two of one millisecond differ by their salt.</summary>
    public long NewEdition(int salt) => time.GetUtcNow().ToUnixTimeMilliseconds() << Salt | (uint)(salt & ((1 << Salt) - 1));

    /// <summary>Adds items to an edition; those that it has already stay once.</summary>
    public Task AddAsync(string list, long edition, IReadOnlyCollection<string> items) => database.WriteAsync((connection, transaction) =>
        connection.ExecuteAsync(
            "INSERT INTO risk_list_items (list_id, edition, item) VALUES (@list, @edition, @item) ON CONFLICT DO NOTHING",
            items.Select(item => new { list, edition, item }), transaction));

    /// <summary>Begins an edition with what another one has.</summary>
    public Task CopyAsync(string list, long from, long edition) => database.WriteAsync((connection, transaction) =>
        connection.ExecuteAsync(
            """
            INSERT INTO risk_list_items (list_id, edition, item) SELECT list_id, CAST(@edition AS bigint), item FROM risk_list_items
            WHERE list_id = @list AND edition = @from ON CONFLICT DO NOTHING
            """, new { list, from, edition }, transaction));

    /// <summary>How many items an edition has.</summary>
    public async Task<int> CountAsync(string list, long edition) => (int)await database.ReadAsync(connection =>
        connection.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM risk_list_items WHERE list_id = @list AND edition = @edition", new { list, edition }));

    /// <summary>Items of an edition behind one, by their text.</summary>
    public async Task<IReadOnlyList<string>> PageAsync(string list, long edition, string behind, int limit) =>
        (await database.ReadAsync(connection => connection.QueryAsync<string>(
            "SELECT item FROM risk_list_items WHERE list_id = @list AND edition = @edition AND item > @behind ORDER BY item LIMIT @limit",
            new { list, edition, behind, limit }))).AsList();

    /// <summary>All items of a list as it stands.</summary>
    public async Task<RiskSet> ReadAsync(RiskList list)
    {
        var items = list.Edition == 0 ? [] : await database.ReadAsync(connection => connection.QueryAsync<string>(
            "SELECT item FROM risk_list_items WHERE list_id = @id AND edition = @edition", new { id = list.Id, edition = list.Edition }));
        return new RiskSet(list.Subject, items);
    }

    /// <summary>Removes an edition that no list will turn to.</summary>
    public Task RemoveAsync(string list, long edition) => database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
        "DELETE FROM risk_list_items WHERE list_id = @list AND edition = @edition", new { list, edition }, transaction));

    /// <summary>Removes all items of a list that is gone.</summary>
    public Task RemoveAsync(string list) => database.WriteAsync((connection, transaction) =>
        connection.ExecuteAsync("DELETE FROM risk_list_items WHERE list_id = @list", new { list }, transaction));

    /// <summary>Removes the editions of a list that were begun more than an hour ago, but for the present one.</summary>
    public Task SweepAsync(string list, long present)
    {
        var over = (time.GetUtcNow() - Kept).ToUnixTimeMilliseconds() << Salt;
        const string sql = "DELETE FROM risk_list_items WHERE list_id = @list AND edition <> @present AND edition < @over";
        return database.WriteAsync((connection, transaction) =>
            connection.ExecuteAsync(sql, new { list, present, over }, transaction));
    }
}
