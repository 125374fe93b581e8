using System.Text;
using Dapper;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;
using Payments.Storage.States;

namespace Payments.Storage.Tests;

/// <summary>What is remembered of amounts that orders let go of, and of transactions that are in no block, on both databases.</summary>
public abstract class TransferMemoryTests : DatabaseTests
{
    private const string Address = "0xaa";
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly string First = new('1', 32);
    private static readonly string Second = new('2', 32);

    private TransferMemory Memory => Storage.Get<TransferMemory>();

    [Fact]
    public async Task An_amount_is_remembered_when_its_order_lets_go_of_it_and_not_before()
    {
        await WriteAsync(First, 1, "1000");
        (await AskedAsync(1000)).Should().BeEmpty("the order holds it");
        await WriteAsync(First, 2, "400");
        (await AskedAsync(1000)).Should().Equal(new AskedAmount(new OrderId(First), At(Now)));
        await WriteAsync(First, 3, null);
        (await AskedAsync(400)).Should().ContainSingle().Which.Order.Should().Be(new OrderId(First));
        (await AskedAsync(999)).Should().BeEmpty();
        (await Memory.AskedAsync(ChainId.Polygon, Address, "USDT", 1000)).Should().BeEmpty();
        (await Memory.AskedAsync(ChainId.Bsc, "0xbb", "USDT", 1000)).Should().BeEmpty();
        (await Memory.AskedAsync(ChainId.Bsc, Address, "USDC", 1000)).Should().BeEmpty();
    }

    [Fact]
    public async Task Of_several_orders_that_asked_the_same_the_last_comes_first_and_each_once()
    {
        await WriteAsync(First, 1, "1000", Now.AddHours(-2));
        await WriteAsync(First, 2, null);
        await WriteAsync(Second, 1, "1000", Now.AddHours(-1));
        await WriteAsync(Second, 2, null);
        await WriteAsync(First, 3, "1000", Now);
        await WriteAsync(First, 4, null);
        (await AskedAsync(1000))
            .Should().Equal(new AskedAmount(new OrderId(First), At(Now)), new AskedAmount(new OrderId(Second), At(Now.AddHours(-1))));
    }

    [Fact]
    public async Task A_write_that_changes_nothing_of_the_amount_and_one_that_is_refused_remember_nothing()
    {
        await WriteAsync(First, 1, "1000");
        await WriteAsync(First, 2, "1000");
        await FluentActions.Awaiting(() => WriteAsync(First, 2, null)).Should().ThrowAsync<StateConflictException>();
        (await AskedAsync(1000)).Should().BeEmpty();
    }

    [Fact]
    public async Task What_was_asked_is_forgotten_thirty_days_after_its_time()
    {
        await WriteAsync(First, 1, "1000", Now - AskedAmount.Memory + TimeSpan.FromHours(1));
        await WriteAsync(First, 2, "2000", Now - AskedAmount.Memory - TimeSpan.FromHours(1));
        await WriteAsync(First, 3, null);
        (await AskedAsync(1000)).Should().ContainSingle();
        (await AskedAsync(2000)).Should().BeEmpty();

        (await CountAsync("asked_amounts")).Should().Be(2);
        await Memory.ForgetAsync();
        (await CountAsync("asked_amounts")).Should().Be(1);
        (await AskedAsync(1000)).Should().ContainSingle();
    }

    [Fact]
    public async Task A_transaction_is_whose_it_was_when_it_was_seen()
    {
        await Memory.RememberAsync(ChainId.Bsc, Address, [Id("a"), Id("b")], null);
        await Memory.RememberAsync(ChainId.Bsc, Address, [Id("c")], new OrderId(First));
        await Memory.RememberAsync(ChainId.Bsc, Address, [Id("c")], new OrderId(Second));
        await Memory.RememberAsync(ChainId.Bsc, Address, [Id("c")], null);

        var found = await Memory.FindAsync([Id("a"), Id("c"), Id("d")]);
        found.Should().HaveCount(2);
        (found[Id("a")], found[Id("c")]).Should().Be((new KnownTransfer(false, null), new KnownTransfer(false, new OrderId(First))));
    }

    [Fact]
    public async Task Nobodys_transactions_are_limited_by_address_and_the_oldest_go()
    {
        await SeenAsync("old", Now.AddDays(-1));
        await SeenAsync("over", Now - TransferMemory.SeenMemory - TimeSpan.FromHours(1));
        await Memory.ForgetAsync();
        (await Memory.FindAsync([Id("old"), Id("over")])).Keys.Should().Equal(Id("old"));

        TransferId[] many = [.. Enumerable.Range(0, TransferMemory.SeenLimit).Select(number => Id($"n{number}"))];
        await Memory.RememberAsync(ChainId.Bsc, Address, many, null);
        await Memory.RememberAsync(ChainId.Bsc, "0xbb", [Id("elsewhere")], null);
        (await CountAsync("seen_transfers")).Should().Be(TransferMemory.SeenLimit + 1);
        (await Memory.FindAsync([Id("old"), Id("n0"), Id("elsewhere")])).Keys.Should().BeEquivalentTo([Id("n0"), Id("elsewhere")]);
    }

    [Fact]
    public async Task Unmatched_transfers_of_blocks_that_are_gone_are_remembered_and_no_longer_listed()
    {
        var store = Storage.Get<TransferStore>();
        OrderId[] both = [new OrderId(First), new OrderId(Second)];
        var gone = new SetAside(Transfer("gone", 10), both[0], UnmatchedCause.SeveralFit) { Candidates = both };
        await store.AddAsync([new SetAside(Transfer("kept", 9), null, UnmatchedCause.NoneFits), gone]);
        await store.AddAsync([Transfer("failed", 10)], new OrderId(Second), "order failed: FormatException");
        await store.AddAsync([Transfer("assigned", 10)], null);
        await store.TryAssignAsync(Id("assigned"), new OrderId(First));
        var listed = (await store.FindAsync(Id("gone")))!;
        (listed.Cause, listed.MeantFor, listed.Reason).Should().Be(("several_fit", new OrderId(First), null));
        listed.Candidates.Should().Equal(new OrderId(First), new OrderId(Second));

        await store.RemoveAboveAsync(ChainId.Bsc, 9);
        (await store.FindAsync(Id("gone"))).Should().BeNull();
        var found = await Memory.FindAsync([Id("kept"), Id("gone"), Id("failed"), Id("assigned")]);
        (found[Id("kept")], found[Id("gone")]).Should().Be((new KnownTransfer(true, null), new KnownTransfer(false, null)));
        (found[Id("failed")], found[Id("assigned")])
            .Should().Be((new KnownTransfer(false, new OrderId(Second)), new KnownTransfer(true, new OrderId(First))));
    }

    [Fact]
    public async Task What_is_below_an_amount_of_its_token_is_left_out_or_dismissed_and_dust_is_counted_once_a_block()
    {
        var store = Storage.Get<TransferStore>();
        var owner = new MerchantId(new string('b', 32));
        var address = $$"""{"chain":"bsc","address":"{{Address}}","registeredAt":1,"owner":"{{owner.Value}}"}""";
        await Storage.Get<IStateStore>().WriteAsync(StateTable.WalletAddresses, $"adr-bsc-{Address}", Encoding.UTF8.GetBytes(address),
            null);
        (string Id, UInt128 Units)[] sent = [("a", 99), ("b", 100), ("c", 1000), ("d", 9)];
        await store.AddAsync([.. sent.Select(one => new SetAside(Transfer(one.Id, 10) with { Units = one.Units }, null,
            UnmatchedCause.NoneFits))]);
        LeastAmount[] hundred = [new LeastAmount(ChainId.Bsc, "USDT", 100), new LeastAmount(ChainId.Polygon, "USDT", 10_000)];

        (await store.ListAsync(owner, null, 10, hundred)).Items.Select(item => item.Transfer.Units).Should()
            .BeEquivalentTo(new UInt128[] { 100, 1000 });
        (await store.DismissAsync(owner, hundred)).Should().Be(2);
        (await store.DismissAsync(owner, hundred)).Should().Be(0);
        (await store.ListAsync(owner, null, 10)).Items.Should().HaveCount(2);
        (await store.DismissAsync(new MerchantId(new string('c', 32)), Id("c"))).Should().BeFalse();
        (await store.DismissAsync(owner, Id("c"))).Should().BeTrue();
        (await store.CountAsync())["bsc"].Should().Be((1, 0));
        (await store.DismissAsync(owner, Id("b"), isReturned: true, "sent back", "olga")).Should().BeTrue();
        (await store.FindAsync(Id("b")))!.Should().Match<UnmatchedTransfer>(said => said.DismissedAt != null &&
            said.ReturnedAt == said.DismissedAt && said.Note == "sent back" && said.DecidedBy == "olga" && said.Cause == "none_fits");

        var dustCounts = Storage.Get<DustStore>();
        foreach (var block in new long[] { 5, 5, 6, 4 }) await dustCounts.CountAsync([Transfer("x", block), Transfer("y", block)]);
        (await dustCounts.ListAsync(owner)).Should().ContainSingle().Which.Transfers.Should().Be(4);
    }

    private Task<IReadOnlyList<AskedAmount>> AskedAsync(uint units) => Memory.AskedAsync(ChainId.Bsc, Address, "USDT", units);

    private Task<long> CountAsync(string table) =>
        Storage.Get<IDatabase>().ReadAsync(connection => connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table}"));

    private Task SeenAsync(string id, DateTimeOffset at) =>
        Storage.Get<IDatabase>().WriteAsync((connection, transaction) => connection.ExecuteAsync(
        "INSERT INTO seen_transfers (id, chain, address, seen_at) VALUES (@id, 'bsc', @address, @at)",
        new { id = Id(id).Value, address = Address, at = at.ToUnixTimeMilliseconds() }, transaction));

    private Task WriteAsync(string order, int version, string? units, DateTimeOffset? until = null)
    {
        var end = (until ?? Now).ToUnixTimeMilliseconds();
        var reservation = units is null
            ? ""
            : $$""","reservation":{"chain":"bsc","address":"{{Address}}","token":"USDT","units":"{{units}}","until":{{end}}}""";
        var state = $$"""{"merchant":"m1","status":"pending","createdAt":1{{reservation}}}""";
        int? expected = version == 1 ? null : version - 1;
        return Storage.Get<IStateStore>().WriteAsync(StateTable.Orders, $"ord-{order}", Encoding.UTF8.GetBytes(state), expected);
    }

    private static DateTimeOffset At(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    private static TransferId Id(string transaction) => TransferId.Of(ChainId.Bsc, transaction, "0");

    private static Transfer Transfer(string transaction, long block) => new()
    {
        Id = Id(transaction),
        Chain = ChainId.Bsc,
        Token = "USDT",
        Units = 1,
        From = "0xf",
        To = Address,
        Transaction = transaction,
        Block = block,
        BlockHash = "0xb",
        BlockTime = Now,
    };
}

public sealed class SqliteTransferMemoryTests : TransferMemoryTests;

public sealed class PostgresTransferMemoryTests : TransferMemoryTests
{
    private readonly string database = TestServers.Fresh();

    protected override void Configure(StorageOptions options) => options.Database = database;
}
