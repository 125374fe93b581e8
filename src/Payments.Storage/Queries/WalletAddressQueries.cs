using Dapper;
using Payments.Domain.Identity;

namespace Payments.Storage.Queries;

/// <summary>Which addresses are watched.</summary>
public sealed class WalletAddressQueries(IDatabase database)
{
    /// <summary>Silos' clocks may differ by so much; addresses registered within it are told again.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    /// <summary>Addresses that are asked about in one statement.</summary>
    private const int AddressesAtOnce = 500;

    /// <summary>Whether any address of a chain was ever registered for the chain's coin.</summary>
    public async Task<bool> AnyTakesCoinAsync(ChainId chain) => await database.ReadAsync(connection => connection.ExecuteScalarAsync<int>(
        "SELECT takes_coin FROM wallet_addresses WHERE chain = @chain AND takes_coin = 1 LIMIT 1", new { chain = chain.Value })) == 1;

    /// <summary>All addresses of a chain that are watched when it was read through a time: those of wallets, and derived ones that orders of late have had.</summary>
    public async Task<IReadOnlyList<string>> WatchedAsync(ChainId chain, DateTimeOffset readThrough) => (await database.ReadAsync(connection => connection.QueryAsync<string>(
        "SELECT address FROM wallet_addresses WHERE chain = @chain AND watch_until IS NULL UNION ALL SELECT address FROM wallet_addresses WHERE chain = @chain AND watch_until >= @from",
        Since(chain, readThrough)))).AsList();

    /// <summary>How many <see cref="WatchedAsync"/> are.</summary>
    public Task<long> CountWatchedAsync(ChainId chain, DateTimeOffset readThrough) => database.ReadAsync(connection => connection.ExecuteScalarAsync<long>(
        "SELECT (SELECT count(*) FROM wallet_addresses WHERE chain = @chain AND watch_until IS NULL) + (SELECT count(*) FROM wallet_addresses WHERE chain = @chain AND watch_until >= @from)",
        Since(chain, readThrough)));

    /// <summary>Addresses of a chain registered since a time.</summary>
    public async Task<IReadOnlyList<string>> RegisteredSinceAsync(ChainId chain, DateTimeOffset since) => (await database.ReadAsync(connection => connection.QueryAsync<string>(
        "SELECT address FROM wallet_addresses WHERE chain = @chain AND registered_at >= @from", Since(chain, since - Overlap)))).AsList();

    /// <summary>
    /// Addresses of a chain at which an order holds an amount; and derived ones that might be given to another order, because no transaction to them is known: one that
    /// is sent while they are free must be seen before they are given away.
    /// </summary>
    public async Task<IReadOnlyList<string>> AwaitedAsync(ChainId chain, DateTimeOffset now) => (await database.ReadAsync(connection => connection.QueryAsync<string>(
        """
        SELECT address FROM wallet_addresses WHERE chain = @chain AND (watch_until IS NULL OR watch_until >= @from) AND (
            derived_key IS NOT NULL AND paid_at IS NULL AND sighted_at IS NULL OR
            EXISTS (SELECT 1 FROM orders WHERE reserved_address = wallet_addresses.address AND reserved_chain = @chain AND reserved_units IS NOT NULL))
        ORDER BY address
        """, Since(chain, now)))).AsList();

    /// <summary>When the first address of a chain was registered, or null while there is none.</summary>
    public async Task<DateTimeOffset?> FirstRegisteredAtAsync(ChainId chain)
    {
        var at = await database.ReadAsync(connection => connection.ExecuteScalarAsync<long?>(
            "SELECT min(registered_at) FROM wallet_addresses WHERE chain = @chain", new { chain = chain.Value }));
        return at is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }

    /// <summary>Those of some addresses of a chain that were ever registered here.</summary>
    public async Task<IReadOnlySet<string>> RegisteredAsync(ChainId chain, IReadOnlyCollection<string> asked) =>
        (await OwnersAsync(chain, asked)).Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>Whose some addresses of a chain are; those that were never registered are left out, those of nobody are null.</summary>
    public async Task<IReadOnlyDictionary<string, MerchantId?>> OwnersAsync(ChainId chain, IReadOnlyCollection<string> asked)
    {
        var sql = "SELECT address AS Address, owner AS Owner FROM wallet_addresses WHERE chain = @chain AND " +
            database.IsOneOf("address", "@addresses");
        var owners = new Dictionary<string, MerchantId?>(StringComparer.Ordinal);
        foreach (var addresses in asked.Chunk(AddressesAtOnce))
        {
            var rows = await database.ReadAsync(connection =>
                connection.QueryAsync<(string Address, string? Owner)>(sql, new { chain = chain.Value, addresses }));
            foreach (var (address, owner) in rows) owners[address] = owner is null ? null : new MerchantId(owner);
        }
        return owners;
    }

    private static object Since(ChainId chain, DateTimeOffset time) => new { chain = chain.Value, from = time.ToUnixTimeMilliseconds() };
}
