using Dapper;
using Payments.Domain.Identity;

namespace Payments.Storage;

/// <summary>Logos of shops, which payers' browsers read by the hash of their content.</summary>
public sealed class LogoStore(IDatabase database, TimeProvider time)
{
    /// <summary>Most logos that one merchant may store within <see cref="Rest"/>.</summary>
    public const int Most = 20;

    /// <summary>How long a logo stays that the merchant does not show.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromHours(1);

    /// <summary>Stores a logo, before the merchant names it. Those that are neither named nor new are removed.</summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="file">The file's name, by its hash.</param>
    /// <param name="content">Its content.</param>
    /// <param name="shown">The logo that the merchant shows now, or null.</param>
    /// <returns>False where the merchant has stored too many of late; nothing is stored then.</returns>
    public Task<bool> StoreAsync(MerchantId merchant, string file, ReadOnlyMemory<byte> content, string? shown)
    {
        const string forget = "DELETE FROM logos WHERE merchant = @merchant AND stored_at < @since AND file <> @shown";
        const string count = "SELECT count(*) FROM logos WHERE merchant = @merchant";
        const string add = """
            INSERT INTO logos (file, merchant, content, stored_at) VALUES (@file, @merchant, @content, @now)
            ON CONFLICT (file, merchant) DO UPDATE SET stored_at = excluded.stored_at
            """;
        var now = time.GetUtcNow();
        var parameters = new
        {
            merchant = merchant.Value,
            file,
            content = Convert.ToBase64String(content.Span),
            shown = shown ?? "",
            now = now.ToUnixTimeMilliseconds(),
            since = (now - Rest).ToUnixTimeMilliseconds(),
        };
        return database.WriteAsync(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(forget, parameters, transaction);
            if (await connection.ExecuteScalarAsync<long>(count, parameters, transaction) > Most) return false;
            await connection.ExecuteAsync(add, parameters, transaction);
            return true;
        });
    }

    /// <summary>A logo's content, or null.</summary>
    public async Task<byte[]?> FindAsync(string file)
    {
        var content = await database.ReadAsync(connection => connection.QueryFirstOrDefaultAsync<string>(
            "SELECT content FROM logos WHERE file = @file LIMIT 1", new { file }));
        return content is null ? null : Convert.FromBase64String(content);
    }
}
