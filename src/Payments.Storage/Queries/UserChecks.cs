using Dapper;
using Payments.Domain.Identity;
using Payments.Domain.Users;
using Payments.Storage.States;

namespace Payments.Storage.Queries;

/// <summary>
/// Compares every user's ledger with the balances that it must explain, and with the orders that it must have credits of, while the gateway
/// may go on: a wallet is read before its entries, which only become more.
/// </summary>
public sealed class UserChecks(
    IDatabase database, UserLedgers ledgers, CreditChecks credits, JsonStateSerializer serializer, TimeProvider time)
{
    /// <summary>Differences that are told in words.</summary>
    public const int ExampleLimit = 100;

    private const int Chunk = 200;

    private const string Wallets = "SELECT key AS Key, state AS State FROM user_wallets";

    /// <summary>Compares all of them.</summary>
    public async Task<UserCheck> RunAsync(CancellationToken cancellationToken)
    {
        var (began, findings) = (time.GetUtcNow(), new Findings());
        for (var last = ""; ;)
        {
            var rows = await WalletsAsync($"{Wallets} WHERE key > @key ORDER BY key LIMIT @limit", last);
            foreach (var (key, state) in rows) await CompareAsync(key, state, findings, cancellationToken);
            if (rows.Count < Chunk) break;
            last = rows[^1].Key;
        }
        foreach (var key in await WithoutWalletAsync()) findings.Add(key, "has entries and no wallet");
        var orders = await credits.OrdersAsync(findings.Add, cancellationToken);
        await credits.CreditsAsync(findings.Add, cancellationToken);
        return new UserCheck
        {
            At = began,
            Wallets = findings.Wallets,
            Entries = findings.Entries,
            Orders = orders,
            Differences = findings.Differences,
            Examples = findings.Examples,
        };
    }

    private async Task CompareAsync(string key, string state, Findings findings, CancellationToken cancellationToken)
    {
        findings.Wallets++;
        if (serializer.TryRead<UserWallet>(state) is not { } wallet)
        {
            findings.Add(key, "cannot be read");
            return;
        }
        if (UserWalletKey.Of(wallet.Merchant, wallet.User) != key)
        {
            findings.Add(key, $"says that it is {UserWalletKey.Of(wallet.Merchant, wallet.User)}");
            return;
        }
        var audits = wallet.Balances.Select(balance => balance.Currency)
            .ToDictionary(currency => currency, currency => new UserAudit(currency), StringComparer.Ordinal);
        var later = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var entry in ledgers.InOrderAsync(wallet.Merchant, wallet.User, cancellationToken))
        {
            findings.Entries++;
            if (entry.Sequence > (wallet.BalanceIn(entry.Currency)?.Entries ?? 0)) later[entry.Currency] = entry.Sequence;
            else audits[entry.Currency].Add(entry);
        }
        foreach (var (currency, audit) in audits)
        {
            audit.Finish(wallet.BalanceIn(currency), wallet.Holds);
            foreach (var fault in audit.Faults) findings.Add(key, $"{currency}: {fault}");
        }
        if (later.Count > 0) await CompareLaterAsync(key, later, findings);
    }

    /// <summary>Entries that were made since the wallet was read are behind its balance no more when it is read again.</summary>
    private async Task CompareLaterAsync(string key, Dictionary<string, long> later, Findings findings)
    {
        var rows = await WalletsAsync($"{Wallets} WHERE key = @key", key);
        var again = rows.Select(row => serializer.TryRead<UserWallet>(row.State)).SingleOrDefault();
        foreach (var (currency, sequence) in later)
            if ((again?.BalanceIn(currency)?.Entries ?? 0) is var entries && entries < sequence)
                findings.Add(key, $"{currency}: the ledger has entry {sequence}, and the balance rests on {entries}");
    }

    private async Task<IReadOnlyList<(string Key, string State)>> WalletsAsync(string sql, string key)
    {
        var parameters = new { key, limit = Chunk };
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(string Key, string State)>(sql, parameters));
        return rows.AsList();
    }

    /// <summary>Every ledger begins with a first entry, so that one row is looked at for each.</summary>
    private async Task<IEnumerable<string>> WithoutWalletAsync()
    {
        const string sql = """
            SELECT DISTINCT e.merchant AS Merchant, e.user_id AS UserId FROM user_entries e
            WHERE e.sequence = 1 AND NOT EXISTS (SELECT 1 FROM user_wallets w WHERE w.key = 'usr-' || e.merchant || '-' || e.user_id)
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(string Merchant, string UserId)>(sql, commandTimeout: 0));
        return rows.Select(row => UserWalletKey.Of(new MerchantId(row.Merchant), new UserId(row.UserId)));
    }

    private sealed class Findings
    {
        private readonly List<string> examples = [];

        public long Wallets { get; set; }

        public long Entries { get; set; }

        public long Differences { get; private set; }

        public IReadOnlyList<string> Examples => examples;

        public void Add(string wallet, string what)
        {
            Differences++;
            if (examples.Count < ExampleLimit) examples.Add($"{wallet}: {what}");
        }
    }
}
