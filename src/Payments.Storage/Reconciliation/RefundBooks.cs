using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;
using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Domain.Reconciliation;
using Payments.Domain.Refunds;

namespace Payments.Storage.Reconciliation;

/// <summary>
/// This gateway's refunds at providers, beside the charges of <see cref="ChargeBooks"/>. An entry has the number that statements write: the
/// refund's own, or the payment's where a provider returns whole payments only and gives their refunds no number.
/// </summary>
public sealed class RefundBooks(IDatabase database)
{
    private const int Chunk = 5000;

    /// <summary>An account's refunds that succeeded in a span of time, in the order of that time, a few in memory at a time.</summary>
    /// <param name="account">The account.</param>
    /// <param name="isByPayment">Whether statements name a refund by its payment.</param>
    /// <param name="from">The beginning, included.</param>
    /// <param name="to">The end, excluded.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<OwnEntry> OfAsync(
        ReconciliationKey account, bool isByPayment, DateTimeOffset from, DateTimeOffset to,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string sql = $"""
            {Select}
            WHERE r.provider = @provider AND r.ended_at IS NOT NULL AND r.ended_at >= @at AND r.ended_at < @to
                AND (r.ended_at > @at OR r.key > @key) AND r.status = 'succeeded' AND c.account = @account
            ORDER BY r.ended_at, r.key LIMIT @limit
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
            foreach (var row in rows) yield return row.ToEntry(isByPayment);
            if (rows.Count < Chunk) yield break;
            (at, key) = (rows[^1].EndedAt!.Value, rows[^1].Key);
        }
    }

    /// <summary>Refunds by the numbers of a statement, whatever became of them, of whatever time and account.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="isByPayment">Whether the numbers are those of payments.</param>
    /// <param name="references">The numbers, <see cref="ChargeBooks.MostSought"/> at most.</param>
    public async Task<IReadOnlyDictionary<string, OwnEntry>> FindAsync(
        string provider, bool isByPayment, IReadOnlyCollection<string> references)
    {
        string[] sought = isByPayment ? [.. references] : [.. references.Select(KeyOf).OfType<string>()];
        var sql = $"""
            {Select}
            WHERE {database.IsOneOf(isByPayment ? "r.charge" : "r.key", "@sought")} AND r.provider = @provider
                AND r.status NOT IN ('failed', 'cancelled')
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<Row>(sql, new { sought, provider }));
        return rows.Select(row => row.ToEntry(isByPayment)).ToDictionary(entry => entry.Key.Reference, StringComparer.Ordinal);
    }

    private const string Select = """
        SELECT r.key AS Key, r.order_key AS OrderKey, r.merchant AS Merchant, r.charge AS Charge, r.status AS Status,
            r.ended_at AS EndedAt, r.state ->> 'units' AS Units, CAST(r.state ->> 'decimals' AS integer) AS Decimals,
            r.state ->> 'currency' AS Currency
        FROM order_refunds r JOIN order_charges c ON c.reference = r.charge
        """;

    private static string? KeyOf(string reference) => RefundReference.TryParse(reference, out var refund)
        ? string.Create(CultureInfo.InvariantCulture, $"{refund.Order.GrainKey}-{refund.Number:00}")
        : null;

    private sealed class Row
    {
        public string Key { get; set; } = "";

        public string OrderKey { get; set; } = "";

        public string Merchant { get; set; } = "";

        public string Charge { get; set; } = "";

        public string Status { get; set; } = "";

        public long? EndedAt { get; set; }

        public string Units { get; set; } = "";

        public int Decimals { get; set; }

        public string Currency { get; set; } = "";

        public OwnEntry ToEntry(bool isByPayment) => new()
        {
            Key = new EntryKey(isByPayment ? Charge : Reference, EntryKind.Refund),
            Merchant = MerchantId.From(Merchant),
            Amount = decimal.Parse(
                TokenAmount.Format(UInt128.Parse(Units, CultureInfo.InvariantCulture), Decimals), NumberStyles.Number,
                CultureInfo.InvariantCulture),
            Currency = Currency,
            IsPaid = Status == "succeeded",
            Word = Status,
            At = EndedAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
        };

        private string Reference => new RefundReference(
            OrderId.FromGrainKey(OrderKey), int.Parse(Key.AsSpan(OrderKey.Length + 1), CultureInfo.InvariantCulture)).ToString();
    }
}
