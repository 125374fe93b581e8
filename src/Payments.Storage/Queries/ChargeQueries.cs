using Dapper;
using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Users;
using Payments.Storage.States;

namespace Payments.Storage.Queries;

/// <summary>Searches for orders that are paid at providers, and reads the log of their payments.</summary>
public sealed class ChargeQueries(IDatabase database, JsonStateSerializer serializer)
{
    /// <summary>
    /// Orders and our numbers of their charges that a provider knows by an id, the newest order's first. Gateways of one family count by
    /// themselves, so that there may be several.
    /// </summary>
    /// <param name="provider">The provider.</param>
    /// <param name="providerId">Its id.</param>
    /// <param name="limit">Charges at most.</param>
    public async Task<IReadOnlyList<(OrderId Order, string Reference)>> FindAsync(string provider, string providerId, int limit)
    {
        const string sql = """
            SELECT c.key AS Key, c.reference AS Reference FROM order_charges c JOIN orders o ON o.key = c.key
            WHERE c.provider = @provider AND c.provider_id = @providerId ORDER BY o.created_at DESC, c.reference LIMIT @limit
            """;
        var rows = await database.ReadAsync(connection =>
            connection.QueryAsync<(string Key, string Reference)>(sql, new { provider, providerId, limit }));
        return [.. rows.Select(row => (OrderId.FromGrainKey(row.Key), row.Reference))];
    }

    /// <summary>Orders that an end user asked for himself, the newest first; one that cannot be read is left out.</summary>
    public async Task<IReadOnlyList<Order>> OfCustomerAsync(MerchantId merchant, UserId customer, int limit)
    {
        const string sql = """
            SELECT state FROM orders WHERE merchant = @merchant AND (state -> 'terms' ->> 'customer') = @customer
                AND (state -> 'terms' ->> 'customer') IS NOT NULL
            ORDER BY created_at DESC, key DESC LIMIT @limit
            """;
        var states = await database.ReadAsync(connection =>
            connection.QueryAsync<string>(sql, new { merchant = merchant.Value, customer = customer.Value, limit }));
        return [.. states.Select(serializer.TryRead<Order>).OfType<Order>()];
    }

    /// <summary>Lines of an order's log, in the order in which they were written.</summary>
    /// <param name="order">The order.</param>
    /// <param name="after">The number of the line that an earlier page ended with; 0 for the first page.</param>
    /// <param name="limit">Lines at most.</param>
    public async Task<PaymentLogPage> LogAsync(OrderId order, long after, int limit)
    {
        const string sql = """
            SELECT number AS Number, made_at AS MadeAt, kind AS Kind, note AS Note, charge AS Charge FROM payment_log
            WHERE order_id = @order AND number > @after ORDER BY number LIMIT @more
            """;
        var parameters = new { order = order.Value, after, more = limit + 1 };
        var rows = (await database.ReadAsync(connection => connection.QueryAsync<Row>(sql, parameters))).AsList();
        var entries = rows.Take(limit).Select(row => row.ToEntry()).ToArray();
        return new PaymentLogPage(entries, rows.Count > limit ? entries[^1].Number : null);
    }

    private sealed class Row
    {
        public long Number { get; set; }

        public long MadeAt { get; set; }

        public string Kind { get; set; } = "";

        public string Note { get; set; } = "";

        public string? Charge { get; set; }

        public PaymentLogEntry ToEntry() => new()
        {
            Number = Number,
            At = DateTimeOffset.FromUnixTimeMilliseconds(MadeAt),
            Kind = Enum.Parse<PaymentLogKind>(Kind, ignoreCase: true),
            Text = Note,
            Charge = Charge,
        };
    }
}

/// <summary>A page of a payment's log.</summary>
/// <param name="Items">The lines.</param>
/// <param name="Next">What the following page is asked for with; null where there is none.</param>
public sealed record PaymentLogPage(IReadOnlyList<PaymentLogEntry> Items, long? Next);
