using System.Data.Common;
using Dapper;
using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Domain.Users;
using Payments.Storage;
using Payments.Storage.States;

namespace Payments.Host.Import;

/// <summary>
/// Brings an old installation into the database: users' payments with their logs as orders, and what each user has as a ledger that ends
/// with the old balance. All of it in one transaction. A user is brought in once: what is there of one is left as it is.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="serializer">Reads and writes states.</param>
/// <param name="merchant">Whose users they become.</param>
/// <param name="currency">What the old installation's money is.</param>
/// <param name="orders">Makes orders of payments.</param>
/// <param name="now">The present.</param>
internal sealed class CrazyMinerImport(
    IDatabase database, JsonStateSerializer serializer, Merchant merchant, string currency, CrazyMinerOrders orders, DateTimeOffset now)
{
    /// <summary>
    /// The key of the entry by which a user's ledger comes to the old balance: what he spent there, or had from elsewhere.
    /// </summary>
    public const string BalanceKey = "import:crazyminer";

    private const string BalanceText = "balance brought over from the former installation";

    private readonly List<string> unread = [];

    private string State => database.Json("@State");

    /// <summary>Imports what a dump says.</summary>
    public Task<CrazyMinerImported> RunAsync(CrazyMinerDump dump) => database.WriteAsync(async (connection, transaction) =>
    {
        var (balances, log) = (dump.Balances.ToDictionary(balance => balance.User), dump.Log.ToLookup(line => line.Payment));
        var payments = dump.Payments.ToLookup(payment => payment.User);
        var (users, before, written, lines) = (0L, 0L, 0L, 0L);
        foreach (var user in balances.Keys.Union(payments.Select(group => group.Key)))
        {
            var own = payments[user].OrderBy(payment => payment.CompletedAt ?? payment.CreatedAt).ToArray();
            if (await IsThereAsync(user, own, connection, transaction))
            {
                before++;
                continue;
            }
            if (!balances.TryGetValue(user, out var balance) && own.Any(payment => payment.IsCredit))
            {
                unread.Add($"user {user}: has completed payments and no BoxMoney, so that none of it was imported");
                continue;
            }
            if (!await CreditAsync(user, own, balance?.Amount ?? 0, connection, transaction)) continue;
            foreach (var payment in own) lines += await WriteAsync(payment, [.. log[payment.Id]], connection, transaction);
            users++;
            written += own.Length;
        }
        unread.AddRange(dump.Log.Select(line => line.Payment).Except(dump.Payments.Select(payment => payment.Id))
            .Select(id => $"log of {id}: the payment is not in the file, or was not read"));
        return new CrazyMinerImported(users, written, lines, before, [.. dump.Unread, .. unread]);
    });

    /// <summary>Whether a user was brought in before: one of his payments is there, or the entry with his old balance.</summary>
    private async Task<bool> IsThereAsync(string user, CrazyMinerPayment[] own, DbConnection connection, DbTransaction? transaction)
    {
        const string entry = "SELECT count(*) FROM user_entries WHERE merchant = @merchant AND user_id = @user AND entry_key = @key";
        var parameters = new { merchant = merchant.Id.Value, user, key = BalanceKey };
        if (await connection.ExecuteScalarAsync<long>(entry, parameters, transaction) > 0) return true;
        foreach (var payment in own)
        {
            var key = payment.Order.GrainKey;
            const string order = "SELECT count(*) FROM orders WHERE key = @key";
            if (await connection.ExecuteScalarAsync<long>(order, new { key }, transaction) > 0) return true;
        }
        return false;
    }

    private static async Task<bool> IsTakenAsync(string receipt, DbConnection connection, DbTransaction? transaction) =>
        await connection.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM order_charges WHERE receipt = @receipt", new { receipt }, transaction) > 0;

    /// <summary>Enters a credit for each completed payment, and what is then missing to the old balance, or too much.</summary>
    private async Task<bool> CreditAsync(
        string user, CrazyMinerPayment[] own, decimal balance, DbConnection connection, DbTransaction? transaction)
    {
        var key = UserWalletKey.Of(merchant.Id, new UserId(user));
        var row = await connection.QuerySingleOrDefaultAsync<(long Version, string State)?>(
            "SELECT CAST(version AS bigint), CAST(state AS text) FROM user_wallets WHERE key = @key", new { key }, transaction);
        var stored = row is { } found ? serializer.TryRead<UserWallet>(found.State) : UserRules.Empty(key);
        if (stored is null)
        {
            unread.Add($"user {user}: his wallet here cannot be read, so that nothing of his was imported");
            return false;
        }
        var (wallet, entries) = (stored, new List<UserEntry>());
        foreach (var (command, at) in Commands(own, balance))
        {
            var decision = UserRules.Move(wallet, command, at);
            if (decision is not { Outcome: UserOutcome.Done, Entry: { } made })
            {
                unread.Add($"user {user}: {decision.Outcome}, so that nothing of his was imported");
                return false;
            }
            // Holds whose time is over are released with the first entry.
            entries.AddRange(decision.Wallet.Entries);
            wallet = decision.Wallet;
        }
        if (entries.Count > 0) await StoreAsync(key, row?.Version, wallet with { Entries = entries }, connection, transaction);
        return true;
    }

    private IEnumerable<(UserCommand Command, DateTimeOffset At)> Commands(CrazyMinerPayment[] own, decimal balance)
    {
        var credited = 0m;
        foreach (var payment in own.Where(payment => payment.IsCredit))
        {
            credited += payment.Amount;
            var order = payment.Order;
            yield return (CommandOf(UserEntryKind.Credit, order.Value, payment.Amount, payment.Description) with { Order = order },
                payment.CompletedAt!.Value);
        }
        if (balance > credited) yield return (CommandOf(UserEntryKind.Credit, BalanceKey, balance - credited, BalanceText), now);
        if (balance < credited) yield return (CommandOf(UserEntryKind.Debit, BalanceKey, credited - balance, BalanceText), now);
    }

    private UserCommand CommandOf(UserEntryKind kind, string key, decimal amount, string? text) => new()
    {
        Kind = kind,
        Key = key,
        Currency = currency,
        Amount = amount,
        Text = text is { Length: > UserRules.TextLimit } ? text[..UserRules.TextLimit] : text,
    };

    private async Task StoreAsync(string key, long? version, UserWallet wallet, DbConnection connection, DbTransaction? transaction)
    {
        var sql = version is null
            ? $"INSERT INTO user_wallets (key, version, state) VALUES (@key, 1, {State})"
            : $"UPDATE user_wallets SET version = version + 1, state = {State} WHERE key = @key AND version = @version";
        var changed = await connection.ExecuteAsync(
            sql, new { key, version, State = serializer.Serialize(wallet).ToString() }, transaction);
        if (changed != 1) throw new DatabaseRefusalException($"{key} was written meanwhile, so nothing was imported; run it again.");
    }

    private async Task<int> WriteAsync(
        CrazyMinerPayment payment, CrazyMinerLogLine[] lines, DbConnection connection, DbTransaction? transaction)
    {
        var log = lines.OrderBy(line => line.At).Select((line, index) => new PaymentLogEntry
        {
            Number = index + 1,
            At = line.At,
            Kind = line.Kind,
            Text = PaymentLogEntry.Cut(line.Text),
            Charge = payment.IdGet is null ? null : payment.Id.ToString("D"),
        }).ToArray();
        var order = orders.Of(payment, log, fault => unread.Add($"payment {payment.Id}: {fault}"));
        if (order.Charges is [{ Receipt: { } receipt } charge] && await IsTakenAsync(receipt, connection, transaction))
        {
            unread.Add($"payment {payment.Id}: trans_id {payment.TransId} has completed another payment as well; look at both");
            order = order with { Charges = [charge with { Receipt = null }] };
        }
        await connection.ExecuteAsync(
            $"INSERT INTO orders (key, version, state) VALUES (@key, 1, {State})",
            new { key = order.Id.GrainKey, State = serializer.Serialize(order).ToString() }, transaction);
        // The order's own trigger has copied the newest lines.
        await connection.ExecuteAsync(
            """
            INSERT INTO payment_log (order_id, number, made_at, kind, note, charge) VALUES (@Order, @Number, @At, @Kind, @Text, @Charge)
            ON CONFLICT (order_id, number) DO NOTHING
            """,
            log.Select(line => new
            {
                Order = order.Id.Value,
                line.Number,
                At = line.At.ToUnixTimeMilliseconds(),
                Kind = line.Kind.ToString().ToLowerInvariant(),
                line.Text,
                line.Charge,
            }),
            transaction);
        return log.Length;
    }
}

/// <summary>What was imported.</summary>
/// <param name="Users">Users that were brought in.</param>
/// <param name="Payments">Their payments.</param>
/// <param name="Lines">Lines of these payments' logs.</param>
/// <param name="Before">Users that were there and stay as they are.</param>
/// <param name="Unread">What could not be read, and why.</param>
internal sealed record CrazyMinerImported(long Users, long Payments, long Lines, long Before, IReadOnlyList<string> Unread);
