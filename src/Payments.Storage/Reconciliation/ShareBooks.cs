using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;
using Payments.Domain.Identity;
using Payments.Domain.Reconciliation;

namespace Payments.Storage.Reconciliation;

/// <summary>This gateway's shares at providers, for settlements where the provider has no bill of shares.</summary>
public sealed class ShareBooks(IDatabase database)
{
    private const int Chunk = 5000;

    /// <summary>
    /// What an account's receivers got in a span of time, and with negative amounts what they gave back, a few rows in memory at a time.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="from">The beginning, included.</param>
    /// <param name="to">The end, excluded.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<(MerchantId Merchant, string Currency, decimal Amount)> OfAsync(
        ReconciliationKey account, DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT s.key AS Key, s.merchant AS Merchant, s.kind AS Kind, s.ended_at AS EndedAt, s.state ->> 'currency' AS Currency,
                s.state ->> 'amount' AS Amount
            FROM order_shares s JOIN order_charges c ON c.reference = s.charge
            WHERE s.provider = @provider AND s.status = 'succeeded' AND s.ended_at >= @at AND s.ended_at < @to
                AND (s.ended_at > @at OR s.key > @key) AND c.account = @account
            ORDER BY s.ended_at, s.key LIMIT @limit
            """;
        for (var (at, key) = (from.ToUnixTimeMilliseconds(), ""); ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var parameters = new
            {
                provider = account.Provider,
                account = account.Account,
                at,
                to = to.ToUnixTimeMilliseconds(),
                key,
                limit = Chunk,
            };
            var rows = (await database.ReadAsync(connection => connection.QueryAsync<Row>(sql, parameters))).AsList();
            foreach (var row in rows) yield return (MerchantId.From(row.Merchant), row.Currency, row.Signed);
            if (rows.Count < Chunk) yield break;
            (at, key) = (rows[^1].EndedAt, rows[^1].Key);
        }
    }

    private sealed class Row
    {
        public string Key { get; set; } = "";

        public string Merchant { get; set; } = "";

        public string Kind { get; set; } = "";

        public long EndedAt { get; set; }

        public string Currency { get; set; } = "";

        public string Amount { get; set; } = "";

        public decimal Signed => decimal.Parse(Amount, CultureInfo.InvariantCulture) * (Kind == "share" ? 1 : -1);
    }
}
