using System.Runtime.CompilerServices;
using Dapper;
using Payments.Domain.Identity;
using Payments.Domain.Users;

namespace Payments.Storage.Queries;

/// <summary>Reads the ledgers of end users. Triggers write them with the wallets; nothing else does.</summary>
public sealed class UserLedgers(IDatabase database)
{
    /// <summary>Entries that are read at once when all are.</summary>
    private const int Chunk = 1_000;

    private const string OfUser = "merchant = @merchant AND user_id = @user";

    /// <summary>The entry of a key, or null.</summary>
    public async Task<UserEntry?> FindAsync(MerchantId merchant, UserId user, string key)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<UserEntryRow>(
            $"SELECT {UserEntryRow.Columns} FROM user_entries WHERE {OfUser} AND entry_key = @key",
            new { merchant = merchant.Value, user = user.Value, key }));
        return rows.Select(row => row.ToEntry()).SingleOrDefault();
    }

    /// <summary>How much of an entry was reversed.</summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="user">The user.</param>
    /// <param name="key">The entry's key.</param>
    public async Task<decimal> ReversedAsync(MerchantId merchant, UserId user, string key)
    {
        // The index has all that is asked for: of anything more SQLite would rather read every entry of the user.
        var amounts = await database.ReadAsync(connection => connection.QueryAsync<string>(
            $"SELECT amount FROM user_entries WHERE {OfUser} AND about_key = @key AND kind = 'reversal'",
            new { merchant = merchant.Value, user = user.Value, key }));
        return amounts.Sum(UserEntryRow.Number);
    }

    /// <summary>Entries in one currency, the newest first.</summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="user">The user.</param>
    /// <param name="currency">The currency.</param>
    /// <param name="before">The sequence that an earlier page ended with; null for the newest.</param>
    /// <param name="limit">Entries at most.</param>
    public async Task<UserEntryPage> PageAsync(MerchantId merchant, UserId user, string currency, long? before, int limit)
    {
        var sql = $"""
            SELECT {UserEntryRow.Columns} FROM user_entries
            WHERE {OfUser} AND currency = @currency {(before is null ? "" : "AND sequence < @before")}
            ORDER BY sequence DESC LIMIT @more
            """;
        var parameters = new { merchant = merchant.Value, user = user.Value, currency, before, more = limit + 1 };
        var rows = (await database.ReadAsync(connection => connection.QueryAsync<UserEntryRow>(sql, parameters))).AsList();
        var entries = rows.Take(limit).Select(row => row.ToEntry()).ToArray();
        return new UserEntryPage(entries, rows.Count > limit ? entries[^1].Sequence : null);
    }

    /// <summary>
    /// All entries in one currency, the newest first, a few in memory at a time. Those that are made meanwhile are left out.
    /// </summary>
    public async IAsyncEnumerable<UserEntry> AllAsync(
        MerchantId merchant, UserId user, string currency, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (long? before = null; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await PageAsync(merchant, user, currency, before, Chunk);
            foreach (var entry in page.Items) yield return entry;
            if (page.Next is null) yield break;
            before = page.Next;
        }
    }

    /// <summary>All entries of a user, by currency and in the order in which they were made.</summary>
    internal async IAsyncEnumerable<UserEntry> InOrderAsync(
        MerchantId merchant, UserId user, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string sql = $"""
            SELECT {UserEntryRow.Columns} FROM user_entries WHERE {OfUser} AND (currency, sequence) > (@currency, @sequence)
            ORDER BY currency, sequence LIMIT @limit
            """;
        for (var (currency, sequence) = ("", 0L); ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var parameters = new { merchant = merchant.Value, user = user.Value, currency, sequence, limit = Chunk };
            var rows = (await database.ReadAsync(connection => connection.QueryAsync<UserEntryRow>(sql, parameters))).AsList();
            foreach (var row in rows) yield return row.ToEntry();
            if (rows.Count < Chunk) yield break;
            (currency, sequence) = (rows[^1].Currency, rows[^1].Sequence);
        }
    }
}
