using System.Globalization;
using Dapper;
using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Domain.Users;

namespace Payments.Storage.Queries;

/// <summary>
/// Compares completed orders that credit an end user with his credits, in both directions, while the gateway may go on. A credit has its
/// order's id for key; credits with another key are of no order, such as a balance that was brought over from elsewhere.
/// </summary>
public sealed class CreditChecks(IDatabase database, TimeProvider time)
{
    /// <summary>How long after its completion an order may be about to credit its user: it is tried again every few seconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private const int Chunk = 500;

    /// <summary>Looks at every order that names a user for a credit that is missing.</summary>
    /// <param name="differ">Takes the wallet's key and what differs.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many orders were looked at.</returns>
    public async Task<long> OrdersAsync(Action<string, string> differ, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT o.key AS Key, o.merchant AS Merchant, (o.state -> 'terms' ->> 'user') AS UserId,
                CAST(o.state ->> 'completedAt' AS bigint) AS CompletedAt, o.state ->> 'creditDue' AS CreditDue, e.kind AS CreditKind
            FROM orders o LEFT JOIN user_entries e
                ON e.merchant = o.merchant AND e.user_id = (o.state -> 'terms' ->> 'user') AND e.entry_key = substr(o.key, 5)
            WHERE (o.state -> 'terms' ->> 'user') IS NOT NULL AND o.key > @key ORDER BY o.key LIMIT @limit
            """;
        var (count, waiting) = (0L, (time.GetUtcNow() - Patience).ToUnixTimeMilliseconds());
        for (var key = ""; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = (await database.ReadAsync(connection => connection.QueryAsync<OrderRow>(sql, new { key, limit = Chunk }))).AsList();
            foreach (var row in rows)
                if (WhyNot(row, waiting) is { } why) differ(UserWalletKey.Of(new MerchantId(row.Merchant), new UserId(row.UserId)), why);
            count += rows.Count;
            if (rows.Count < Chunk) return count;
            key = rows[^1].Key;
        }
    }

    /// <summary>Looks at every credit for its order, which must be completed and over the same money.</summary>
    /// <param name="differ">Takes the wallet's key and what differs.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task CreditsAsync(Action<string, string> differ, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT e.merchant AS Merchant, e.user_id AS UserId, e.currency AS Currency, e.sequence AS Sequence, e.entry_key AS EntryKey,
                e.amount AS Amount, o.merchant AS OrderMerchant, (o.state -> 'terms' ->> 'user') AS OrderUser,
                o.state ->> 'currency' AS OrderCurrency, o.state ->> 'money' AS OrderMoney,
                CAST(o.state ->> 'completedAt' AS bigint) AS CompletedAt
            FROM user_entries e LEFT JOIN orders o ON o.key = 'ord-' || e.entry_key
            WHERE e.kind = 'credit' AND (e.order_id IS NOT NULL OR length(e.entry_key) = 32)
                AND (e.merchant, e.user_id, e.currency, e.sequence) > (@merchant, @user, @currency, @sequence)
            ORDER BY e.merchant, e.user_id, e.currency, e.sequence LIMIT @limit
            """;
        for (var last = new CreditRow(); ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var parameters = new
            {
                merchant = last.Merchant,
                user = last.UserId,
                currency = last.Currency,
                sequence = last.Sequence,
                limit = Chunk,
            };
            var rows = (await database.ReadAsync(connection => connection.QueryAsync<CreditRow>(sql, parameters))).AsList();
            foreach (var row in rows)
                if (WhyNot(row) is { } why) differ(UserWalletKey.Of(new MerchantId(row.Merchant), new UserId(row.UserId)), why);
            if (rows.Count < Chunk) return;
            last = rows[^1];
        }
    }

    private static string? WhyNot(OrderRow row, long waiting)
    {
        var order = OrderId.FromGrainKey(row.Key);
        if (row.CompletedAt is not { } completed)
            return row.CreditKind is null ? null : $"order {order} is credited and is not completed";
        if (row.CreditKind == "credit") return null;
        if (row.CreditKind is not null) return $"order {order} has a {row.CreditKind} in place of its credit";
        if (row.CreditDue is null) return $"order {order} is completed and was not credited";
        return completed < waiting ? $"order {order} is completed and waits for its credit" : null;
    }

    private static string? WhyNot(CreditRow row)
    {
        if (row.OrderMerchant is null) return $"{row.Currency}: credit {row.EntryKey} has no order";
        if (row.OrderMerchant != row.Merchant) return $"{row.Currency}: credit {row.EntryKey} is of another merchant's order";
        // Of an archived order only the money is left.
        if (row.OrderUser is { } user && user != row.UserId) return $"{row.Currency}: credit {row.EntryKey} is of an order for user {user}";
        if (row.CompletedAt is null) return $"{row.Currency}: credit {row.EntryKey} is of an order that is not completed";
        var (money, amount) = (UserEntryRow.Number(row.OrderMoney!), UserEntryRow.Number(row.Amount));
        return row.OrderCurrency == row.Currency && money == amount
            ? null
            : $"{row.Currency}: credit {row.EntryKey} is over {PlainDecimal.Format(amount)}, and its order over " +
                $"{PlainDecimal.Format(money)} {row.OrderCurrency}";
    }

    private sealed class OrderRow
    {
        public string Key { get; set; } = "";

        public string Merchant { get; set; } = "";

        public string UserId { get; set; } = "";

        public long? CompletedAt { get; set; }

        public string? CreditDue { get; set; }

        public string? CreditKind { get; set; }
    }

    private sealed class CreditRow
    {
        public string Merchant { get; set; } = "";

        public string UserId { get; set; } = "";

        public string Currency { get; set; } = "";

        public long Sequence { get; set; }

        public string EntryKey { get; set; } = "";

        public string Amount { get; set; } = "";

        public string? OrderMerchant { get; set; }

        public string? OrderUser { get; set; }

        public string? OrderCurrency { get; set; }

        public string? OrderMoney { get; set; }

        public long? CompletedAt { get; set; }
    }
}
