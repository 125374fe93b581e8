using Dapper;
using Payments.Domain.Audit;
using Payments.Domain.Identity;
using Payments.Storage;

namespace Payments.Benchmarks.Pages;

/// <summary>
/// What a merchant with the orders of <see cref="Storage.ManyListed"/> has besides, made by the database itself: a callback for each paid
/// order, one in fifty of which was given up at one of thirty hosts, and refunds, unmatched payments and entries of the audit log.
/// </summary>
internal static class BusyShop
{
    private const int Batch = 10_000;
    private const int Refunds = 20_000;
    private const int Unmatched = 10_000;
    private const int Changes = 100_000;

    /// <summary>Seconds that one statement may take.</summary>
    public const int TimeLimit = 600;

    /// <summary>Writes it.</summary>
    /// <param name="database">Where to.</param>
    /// <param name="merchant">Whose it is. Its first wallet has address 1 (<see cref="Orders.BenchmarkShop.AddWalletAsync"/>).</param>
    /// <param name="orders">How many orders there are.</param>
    /// <param name="now">The present: all is of the ninety days before it.</param>
    public static async Task FillAsync(IDatabase database, MerchantId merchant, int orders, DateTimeOffset now)
    {
        var anna = new AuditActor("person", "anna@example.com", "203.0.113.7");
        var change = AuditChain.Append(null, merchant.GrainKey, anna, "wallets", null,
            [new AuditChange("wallets[2].rate", "7", "7.1"), new AuditChange("wallets[2].spread", null, "0.5")], now);
        (string Sql, int Count)[] parts =
        [
            (Callbacks(database), orders), (Refunded(database), Refunds), (Strayed(database), Unmatched), (Changed(database), Changes),
        ];
        foreach (var (sql, count) in parts)
        {
            for (var first = 0L; first < count; first += Batch)
            {
                var parameters = new
                {
                    first,
                    last = first + Batch - 1,
                    merchant = merchant.Value,
                    start = now.AddDays(-90).ToUnixTimeMilliseconds(),
                    step = 90L * 86_400_000 / count,
                    address = $"0x{1:x40}",
                    entry = change.Entry,
                    hash = change.Hash,
                };
                await database.WriteAsync((connection, transaction) =>
                    connection.ExecuteAsync(sql, parameters, transaction, commandTimeout: TimeLimit));
            }
        }
        await database.WriteAsync((connection, transaction) =>
            connection.ExecuteAsync("ANALYZE;", transaction: transaction, commandTimeout: TimeLimit));
    }

    /// <summary>A row for each number, and the order's id of that number in its columns.</summary>
    private static string Numbers(IDatabase database) => database.IsSqlite
        ? """
          WITH RECURSIVE counted(i) AS (SELECT @first UNION ALL SELECT i + 1 FROM counted WHERE i < @last),
              numbers(i, id) AS (SELECT i, printf('%08x%024x', (i * 2654435761) % 4294967296, i) FROM counted)
          """
        : """
          WITH numbers(i, id) AS (SELECT i, lpad(to_hex((i * 2654435761) % 4294967296), 8, '0') || lpad(to_hex(i), 24, '0')
              FROM generate_series(CAST(@first AS bigint), CAST(@last AS bigint)) AS counted(i))
          """;

    private static string Callbacks(IDatabase database)
    {
        var (make, list) = Json(database);
        return $"""
            {Numbers(database)}
            INSERT INTO deliveries (key, version, state)
            SELECT 'dlv-' || id || '-1', 1, {make}('v', 1, 'order', id, 'number', 1, 'merchant', @merchant,
                'url', 'https://shop' || (i % 30) || '.example/pay/notify_url.php', 'face', 'epay', 'form', 'epayParameters',
                'payload', 'pid=1000&trade_no=' || id || '&out_trade_no=N-' || i ||
                    '&type=usdt&name=Product&money=1&trade_status=TRADE_SUCCESS&sign=0&sign_type=MD5',
                'headers', {make}(), 'status', CASE WHEN i % 50 = 0 THEN 'failed' ELSE 'delivered' END, 'createdAt', @start + i * @step,
                'attemptsInRound', 1, 'attempts', {list}({make}('at', @start + i * @step, 'method', 'POST',
                    'url', 'https://shop' || (i % 30) || '.example/pay/notify_url.php',
                    'statusCode', CASE WHEN i % 50 = 0 THEN 502 ELSE 200 END,
                    'answer', CASE WHEN i % 50 = 0 THEN 'Bad Gateway' ELSE 'success' END, 'durationMs', 120,
                    'error', CASE WHEN i % 50 = 0 THEN 'the answer was 502' END)),
                'deliveredAt', CASE WHEN i % 50 = 0 THEN NULL ELSE @start + i * @step END)
            FROM numbers WHERE i % 10 < 7
            """;
    }

    private static string Refunded(IDatabase database)
    {
        var make = Json(database).Make;
        return $"""
            {Numbers(database)}
            INSERT INTO order_refunds (key, order_key, merchant, refund_id, status, created_at, state)
            SELECT 'ord-' || id || '-01', 'ord-' || id, @merchant, 'r-' || i, 'succeeded', @start + i * @step, {make}(
                'id', 'r-' || i, 'number', 1, 'kind', 'chain', 'currency', 'USDT', 'units', '970000', 'decimals', 6, 'status', 'succeeded',
                'wish', {make}('amount', '0.97', 'reason', 'too much'), 'by', 'default', 'createdAt', @start + i * @step)
            FROM numbers
            """;
    }

    private static string Strayed(IDatabase database) => $"""
        {Numbers(database)}
        INSERT INTO unmatched_transfers
            (id, chain, address, token, units, sender, tx, block, block_hash, block_time, seen_at, reason)
        SELECT 'bsc:0x' || id || id || ':' || i, 'bsc', @address, 'USDT', '970000000000000000', '0x' || substr(id || id, 1, 40),
            '0x' || id || id, i, '0xb', @start + i * @step, @start + i * @step, NULL
        FROM numbers
        """;

    /// <summary>The same entry many times, under numbers far behind the merchant's own.</summary>
    private static string Changed(IDatabase database) => $"""
        {Numbers(database)}
        INSERT INTO audit_log (id, chain, number, merchant, made_at, entry, hash)
        SELECT 'mch-' || @merchant || '/1' || substr(id, 16), 'mch-' || @merchant, 1000000000 + i, @merchant, @start + i * @step, @entry,
            @hash
        FROM numbers
        """;

    private static (string Make, string List) Json(IDatabase database) =>
        database.IsSqlite ? ("json_object", "json_array") : ("jsonb_build_object", "jsonb_build_array");
}
