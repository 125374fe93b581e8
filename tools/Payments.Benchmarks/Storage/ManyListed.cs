using System.Diagnostics;
using Dapper;
using Payments.Domain.Identity;
using Payments.Storage;

namespace Payments.Benchmarks.Storage;

/// <summary>Many orders of one merchant over ninety days, made by the database itself: writing a million through grains would take an hour.</summary>
internal static class ManyListed
{
    private const int Batch = 10_000;
    private const long Start = 1_767_225_600_000;
    private const long Days = 90L * 86_400_000;

    /// <summary>A time between the first order and the last.</summary>
    public static DateTimeOffset Middle { get; } = DateTimeOffset.FromUnixTimeMilliseconds(Start + (Days / 2));

    /// <summary>The id of an order by its number from 0.</summary>
    public static OrderId IdOf(long number) => new($"{number * 2654435761 % 4294967296:x8}{number:x24}");

    /// <summary>Writes them and returns how long that took.</summary>
    /// <param name="database">Where to.</param>
    /// <param name="merchant">Whose they are.</param>
    /// <param name="orders">How many.</param>
    /// <param name="last">The day on which the last is made; null for the same days in each run.</param>
    public static async Task<TimeSpan> FillAsync(IDatabase database, MerchantId merchant, int orders, DateTimeOffset? last = null)
    {
        var start = last is { } day ? day.ToUnixTimeMilliseconds() - Days : Start;
        var sql = database.IsSqlite ? Sqlite : Postgres;
        var began = Stopwatch.GetTimestamp();
        for (var first = 0L; first < orders; first += Batch)
        {
            var parameters = new { first, last = first + Batch - 1, merchant = merchant.Value, start, step = Days / orders };
            await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, parameters, transaction, commandTimeout: 600));
        }
        var took = Stopwatch.GetElapsedTime(began);
        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync("ANALYZE;", transaction: transaction, commandTimeout: 600));
        return took;
    }

    private const string Sqlite = """
        WITH RECURSIVE numbers(i) AS (SELECT @first UNION ALL SELECT i + 1 FROM numbers WHERE i < @last)
        INSERT INTO orders (key, version, state)
        SELECT 'ord-' || printf('%08x%024x', (i * 2654435761) % 4294967296, i), 1, json_object(
            'v', 1, 'id', printf('%08x%024x', (i * 2654435761) % 4294967296, i), 'merchant', @merchant, 'pid', 1000, 'number', 'N-' || i,
            'status', CASE WHEN i % 10 < 7 THEN 'completed' WHEN i % 10 < 9 THEN 'expired' ELSE 'pending' END,
            'currency', CASE WHEN i % 5 = 0 THEN 'USD' ELSE 'CNY' END, 'money', printf('%d.%02d', 1 + i % 2000, i % 100),
            'terms', json_object('face', CASE WHEN i % 3 = 0 THEN 'pay188' ELSE 'epay' END, 'subject', 'Product name as the shop gave it',
                'notifyUrl', 'https://shop.example.com/pay/notify_url.php', 'signType', 'MD5', 'moneyText', '1'),
            'createdAt', @start + i * @step, 'openedAt', @start + i * @step, 'expiresAt', @start + i * @step + 1800000,
            'quotes', json_array(json_object('wallet', 'w', 'chain', CASE WHEN i % 7 < 3 THEN 'tron' ELSE 'bsc' END, 'token', 'USDT', 'decimals', 6,
                'address', '0xaddress' || (i % 50), 'units', '1', 'rate', '7', 'rateSource', 'okx')),
            'transfers', CASE WHEN i % 10 < 7 THEN json_array(json_object('confirmed', json('true'), 'transfer', json_object('id', 'bsc:' || i, 'chain', 'bsc',
                'token', 'USDT', 'units', '1', 'from', '0xsender' || i, 'to', '0xaddress' || (i % 50), 'transaction', '0xtx' || i, 'block', i,
                'blockHash', '0xb', 'blockTime', @start))) ELSE json_array() END,
            'outbox', json_array(), 'deliveries', 0, 'history', json_array(json_object('at', @start, 'event', 'created')))
        FROM numbers
        """;

    private const string Postgres = """
        INSERT INTO orders (key, version, state)
        SELECT 'ord-' || lpad(to_hex((i * 2654435761) % 4294967296), 8, '0') || lpad(to_hex(i), 24, '0'), 1, jsonb_build_object(
            'v', 1, 'id', lpad(to_hex((i * 2654435761) % 4294967296), 8, '0') || lpad(to_hex(i), 24, '0'), 'merchant', @merchant, 'pid', 1000,
            'number', 'N-' || i,
            'status', CASE WHEN i % 10 < 7 THEN 'completed' WHEN i % 10 < 9 THEN 'expired' ELSE 'pending' END,
            'currency', CASE WHEN i % 5 = 0 THEN 'USD' ELSE 'CNY' END, 'money', (1 + i % 2000) || '.' || lpad((i % 100)::text, 2, '0'),
            'terms', jsonb_build_object('face', CASE WHEN i % 3 = 0 THEN 'pay188' ELSE 'epay' END, 'subject', 'Product name as the shop gave it',
                'notifyUrl', 'https://shop.example.com/pay/notify_url.php', 'signType', 'MD5', 'moneyText', '1'),
            'createdAt', @start + i * @step, 'openedAt', @start + i * @step, 'expiresAt', @start + i * @step + 1800000,
            'quotes', jsonb_build_array(jsonb_build_object('wallet', 'w', 'chain', CASE WHEN i % 7 < 3 THEN 'tron' ELSE 'bsc' END, 'token', 'USDT',
                'decimals', 6, 'address', '0xaddress' || (i % 50), 'units', '1', 'rate', '7', 'rateSource', 'okx')),
            'transfers', CASE WHEN i % 10 < 7 THEN jsonb_build_array(jsonb_build_object('confirmed', true, 'transfer', jsonb_build_object('id', 'bsc:' || i,
                'chain', 'bsc', 'token', 'USDT', 'units', '1', 'from', '0xsender' || i, 'to', '0xaddress' || (i % 50), 'transaction', '0xtx' || i,
                'block', i, 'blockHash', '0xb', 'blockTime', @start))) ELSE '[]'::jsonb END,
            'outbox', '[]'::jsonb, 'deliveries', 0, 'history', jsonb_build_array(jsonb_build_object('at', @start, 'event', 'created')))
        FROM generate_series(CAST(@first AS bigint), CAST(@last AS bigint)) AS numbers(i)
        """;
}
