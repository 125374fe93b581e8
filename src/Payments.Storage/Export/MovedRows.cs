using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Payments.Storage.Export;

/// <summary>
/// Counts and sums of rows, by which two databases are compared. The digest of a table is the sum of its rows' digests,
/// because two databases do not sort alike; JSON counts by what it says, because <c>jsonb</c> does not keep its spelling.
/// </summary>
internal sealed class MovedRows
{
    private static readonly BigInteger Mask = (BigInteger.One << 256) - 1;

    private readonly SortedDictionary<string, (long Rows, BigInteger Digest)> tables = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, BigInteger> sums = new(StringComparer.Ordinal);
    private readonly StringBuilder text = new();

    /// <summary>Adds a row, whose values are in the order of the table's columns.</summary>
    public void Add(MovedTable table, IReadOnlyList<object?> values)
    {
        text.Clear();
        for (var i = 0; i < values.Count; i++)
        {
            var value = values[i] switch
            {
                null => "null",
                JsonElement json => CanonicalJson.Of(json),
                var other => Convert.ToString(other, CultureInfo.InvariantCulture)!,
            };
            // Lengths keep apart what would otherwise read alike when it is put side by side.
            text.Append(value.Length).Append(values[i] is null ? '!' : ':').Append(value);
        }
        var digest = new BigInteger(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())), isUnsigned: true);
        var (rows, sum) = tables.GetValueOrDefault(table.Name);
        tables[table.Name] = (rows + 1, (sum + digest) & Mask);
        if (table.Name == "orders" && values[2] is JsonElement order) AddOrder(order);
        if (table.Name == "unmatched_transfers") AddSum($"unmatched {values[1]} {values[3]}", BigInteger.Parse((string)values[4]!, CultureInfo.InvariantCulture));
    }

    /// <summary>Lines that say the same for the same rows, and can be read by a person.</summary>
    public IReadOnlyList<string> Lines() =>
    [
        .. tables.Select(table => $"{table.Key}: {table.Value.Rows} rows, digest {Hex(table.Value.Digest)}"),
        .. sums.Select(sum => $"{sum.Key}: {sum.Value}"),
    ];

    private static string Hex(BigInteger digest)
    {
        Span<byte> bytes = stackalloc byte[33];
        digest.TryWriteBytes(bytes, out var length, isUnsigned: true);
        return Convert.ToHexStringLower(SHA256.HashData(bytes[..length]))[..16];
    }

    /// <summary>Money in millionths, so that the sum is exact and does not depend on how a number was written.</summary>
    private void AddOrder(JsonElement order)
    {
        var money = decimal.Parse(order.GetProperty("money").GetString()!, NumberStyles.Number, CultureInfo.InvariantCulture);
        AddSum($"orders {order.GetProperty("status").GetString()} {order.GetProperty("currency").GetString()}, millionths", new BigInteger(money * 1_000_000m));
    }

    private void AddSum(string name, BigInteger amount) => sums[name] = sums.GetValueOrDefault(name) + amount;
}
