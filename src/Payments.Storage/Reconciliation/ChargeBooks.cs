using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;
using Payments.Domain.Identity;
using Payments.Domain.Reconciliation;

namespace Payments.Storage.Reconciliation;

/// <summary>This gateway's side of a comparison: charges as they are stored, those of archived orders included.</summary>
public sealed class ChargeBooks(IDatabase database)
{
    /// <summary>Charges that one look finds by their numbers at most.</summary>
    public const int MostSought = 500;

    private const int Chunk = 5000;

    /// <summary>Charges of an account that belong to a span of time, in the order of that time, a few in memory at a time.</summary>
    /// <param name="account">The account.</param>
    /// <param name="basis">Which of their times counts.</param>
    /// <param name="from">The beginning, included.</param>
    /// <param name="to">The end, excluded.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<OwnEntry> OfAsync(
        ReconciliationKey account, StatementBasis basis, DateTimeOffset from, DateTimeOffset to,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var time = TimeOf(basis);
        var sql = $"""
            SELECT {Columns} FROM order_charges
            WHERE provider = @provider AND account = @account AND {time} IS NOT NULL AND {time} >= @at AND {time} < @to
                AND ({time} > @at OR reference > @reference)
            ORDER BY {time}, reference LIMIT @limit
            """;
        for (var (at, reference) = (from.ToUnixTimeMilliseconds(), ""); ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var parameters = new
            {
                provider = account.Provider,
                account = account.Account,
                at,
                to = to.ToUnixTimeMilliseconds(),
                reference,
                limit = Chunk,
            };
            var rows = (await database.ReadAsync(connection => connection.QueryAsync<Row>(sql, parameters))).AsList();
            foreach (var row in rows) yield return row.ToEntry(basis);
            if (rows.Count < Chunk) yield break;
            (at, reference) = (rows[^1].Time(basis)!.Value, rows[^1].Reference);
        }
    }

    /// <summary>Charges by our numbers, of whatever time and account.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="references">The numbers, <see cref="MostSought"/> at most.</param>
    /// <param name="basis">Which of their times counts.</param>
    public async Task<IReadOnlyDictionary<string, OwnEntry>> FindAsync(
        string provider, IReadOnlyCollection<string> references, StatementBasis basis)
    {
        var sql = $"""
            SELECT {Columns} FROM order_charges
            WHERE {database.IsOneOf("reference", "@references")} AND provider = @provider AND amount IS NOT NULL
            """;
        var rows = await database.ReadAsync(connection =>
            connection.QueryAsync<Row>(sql, new { references = references.ToArray(), provider }));
        return rows.ToDictionary(row => row.Reference, row => row.ToEntry(basis), StringComparer.Ordinal);
    }

    /// <summary>Whose orders the charges are of that a provider knows by its own numbers.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="numbers">The numbers, <see cref="MostSought"/> at most.</param>
    public async Task<IReadOnlyDictionary<string, MerchantId>> OwnersAsync(string provider, IReadOnlyCollection<string> numbers)
    {
        var sql = $"""
            SELECT provider_id AS Number, min(merchant) AS Merchant FROM order_charges
            WHERE provider = @provider AND {database.IsOneOf("provider_id", "@numbers")} AND provider_id IS NOT NULL
                AND merchant IS NOT NULL
            GROUP BY provider_id
            """;
        var rows = await database.ReadAsync(connection =>
            connection.QueryAsync<(string Number, string Merchant)>(sql, new { provider, numbers = numbers.ToArray() }));
        return rows.ToDictionary(row => row.Number, row => MerchantId.From(row.Merchant), StringComparer.Ordinal);
    }

    private static string TimeOf(StatementBasis basis) => basis switch
    {
        StatementBasis.Paid => "paid_at",
        StatementBasis.Begun => "begun_at",
        _ => throw new ArgumentOutOfRangeException(nameof(basis), basis, null),
    };

    private const string Columns = """
        reference AS Reference, merchant AS Merchant, amount AS Amount, currency AS Currency, state AS State, begun_at AS BegunAt,
        paid_at AS PaidAt
        """;

    private sealed class Row
    {
        public string Reference { get; set; } = "";

        public string Merchant { get; set; } = "";

        public string Amount { get; set; } = "";

        public string Currency { get; set; } = "";

        public string State { get; set; } = "";

        public long? BegunAt { get; set; }

        public long? PaidAt { get; set; }

        public long? Time(StatementBasis basis) => basis == StatementBasis.Paid ? PaidAt : BegunAt;

        public OwnEntry ToEntry(StatementBasis basis) => new()
        {
            Key = new EntryKey(Reference, EntryKind.Payment),
            Merchant = MerchantId.From(Merchant),
            Amount = decimal.Parse(Amount, NumberStyles.Number, CultureInfo.InvariantCulture),
            Currency = Currency,
            IsPaid = State == "paid",
            Word = State,
            At = Time(basis) is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
        };
    }
}
