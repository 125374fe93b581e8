using System.Globalization;
using Dapper;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Storage.States;

namespace Payments.Storage.Queries;

/// <summary>Searches among all orders by their generated columns; <see cref="OrderLists"/> has those of one merchant.</summary>
public sealed class OrderQueries(IDatabase database, JsonStateSerializer serializer)
{
    /// <summary>Every amount that an order holds at an address. What is searched stands beside the row's state, so an order that cannot be read still has its amount.</summary>
    public async Task<IReadOnlyList<HeldReservation>> HoldingAsync(ChainId chain, string address)
    {
        const string sql = """
            SELECT key AS Key, reserved_token AS Token, reserved_units AS Units, state AS State FROM orders
            WHERE reserved_address = @address AND reserved_chain = @chain AND reserved_units IS NOT NULL
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(string Key, string Token, string Units, string State)>(sql, new { chain = chain.Value, address }));
        return [.. rows.Select(row => new HeldReservation(OrderId.FromGrainKey(row.Key), row.Token, UInt128.Parse(row.Units, CultureInfo.InvariantCulture), TryRead(row.State)))];
    }

    /// <summary>How many amounts of a token orders hold at an address, counted up to a limit.</summary>
    public Task<int> CountHoldingAsync(ChainId chain, string address, string token, int limit) =>
        database.ReadAsync(connection => connection.QuerySingleAsync<int>("""
            SELECT count(*) FROM (SELECT 1 FROM orders WHERE reserved_address = @address AND reserved_token = @token
                AND reserved_units IS NOT NULL AND reserved_chain = @chain LIMIT @limit) AS held
            """, new { chain = chain.Value, address, token, limit }));

    /// <summary>
    /// Orders that hold an amount of a token at an address within limits, both included; those that cannot be read are left out.
    /// </summary>
    public async Task<IReadOnlyList<Order>> HoldingBetweenAsync(ChainId chain, string address, string token, UInt128 least, UInt128 most)
    {
        var sql = $"""
            SELECT state FROM orders
            WHERE reserved_address = @address AND reserved_token = @token AND reserved_chain = @chain AND reserved_units IS NOT NULL
            AND NOT {DecimalTexts.IsBelow("reserved_units", "@least")} AND NOT {DecimalTexts.IsBelow("@most", "reserved_units")}
            """;
        var (from, to) = (least.ToString(CultureInfo.InvariantCulture), most.ToString(CultureInfo.InvariantCulture));
        var states = await database.ReadAsync(connection =>
            connection.QueryAsync<string>(sql, new { chain = chain.Value, address, token, least = from, most = to }));
        return [.. states.Select(TryRead).OfType<Order>()];
    }

    /// <summary>How many orders of a merchant wait for a first payment, up to a limit.</summary>
    public Task<long> CountUnpaidAsync(MerchantId merchant, int limit) =>
        database.ReadAsync(connection => connection.ExecuteScalarAsync<long>(
        "SELECT count(*) FROM (SELECT 1 FROM orders WHERE merchant = @merchant AND status = 'pending' LIMIT @limit) AS unpaid",
        new { merchant = merchant.Value, limit }));

    /// <summary>Whether an order's row is there and says nothing that this program understands.</summary>
    public async Task<bool> IsUnreadableAsync(OrderId order) => (await StatesAsync(order)).Any(state => TryRead(state) is null);

    /// <summary>Whether an order's row counts a transfer, whatever it holds at its address by now.</summary>
    public async Task<bool> CountsAsync(OrderId order, Transfer transfer) =>
        (await StatesAsync(order)).Select(TryRead).OfType<Order>().Any(found => OrderRules.Counts(found, transfer));

    /// <summary>
    /// Orders that name a transaction, of whichever merchant: they count a transfer of it, or saw it wait for a block. Orders are found by
    /// merchant and transaction, so this is one look-up for each merchant: only who asks by hand asks so.
    /// </summary>
    public async Task<IReadOnlyList<Order>> NamingAsync(string transaction)
    {
        const string sql = """
            SELECT o.state FROM merchants m CROSS JOIN order_words w CROSS JOIN orders o
            WHERE w.merchant = substr(m.key, 5) AND w.word = @transaction AND o.key = w.key
            """;
        var states = await database.ReadAsync(connection => connection.QueryAsync<string>(sql, new { transaction }));
        return [.. states.Select(TryRead).OfType<Order>()];
    }

    /// <summary>One order as it is stored; null where there is none, or where it cannot be read.</summary>
    public async Task<Order?> FindAsync(OrderId order) => (await StatesAsync(order)).Select(TryRead).SingleOrDefault();

    /// <summary>The order that holds this very amount at an address, or null.</summary>
    public async Task<OrderId?> HolderAsync(ChainId chain, string address, string token, UInt128 units) => await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<string>(
        "SELECT key FROM orders WHERE reserved_address = @address AND reserved_token = @token AND reserved_units = @units AND reserved_chain = @chain",
        new { chain = chain.Value, address, token, units = units.ToString(CultureInfo.InvariantCulture) })) is { } key ? OrderId.FromGrainKey(key) : null;

    /// <summary>Keys of orders with an unconfirmed transfer on a chain at or below a block, whatever else they wait for.</summary>
    public Task<IReadOnlyList<string>> ConfirmableAsync(ChainId chain, long block, int limit) => KeysAsync(
        """
        SELECT key FROM (
            SELECT * FROM (SELECT key, pending_block AS block FROM orders WHERE pending_chain = @chain AND pending_block <= @block ORDER BY pending_block LIMIT @limit) AS first
            UNION ALL
            SELECT key, block FROM pending_elsewhere WHERE chain = @chain AND block <= @block) AS waiting
        ORDER BY block LIMIT @limit
        """,
        new { chain = chain.Value, block, limit });

    /// <summary>Keys of orders with any unconfirmed transfer on a chain, whatever else they wait for.</summary>
    public Task<IReadOnlyList<string>> UnconfirmedAsync(ChainId chain) => KeysAsync(
        "SELECT key FROM orders WHERE pending_chain = @chain AND pending_block IS NOT NULL UNION ALL SELECT key FROM pending_elsewhere WHERE chain = @chain", new { chain = chain.Value });

    /// <summary>
    /// Orders that count a final transfer of a chain in a block above another. It reads every order that was ever paid, which takes a minute for some millions: only a deep reorganisation asks for it.
    /// </summary>
    public async Task<IReadOnlyList<OrderId>> FinalAboveAsync(ChainId chain, long block)
    {
        const int page = 1000;
        const string sql = """
            SELECT key AS Key, state AS State FROM orders
            WHERE key > @after AND status <> 'pending' AND CAST(state AS TEXT) LIKE '%"confirmed":%true%' ORDER BY key LIMIT @page
            """;
        var found = new List<OrderId>();
        for (var after = ""; ;)
        {
            var rows = (await database.ReadAsync(connection => connection.QueryAsync<(string Key, string State)>(sql, new { after, page }))).AsList();
            found.AddRange(rows.Select(row => TryRead(row.State)).OfType<Order>()
                .Where(order => order.Transfers.Any(counted => counted.Confirmed && counted.Transfer.Chain == chain && counted.Transfer.Block > block)).Select(order => order.Id));
            if (rows.Count < page) return found;
            after = rows[^1].Key;
        }
    }

    /// <summary>How many orders stand where among keys from one up to another, by the first three digits of their ids. See <see cref="OrderCensus"/>.</summary>
    internal Task<IEnumerable<(string Part, string Status, long Orders)>> CountAsync(string from, string to) => database.ReadAsync(connection =>
        connection.QueryAsync<(string Part, string Status, long Orders)>(
            "SELECT substr(key, 5, 3) AS Part, status AS Status, count(*) AS Orders FROM orders WHERE key >= @from AND key < @to GROUP BY 1, 2", new { from, to }));

    /// <summary>The state of one order, or none.</summary>
    private Task<IEnumerable<string>> StatesAsync(OrderId order) => database.ReadAsync(connection =>
        connection.QueryAsync<string>("SELECT state FROM orders WHERE key = @key", new { key = order.GrainKey }));

    private async Task<IReadOnlyList<string>> KeysAsync(string sql, object parameters) =>
        (await database.ReadAsync(connection => connection.QueryAsync<string>(sql, parameters))).AsList();

    private Order? TryRead(string state) => serializer.TryRead<Order>(state);
}
