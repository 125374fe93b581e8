using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dapper;
using Payments.Domain.Identity;
using Payments.Domain.Users;
using Payments.Storage.Queries;
using Payments.Storage.States;

namespace Payments.Storage.Tests;

/// <summary>Users' ledgers beside their wallets, on both databases.</summary>
public abstract class UserLedgerTests : DatabaseTests
{
    private static readonly MerchantId Merchant = new(new string('1', 32));
    private static readonly UserId User = new("user-1");
    private static readonly string Key = UserWalletKey.Of(Merchant, User);
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_123);

    private UserLedgers Ledgers => Storage.Get<UserLedgers>();

    private IStateStore Store => Storage.Get<IStateStore>();

    [Fact]
    public async Task An_entry_is_there_as_soon_as_its_balance_is_and_reads_as_it_was_written()
    {
        var wallet = Enter(UserRules.Empty(Key), Credit("c", 10.5m) with { Order = new OrderId(new string('0', 32)), Text = "单 \"7\"" });
        await WriteAsync(wallet, null);
        var held = Enter(wallet, new UserCommand { Kind = UserEntryKind.Hold, Key = "h", Currency = "CNY", Amount = 0.000000000000000001m, ExpiresAt = Start.AddDays(1) });
        await WriteAsync(held, 1);

        (await Ledgers.FindAsync(Merchant, User, "c")).Should().Be(wallet.Entries[0]);
        (await Ledgers.FindAsync(Merchant, User, "h")).Should().Be(held.Entries[0]);
        (await Ledgers.FindAsync(Merchant, User, "H")).Should().BeNull();
        (await Ledgers.FindAsync(Merchant, new UserId("user-2"), "c")).Should().BeNull();
    }

    [Fact]
    public async Task A_key_makes_one_entry_and_a_refused_one_leaves_the_balance_as_it_was()
    {
        var wallet = Enter(UserRules.Empty(Key), Credit("c", 10));
        await WriteAsync(wallet, null);
        var next = Enter(wallet, Credit("c2", 5));
        await WriteAsync(next, 1);

        // An activation that does not know of the first: only the database does.
        var again = Enter(next, Credit("c", 10));
        await FluentActions.Awaiting(() => WriteAsync(again, 2)).Should().ThrowAsync<EntryTakenException>();
        var row = (await Store.ReadAsync(StateTable.UserWallets, Key))!.Value;
        (row.Version, Read(row.State).BalanceIn("CNY")!.Available).Should().Be((2, 15));
        await FluentActions.Awaiting(() => WriteAsync(Enter(wallet, Credit("c3", 1)), 1)).Should().ThrowAsync<StateConflictException>();
        (await CountAsync()).Should().Be(2);
    }

    [Fact]
    public async Task Of_many_wallets_that_are_written_together_only_the_one_with_a_taken_key_fails()
    {
        await WriteAsync(Enter(UserRules.Empty(Key), Credit("c", 1)), null);
        var taken = Enter(Enter(UserRules.Empty(Key), Credit("c", 1)), Credit("c", 2) with { Key = "c" });
        var writes = Enumerable.Range(0, 40).Select(number =>
        {
            var key = UserWalletKey.Of(Merchant, new UserId($"other-{number}"));
            return Store.WriteAsync(StateTable.UserWallets, key, Write(Enter(UserRules.Empty(key), Credit("c", number + 1))), null);
        }).ToArray();
        var refused = WriteAsync(taken, 1);
        await FluentActions.Awaiting(() => refused).Should().ThrowAsync<EntryTakenException>();
        (await Task.WhenAll(writes)).Should().OnlyContain(version => version == 1);
        (await CountAsync()).Should().Be(41);
    }

    [Fact]
    public async Task A_statement_is_paged_from_new_to_old_in_one_currency()
    {
        var wallet = UserRules.Empty(Key);
        for (var number = 1; number <= 45; number++)
        {
            wallet = Enter(wallet, Credit($"c{number}", number) with { Currency = number % 3 == 0 ? "USDT" : "CNY" });
            await WriteAsync(wallet, number == 1 ? null : number - 1);
        }
        var seen = new List<UserEntry>();
        for (long? before = null; ;)
        {
            var page = await Ledgers.PageAsync(Merchant, User, "CNY", before, 7);
            page.Items.Should().HaveCountLessThanOrEqualTo(7);
            seen.AddRange(page.Items);
            if (page.Next is null) break;
            before = page.Next;
        }
        seen.Select(entry => entry.Sequence).Should().Equal(Enumerable.Range(1, 30).Reverse().Select(number => (long)number));
        seen.Select(entry => entry.Key).Should().StartWith("c44").And.EndWith("c1");
        (await Ledgers.AllAsync(Merchant, User, "USDT").ToListAsync()).Should().HaveCount(15).And.OnlyContain(entry => entry.Currency == "USDT");
        (await Ledgers.PageAsync(Merchant, User, "EUR", null, 7)).Should().BeEquivalentTo(new UserEntryPage([], null));
    }

    [Fact]
    public async Task What_was_reversed_is_summed_up_exactly()
    {
        var wallet = Enter(UserRules.Empty(Key), Credit("c", 1));
        await WriteAsync(wallet, null);
        foreach (var (number, amount) in new[] { 0.1m, 0.2m, 0.000000000000000003m }.Index())
        {
            var command = new UserCommand { Kind = UserEntryKind.Reversal, Key = $"r{number}", About = "c", Amount = amount };
            wallet = UserRules.Reverse(wallet, command, await Ledgers.FindAsync(Merchant, User, "c"), 0, Start).Wallet;
            await WriteAsync(wallet, number + 1);
        }
        (await Ledgers.ReversedAsync(Merchant, User, "c")).Should().Be(0.300000000000000003m);
        (await Ledgers.ReversedAsync(Merchant, User, "r0")).Should().Be(0);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("UPDATE user_entries SET amount = '11' WHERE entry_key = 'c1'", 1)]
    [InlineData("UPDATE user_entries SET held = '1' WHERE entry_key = 'c1'", 1)]
    [InlineData("DELETE FROM user_entries WHERE entry_key = 'c1'", 1)]
    [InlineData("DELETE FROM user_entries WHERE entry_key = 'c2'", 1)]
    [InlineData("UPDATE user_entries SET currency = 'USD' WHERE entry_key = 'c2'", 2)]
    [InlineData("DELETE FROM user_wallets", 1)]
    [InlineData("UPDATE user_entries SET sequence = 9 WHERE entry_key = 'c2'", 1)]
    public async Task The_check_finds_every_ledger_that_does_not_explain_its_balance(string? tamper, int atLeast)
    {
        var wallet = Enter(UserRules.Empty(Key), Credit("c1", 10));
        await WriteAsync(wallet, null);
        await WriteAsync(Enter(wallet, Credit("c2", 5)), 1);
        if (tamper is not null)
            await Storage.Get<IDatabase>().WriteAsync((connection, transaction) => connection.ExecuteAsync(tamper, transaction: transaction));

        var found = await Storage.Get<UserChecks>().RunAsync(CancellationToken.None);

        found.Differences.Should().BeGreaterThanOrEqualTo(atLeast);
        if (tamper is null) (found.Wallets, found.Entries, found.Differences).Should().Be((1, 2, 0));
        found.Examples.Count(example => example.StartsWith($"{Key}: ", StringComparison.Ordinal)).Should().Be((int)found.Differences);
    }

    [Fact]
    public async Task The_check_goes_on_behind_a_page_of_wallets_and_of_entries()
    {
        var writes = Enumerable.Range(0, 401).Select(number =>
        {
            var key = UserWalletKey.Of(Merchant, new UserId($"u{number}"));
            return Store.WriteAsync(StateTable.UserWallets, key, Write(Enter(UserRules.Empty(key), Credit("c", 1))), null);
        });
        await Task.WhenAll(writes);
        var wallet = UserRules.Empty(Key);
        for (var number = 1; number <= 2050; number++) wallet = Enter(wallet, Credit($"c{number}", 1)) with { Entries = [.. wallet.Entries, .. Enter(wallet, Credit($"c{number}", 1)).Entries] };
        await WriteAsync(wallet, null);

        var found = await Storage.Get<UserChecks>().RunAsync(CancellationToken.None);

        (found.Wallets, found.Entries, found.Differences).Should().Be((402, 2451, 0));
    }

    private static UserCommand Credit(string key, decimal amount) => new() { Kind = UserEntryKind.Credit, Key = key, Currency = "CNY", Amount = amount };

    private static UserWallet Enter(UserWallet wallet, UserCommand command)
    {
        var decision = UserRules.Move(wallet, command, Start);
        decision.Outcome.Should().Be(UserOutcome.Done);
        return decision.Wallet;
    }

    private Task<int> WriteAsync(UserWallet wallet, int? expected) => Store.WriteAsync(StateTable.UserWallets, Key, Write(wallet), expected);

    private JsonTypeInfo<UserWallet> Type => (JsonTypeInfo<UserWallet>)Storage.Get<JsonStateSerializer>().Options.GetTypeInfo(typeof(UserWallet));

    private byte[] Write(UserWallet wallet) => JsonSerializer.SerializeToUtf8Bytes(wallet, Type);

    private UserWallet Read(byte[] state) => JsonSerializer.Deserialize(state, Type)!;

    private Task<long> CountAsync() => Storage.Get<IDatabase>().ReadAsync(connection => connection.ExecuteScalarAsync<long>("SELECT count(*) FROM user_entries"));
}

public sealed class SqliteUserLedgerTests : UserLedgerTests;

public sealed class PostgresUserLedgerTests : UserLedgerTests
{
    private readonly string database = TestServers.Fresh();

    protected override void Configure(StorageOptions options) => options.Database = database;
}
