using Dapper;
using Payments.Domain.StaticWallets;
using Payments.Storage.States;

namespace Payments.Storage;

/// <summary>
/// Payments to static wallets that were dismissed and left their wallet's state for newer ones: that they were is known for ever.
/// </summary>
public sealed class DismissedDeposits(IDatabase database, JsonStateSerializer serializer)
{
    /// <summary>Keeps payments; what is kept of one before is replaced.</summary>
    /// <param name="owner">The key of the grain that has the wallets.</param>
    /// <param name="dismissed">The payments.</param>
    public async Task KeepAsync(string owner, IReadOnlyList<DismissedDeposit> dismissed)
    {
        const string sql = """
            INSERT INTO dismissed_deposits (owner, digest, state) VALUES (@owner, @digest, @state)
            ON CONFLICT (owner, digest) DO UPDATE SET state = excluded.state
            """;
        var rows = dismissed.Select(one => new
        {
            owner,
            digest = one.Held.Deposit.Digest,
            state = serializer.Serialize(one).ToString(),
        }).ToArray();
        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, rows, transaction));
    }

    /// <summary>A payment that is kept; null where it is not.</summary>
    /// <param name="owner">As for <see cref="KeepAsync"/>.</param>
    /// <param name="digest">The payment's digest.</param>
    /// <exception cref="InvalidOperationException">Its row says nothing that this program understands.</exception>
    public async Task<DismissedDeposit?> FindAsync(string owner, string digest)
    {
        const string sql = "SELECT state FROM dismissed_deposits WHERE owner = @owner AND digest = @digest";
        var state = await database.ReadAsync(connection =>
            connection.QuerySingleOrDefaultAsync<string>(sql, new { owner, digest }));
        if (state is null) return null;
        return serializer.TryRead<DismissedDeposit>(state)
            ?? throw new InvalidOperationException("A row of dismissed_deposits says nothing that this program understands.");
    }
}
