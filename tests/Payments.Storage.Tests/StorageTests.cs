using System.Text;
using Dapper;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;
using Payments.Storage.Queries;
using Payments.Storage.Reminders;
using Payments.Storage.States;

namespace Payments.Storage.Tests;

/// <summary>What both databases must do.</summary>
public abstract class StorageTests : DatabaseTests
{
    private IStateStore Store => Storage.Get<IStateStore>();

    private static byte[] Json(string text) => Encoding.UTF8.GetBytes(text.Replace('\'', '"'));

    protected static string OrderJson(string units, string token = "USDT", string address = "0xaa", string extra = "") =>
        $"{{'merchant':'m1','number':'n','status':'pending','createdAt':1000,'reservation':{{'chain':'bsc','address':'{address}','token':'{token}','units':'{units}','until':5}}{extra}}}";

    [Fact]
    public async Task A_row_is_read_back_with_its_version()
    {
        (await Store.ReadAsync(StateTable.GrainStates, "rate/x")).Should().BeNull();
        (await Store.WriteAsync(StateTable.GrainStates, "rate/x", Json("{'a':1}"), null)).Should().Be(1);
        (await Store.WriteAsync(StateTable.GrainStates, "rate/x", Json("{'a':2}"), 1)).Should().Be(2);

        var row = await Store.ReadAsync(StateTable.GrainStates, "rate/x");
        row!.Value.Version.Should().Be(2);
        Encoding.UTF8.GetString(row.Value.State).Replace(" ", "").Should().Be("""{"a":2}""");
    }

    [Fact]
    public async Task A_write_over_another_version_is_a_conflict_and_changes_nothing()
    {
        await Store.WriteAsync(StateTable.GrainStates, "k", Json("{'a':1}"), null);

        await FluentActions.Awaiting(() => Store.WriteAsync(StateTable.GrainStates, "k", Json("{'a':9}"), null)).Should().ThrowAsync<StateConflictException>();
        await FluentActions.Awaiting(() => Store.WriteAsync(StateTable.GrainStates, "k", Json("{'a':9}"), 7)).Should().ThrowAsync<StateConflictException>();
        await FluentActions.Awaiting(() => Store.WriteAsync(StateTable.GrainStates, "absent", Json("{'a':9}"), 1)).Should().ThrowAsync<StateConflictException>();
        (await Store.ReadAsync(StateTable.GrainStates, "k"))!.Value.Version.Should().Be(1);
    }

    [Fact]
    public async Task Of_many_concurrent_first_writes_exactly_one_wins()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(async i =>
        {
            try
            {
                await Store.WriteAsync(StateTable.GrainStates, "race", Json($"{{'a':{i}}}"), null);
                return true;
            }
            catch (StateConflictException)
            {
                return false;
            }
        }));
        outcomes.Count(won => won).Should().Be(1);
    }

    [Fact]
    public async Task Of_many_concurrent_writes_over_one_version_the_one_that_was_told_so_is_stored()
    {
        await Store.WriteAsync(StateTable.GrainStates, "race", Json("{'a':-1}"), null);
        for (var version = 1; version <= 20; version++)
        {
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(async i =>
            {
                try
                {
                    await Store.WriteAsync(StateTable.GrainStates, "race", Json($"{{'a':{i}}}"), version);
                    return i;
                }
                catch (StateConflictException)
                {
                    return -1;
                }
            }));
            var winner = outcomes.Should().ContainSingle(outcome => outcome >= 0).Subject;
            var row = await Store.ReadAsync(StateTable.GrainStates, "race");
            row!.Value.Version.Should().Be(version + 1);
            Encoding.UTF8.GetString(row.Value.State).Replace(" ", "").Should().Be($$"""{"a":{{winner}}}""");
        }
    }

    [Fact]
    public async Task A_state_that_cannot_be_stored_fails_its_own_caller_alone()
    {
        var writes = Enumerable.Range(0, 200).Select(i => Store.WriteAsync(StateTable.Orders, $"ord-{i:x4}", i == 77 ? "{"u8.ToArray() : Json(OrderJson($"{i}")), null)).ToArray();

        await FluentActions.Awaiting(() => writes[77]).Should().ThrowAsync<Exception>();
        (await Task.WhenAll(writes.Where((_, i) => i != 77))).Should().OnlyContain(version => version == 1);
        (await Store.ReadAsync(StateTable.Orders, "ord-004d")).Should().BeNull();
    }

    [Fact]
    public async Task In_a_crowd_only_the_writes_over_another_version_fail()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Store.WriteAsync(StateTable.Orders, $"ord-{i:x4}", Json(OrderJson($"{i}")), null)));

        // Of the first hundred every tenth is written over a version it never had, of the next every tenth is there already.
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            var key = i > 100 && i % 10 == 0 ? $"ord-{i - 100:x4}" : $"ord-{i:x4}";
            try
            {
                return (i, Version: await Store.WriteAsync(StateTable.Orders, key, Json(OrderJson($"{i}")), i >= 100 ? null : i % 10 == 0 ? 9 : 1));
            }
            catch (StateConflictException)
            {
                return (i, Version: 0);
            }
        }));

        outcomes.Should().OnlyContain(outcome => outcome.Version == (outcome.i % 10 == 0 && outcome.i != 100 ? 0 : outcome.i < 100 ? 2 : 1));
        (await Store.ReadAsync(StateTable.Orders, "ord-000a"))!.Value.Version.Should().Be(1);
    }

    [Fact]
    public async Task An_open_amount_belongs_to_one_order_and_is_free_again_when_released()
    {
        await Store.WriteAsync(StateTable.Orders, "ord-a1", Json(OrderJson("1000")), null);

        await FluentActions.Awaiting(() => Store.WriteAsync(StateTable.Orders, "ord-b1", Json(OrderJson("1000")), null)).Should().ThrowAsync<AmountTakenException>();
        (await Store.ReadAsync(StateTable.Orders, "ord-b1")).Should().BeNull();
        await Store.WriteAsync(StateTable.Orders, "ord-b1", Json(OrderJson("1001")), null);
        await FluentActions.Awaiting(() => Store.WriteAsync(StateTable.Orders, "ord-b1", Json(OrderJson("1000")), 1)).Should().ThrowAsync<AmountTakenException>();
        await Store.WriteAsync(StateTable.Orders, "ord-c1", Json(OrderJson("1000", token: "USDC")), null);
        await Store.WriteAsync(StateTable.Orders, "ord-d1", Json(OrderJson("1000", address: "0xbb")), null);
        await Store.WriteAsync(StateTable.Orders, "ord-a1", Json("{'merchant':'m1','status':'completed','createdAt':1}"), 1);
        await Store.WriteAsync(StateTable.Orders, "ord-b1", Json(OrderJson("1000")), 1);
    }

    [Fact]
    public async Task In_a_crowd_only_the_losers_of_an_amount_fail()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            try
            {
                await Store.WriteAsync(StateTable.Orders, $"ord-{i:x4}", Json(OrderJson((i / 2).ToString())), null);
                return (i / 2, Won: true);
            }
            catch (AmountTakenException)
            {
                return (i / 2, Won: false);
            }
        }));
        outcomes.Where(outcome => outcome.Won).Select(outcome => outcome.Item1).Order().Should().Equal(Enumerable.Range(0, 100));
    }

    [Fact]
    public async Task Due_rows_come_by_shard_most_overdue_first()
    {
        await Store.WriteAsync(StateTable.Orders, "ord-a1", Json("{'wakeAt':300}"), null);
        await Store.WriteAsync(StateTable.Orders, "ord-a2", Json("{'wakeAt':100}"), null);
        await Store.WriteAsync(StateTable.Orders, "ord-a3", Json("{'wakeAt':301}"), null);
        await Store.WriteAsync(StateTable.Orders, "ord-a4", Json("{}"), null);
        await Store.WriteAsync(StateTable.Orders, "ord-b1", Json("{'wakeAt':1}"), null);

        var due = Storage.Get<DueQueries>();
        (await due.DueAsync(StateTable.Orders, 'a', DateTimeOffset.FromUnixTimeMilliseconds(300), 10)).Should().Equal("ord-a2", "ord-a1");
        (await due.DueAsync(StateTable.Orders, 'a', DateTimeOffset.FromUnixTimeMilliseconds(300), 1)).Should().Equal("ord-a2");
    }

    [Fact]
    public async Task Orders_with_unconfirmed_transfers_are_found_by_chain_and_block()
    {
        await Store.WriteAsync(StateTable.Orders, "ord-a1", Json("{'pendingChain':'bsc','pendingBlock':10}"), null);
        await Store.WriteAsync(StateTable.Orders, "ord-a2", Json("{'pendingChain':'bsc','pendingBlock':11}"), null);
        await Store.WriteAsync(StateTable.Orders, "ord-a3", Json("{'pendingChain':'polygon','pendingBlock':1}"), null);

        (await Storage.Get<OrderQueries>().ConfirmableAsync(ChainId.Bsc, 10, 10)).Should().Equal("ord-a1");
        (await Storage.Get<OrderQueries>().UnconfirmedAsync(ChainId.Bsc)).Should().BeEquivalentTo("ord-a1", "ord-a2");
    }

    [Fact]
    public async Task An_order_that_waits_on_several_chains_is_found_on_each()
    {
        await Store.WriteAsync(StateTable.Orders, "ord-a1", Json("{'pendingChain':'polygon','pendingBlock':90,'pendingElsewhere':[{'chain':'bsc','block':10},{'chain':'tron','block':7}]}"), null);
        await Store.WriteAsync(StateTable.Orders, "ord-a2", Json("{'pendingChain':'bsc','pendingBlock':9}"), null);

        var orders = Storage.Get<OrderQueries>();
        (await orders.ConfirmableAsync(ChainId.Bsc, 10, 10)).Should().Equal("ord-a2", "ord-a1");
        (await orders.ConfirmableAsync(ChainId.Bsc, 10, 1)).Should().Equal("ord-a2");
        (await orders.ConfirmableAsync(ChainId.Bsc, 9, 10)).Should().Equal("ord-a2");
        (await orders.UnconfirmedAsync(ChainId.Tron)).Should().Equal("ord-a1");
        (await orders.ConfirmableAsync(ChainId.Polygon, 89, 10)).Should().BeEmpty();
        await Store.WriteAsync(StateTable.Orders, "ord-a1", Json("{'pendingChain':'polygon','pendingBlock':90}"), 1);
        (await orders.UnconfirmedAsync(ChainId.Bsc)).Should().Equal("ord-a2");
    }

    [Fact]
    public async Task Rows_from_before_are_found_on_every_chain_after_the_migration()
    {
        await Store.WriteAsync(StateTable.Orders, "ord-a1", Json("""
            {'pendingChain':'polygon','pendingBlock':90,'transfers':[
                {'transfer':{'chain':'polygon','block':90},'confirmed':false},{'transfer':{'chain':'bsc','block':12},'confirmed':false},
                {'transfer':{'chain':'bsc','block':11},'confirmed':false},{'transfer':{'chain':'ethereum','block':3},'confirmed':true}],
             'sightings':[{'chain':'bitcoin'}]}
            """), null);
        await Store.WriteAsync(StateTable.Orders, "ord-a2", Json("{'pendingChain':'bsc','pendingBlock':9,'transfers':[{'transfer':{'chain':'bsc','block':9},'confirmed':false}]}"), null);
        await Store.WriteAsync(StateTable.Orders, "ord-a3", Json("{'transfers':[{'transfer':{'chain':'bsc','block':9},'confirmed':true}]}"), null);

        await Storage.Get<IDatabase>().WriteAsync((connection, transaction) => connection.ExecuteAsync(
            "DROP VIEW pending_elsewhere; DROP INDEX orders_pending_elsewhere; DROP TABLE unmatched_transfers; CREATE TABLE unmatched_transfers (id TEXT); DELETE FROM schema_versions WHERE number = 23;", transaction: transaction));
        await Storage.Get<IDatabase>().MigrateAsync(CancellationToken.None);

        var orders = Storage.Get<OrderQueries>();
        (await orders.ConfirmableAsync(ChainId.Bsc, 11, 10)).Should().Equal("ord-a2", "ord-a1");
        (await orders.ConfirmableAsync(ChainId.Bsc, 10, 10)).Should().Equal("ord-a2");
        (await orders.UnconfirmedAsync(ChainId.Bitcoin)).Should().Equal("ord-a1");
        (await orders.ConfirmableAsync(ChainId.Bitcoin, long.MaxValue - 1, 10)).Should().BeEmpty();
        (await orders.UnconfirmedAsync(ChainId.Ethereum)).Should().BeEmpty();
        ((await Store.ReadAsync(StateTable.Orders, "ord-a1"))!.Value.Version, (await Store.ReadAsync(StateTable.Orders, "ord-a2"))!.Value.Version).Should().Be((2, 1));
    }

    [Fact]
    public async Task Grain_storage_turns_conflicts_into_inconsistent_state()
    {
        var grains = new DatabaseGrainStorage(Store, new PlainJson());
        var id = GrainId.Create("rate", "rate-a-b");
        var first = new GrainState<Dictionary<string, int>>();
        await grains.ReadStateAsync("rate", id, first);
        first.RecordExists.Should().BeFalse();
        first.State!["x"] = 1;
        await grains.WriteStateAsync("rate", id, first);
        var second = new GrainState<Dictionary<string, int>>();
        await grains.ReadStateAsync("rate", id, second);
        second.State.Should().Contain("x", 1);
        await grains.WriteStateAsync("rate", id, second);

        await FluentActions.Awaiting(() => grains.WriteStateAsync("rate", id, first)).Should().ThrowAsync<InconsistentStateException>();
        await grains.ClearStateAsync("rate", id, second);
        await grains.ReadStateAsync("rate", id, first);
        first.RecordExists.Should().BeFalse();
    }

    [Fact]
    public async Task Unmatched_transfers_are_stored_once_and_given_to_one_order()
    {
        var transfers = Storage.Get<TransferStore>();
        var transfer = new Transfer
        {
            Id = new TransferId("bsc:0x1:0"),
            Chain = ChainId.Bsc,
            Token = "USDT",
            Units = UInt128.MaxValue,
            From = "0xf",
            To = "0xt",
            Transaction = "0x1",
            Block = 12,
            BlockHash = "0xb",
            BlockTime = DateTimeOffset.FromUnixTimeMilliseconds(1234),
        };
        await transfers.AddAsync([transfer], new OrderId("meant"));
        await transfers.AddAsync([transfer], new OrderId("meant"));
        (await transfers.FindAsync(transfer.Id))!.Owner.Should().BeNull();
        await OwnAsync("bsc", "0xt", "m1");

        (await transfers.HasAnyAsync(ChainId.Bsc, "0xt")).Should().BeTrue();
        await transfers.AddAsync([transfer with { Id = new TransferId("bsc:0x2:0") }], new OrderId("meant"), "order failed: FormatException");
        (await transfers.CountAsync()).Should().Equal(new Dictionary<string, (long, long)> { ["bsc"] = (1, 1) });
        (await transfers.TryAssignAsync(new TransferId("bsc:0x2:0"), new OrderId("a"))).Should().BeTrue();
        (await transfers.CountAsync()).Should().Equal(new Dictionary<string, (long, long)> { ["bsc"] = (1, 0) });
        (await transfers.ListAsync(new MerchantId("m1"), null, 10)).Items.Should().ContainSingle().Which.Should().Be(new UnmatchedTransfer(transfer, null, new MerchantId("m1"), new OrderId("meant"), null));
        (await transfers.ListAsync(new MerchantId("m2"), null, 10)).Items.Should().BeEmpty();
        (await transfers.TryAssignAsync(transfer.Id, new OrderId("a"))).Should().BeTrue();
        (await transfers.TryAssignAsync(transfer.Id, new OrderId("a"))).Should().BeTrue();
        (await transfers.TryAssignAsync(transfer.Id, new OrderId("b"))).Should().BeFalse();
        (await transfers.ListAsync(new MerchantId("m1"), null, 10)).Items.Should().BeEmpty();
        (await transfers.HasAnyAsync(ChainId.Bsc, "0xt")).Should().BeFalse();
        await transfers.RemoveAboveAsync(ChainId.Bsc, 11);
        (await transfers.FindAsync(transfer.Id))!.AssignedOrder.Should().Be(new OrderId("a"));
    }

    [Fact]
    public async Task Addresses_from_before_they_had_owners_go_to_the_merchant_whose_wallet_is_oldest()
    {
        const string wallet = "{{'id':'w','chain':'bsc','token':'USDT','address':'{0}','currency':'CNY','createdAt':{1}}}";
        await Store.WriteAsync(StateTable.Merchants, "mch-late", Json($"{{'pid':1,'apiKeyHash':'a','wallets':[{string.Format(null, wallet, "0xshared", 2000)},{string.Format(null, wallet, "0xown", 2000)}]}}"), null);
        await Store.WriteAsync(StateTable.Merchants, "mch-early", Json($"{{'pid':2,'apiKeyHash':'b','wallets':[{string.Format(null, wallet, "0xshared", 999)}]}}"), null);
        await Store.WriteAsync(StateTable.Merchants, "mch-without", Json("{'pid':3,'apiKeyHash':'c'}"), null);
        foreach (var address in new[] { "0xshared", "0xown", "0xnobodys" })
            await Store.WriteAsync(StateTable.WalletAddresses, $"adr-bsc-{address}", Json($"{{'v':1,'chain':'bsc','address':'{address}','registeredAt':5,'held':[]}}"), null);
        await OwnAsync("bsc", "0xowned", "m1");

        var database = Storage.Get<IDatabase>();
        await database.WriteAsync((connection, transaction) => Dapper.SqlMapper.ExecuteAsync(connection, "DELETE FROM schema_versions WHERE name = '0008_first_owners'", transaction: transaction));
        await database.MigrateAsync(default);

        var owners = await database.ReadAsync(connection => Dapper.SqlMapper.QueryAsync<(string Address, string? Owner, int Version)>(connection, "SELECT address, owner, version FROM wallet_addresses"));
        owners.Should().BeEquivalentTo([("0xshared", (string?)"early", 2), ("0xown", "late", 2), ("0xnobodys", null, 1), ("0xowned", "m1", 1)]);
    }

    [Fact]
    public async Task The_coin_of_a_chain_is_taken_by_whoever_says_so_or_is_from_before_it_was_kept()
    {
        var addresses = Storage.Get<WalletAddressQueries>();
        Task RegisterAsync(string chain, string more) => Store.WriteAsync(StateTable.WalletAddresses, $"adr-{chain}-0xa", Json($"{{'chain':'{chain}','address':'0xa','registeredAt':5{more}}}"), null);
        await RegisterAsync("bsc", ",'takesCoin':false");
        await RegisterAsync("polygon", ",'takesCoin':true");
        await RegisterAsync("ethereum", "");

        (await addresses.AnyTakesCoinAsync(ChainId.Bsc)).Should().BeFalse();
        (await addresses.AnyTakesCoinAsync(ChainId.Polygon)).Should().BeTrue();
        (await addresses.AnyTakesCoinAsync(ChainId.Ethereum)).Should().BeTrue();
    }

    [Fact]
    public async Task A_merchant_is_asked_for_its_stored_wallets()
    {
        await Store.WriteAsync(StateTable.Merchants, "mch-m1", Json("{'pid':1,'apiKeyHash':'a','wallets':[{'chain':'bsc','address':'0xa'},{'chain':'polygon','address':'0xb'}]}"), null);
        var merchants = Storage.Get<MerchantQueries>();

        (await merchants.HasWalletAsync(new MerchantId("m1"), ChainId.Bsc, "0xa")).Should().BeTrue();
        (await merchants.HasWalletAsync(new MerchantId("m1"), ChainId.Bsc, "0xb")).Should().BeFalse();
        (await merchants.HasWalletAsync(new MerchantId("m2"), ChainId.Bsc, "0xa")).Should().BeFalse();
    }

    [Fact]
    public async Task Any_of_a_merchants_API_keys_finds_it_and_none_finds_two()
    {
        const string two = "{'pid':2,'apiKeyHash':'b','keys':[{'keyHash':'b','formerKeyHash':'z'},{'keyHash':'c'}]}";
        await Store.WriteAsync(StateTable.Merchants, "mch-old", Json("{'pid':1,'apiKeyHash':'a'}"), null);
        await Store.WriteAsync(StateTable.Merchants, "mch-new", Json(two), null);
        async Task FindAsync(params (string Hash, string? Merchant)[] expected)
        {
            var merchants = Storage.Get<MerchantQueries>();
            foreach (var (hash, merchant) in expected)
            {
                MerchantId? owner = merchant is null ? null : new MerchantId(merchant);
                (await merchants.ByApiKeyHashAsync(hash)).Should().Be(owner, hash);
            }
        }
        await FindAsync(("a", "old"), ("b", "new"), ("c", "new"), ("z", "new"), ("x", null));

        await Store.WriteAsync(StateTable.Merchants, "mch-new", Json("{'pid':2,'apiKeyHash':'d','keys':[{'keyHash':'d'},{'keyHash':'c'}]}"), 1);
        await FindAsync(("a", "old"), ("b", null), ("c", "new"), ("d", "new"), ("z", null));

        var taken = Json("{'pid':2,'apiKeyHash':'d','keys':[{'keyHash':'a'}]}");
        await FluentActions.Awaiting(() => Store.WriteAsync(StateTable.Merchants, "mch-new", taken, 2)).Should().ThrowAsync<Exception>();
        await FindAsync(("a", "old"), ("c", "new"));
    }

    [Fact]
    public async Task Settings_keep_the_first_value_and_sequences_count_from_a_thousand()
    {
        var settings = Storage.Get<Settings>();
        var values = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => settings.GetOrAddAsync("installation-key", $"v{i}")));
        values.Distinct().Should().ContainSingle();
        var numbers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => settings.NextAsync("pid")));
        numbers.Order().Should().Equal(Enumerable.Range(1000, 8).Select(i => (long)i));
    }

    [Fact]
    public async Task A_setting_is_replaced_only_while_it_is_what_was_expected()
    {
        var settings = Storage.Get<Settings>();
        await settings.GetOrAddAsync("sealed", "old");
        await settings.ReplaceAsync("sealed", "older", "wrong");
        await settings.ReplaceAsync("sealed", "old", "new");
        (await settings.GetOrAddAsync("sealed", "x")).Should().Be("new");
    }

    [Fact]
    public async Task Merchants_are_found_by_the_master_key_of_their_secret()
    {
        for (var i = 0; i < 5; i++)
            await Store.WriteAsync(StateTable.Merchants, $"mch-{i}", Json($"{{'pid':{i},'apiKeyHash':'{i}','sealedSecret':'{(i == 3 ? "0b" : "0a")}:AAAA{i}'}}"), null);
        var merchants = Storage.Get<MerchantQueries>();

        (await merchants.SealedUnderAsync("0a", null, 3)).Select(id => id.Value).Should().Equal("0", "1", "2");
        (await merchants.SealedUnderAsync("0a", new MerchantId("2"), 3)).Select(id => id.Value).Should().Equal("4");
        (await merchants.SealedUnderAsync("0", null, 3)).Should().BeEmpty();
    }

    [Fact]
    public async Task Reminders_survive_and_change_their_etag()
    {
        var table = new DatabaseReminderTable(Storage.Get<IDatabase>());
        var entry = new ReminderEntry { GrainId = GrainId.Create("alarm", "alarm-a"), ReminderName = "wake", StartAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), Period = TimeSpan.FromMinutes(1) };
        var first = await table.UpsertRow(entry);
        var second = await table.UpsertRow(entry);

        var read = await table.ReadRow(entry.GrainId, "wake");
        (read!.StartAt, read.Period, read.GrainId).Should().Be((entry.StartAt, entry.Period, entry.GrainId));
        read.ETag.Should().Be(second);
        (await table.RemoveRow(entry.GrainId, "wake", first!)).Should().BeFalse();
        (await table.RemoveRow(entry.GrainId, "wake", second!)).Should().BeTrue();
        (await table.ReadRows(0, 0)).Reminders.Should().BeEmpty();
    }

    [Fact]
    public async Task Migrating_again_changes_nothing_and_a_newer_schema_is_refused()
    {
        var database = Storage.Get<IDatabase>();
        await database.MigrateAsync(default);
        await database.WriteAsync((connection, transaction) =>
            Dapper.SqlMapper.ExecuteAsync(connection, "INSERT INTO schema_versions (number, name) VALUES (9999, 'future')", transaction: transaction));

        await FluentActions.Awaiting(() => database.MigrateAsync(default)).Should().ThrowAsync<InvalidOperationException>().WithMessage("*9999*newer*");
    }

    [Fact]
    public async Task A_job_that_fails_half_way_leaves_nothing_behind()
    {
        var database = Storage.Get<IDatabase>();
        await FluentActions.Awaiting(() => database.WriteAsync<int>(async (connection, transaction) =>
        {
            await Dapper.SqlMapper.ExecuteAsync(connection, "INSERT INTO settings (name, value) VALUES ('half', 'done')", transaction: transaction);
            throw new InvalidOperationException("crash");
        })).Should().ThrowAsync<InvalidOperationException>();

        (await Storage.Get<Settings>().GetOrAddAsync("half", "fresh")).Should().Be("fresh");
    }

    private Task OwnAsync(string chain, string address, string owner) =>
        Store.WriteAsync(StateTable.WalletAddresses, $"adr-{chain}-{address}", Json($"{{'chain':'{chain}','address':'{address}','registeredAt':5,'owner':'{owner}'}}"), null);

    private sealed class PlainJson : IGrainStorageSerializer
    {
        public BinaryData Serialize<T>(T? input) => BinaryData.FromObjectAsJson(input);

        public T Deserialize<T>(BinaryData input) => input.ToObjectFromJson<T>()!;
    }
}
