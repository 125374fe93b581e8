using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;
using Payments.Storage.Archive;
using Payments.Storage.Queries;
using Payments.Storage.States;
using Payments.Testing;

namespace Payments.Storage.Tests;

/// <summary>Finished orders of old go into files, on both databases.</summary>
public abstract class ArchiveTests : DatabaseTests
{
    private static readonly MerchantId Owner = new("m1");
    private readonly string folder = Directory.CreateTempSubdirectory("payments-archive-").FullName;

    /// <summary>It is the first of August.</summary>
    protected ManualTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));

    protected ArchiveRemover Remover => new(Storage.Get<IDatabase>(), Storage.Get<JsonStateSerializer>(), Clock);

    private static DateTimeOffset June => new(2026, 6, 20, 0, 0, 0, TimeSpan.Zero);

    private ArchiveWriter Writer => new(Storage.Get<IDatabase>(), Storage.Get<JsonStateSerializer>(), Clock);

    private IStateStore Store => Storage.Get<IStateStore>();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Each_month_gets_a_file_and_tombstones_stay()
    {
        var (may, june) = (Finished(1, new(2026, 5, 31, 23, 59, 59, TimeSpan.Zero)), Finished(2, new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero)));
        var (late, waiting) = (Finished(3, June), Finished(4, June.AddDays(-9)) with { Status = OrderStatus.Pending });
        foreach (var order in new[] { may, june, late, waiting }) await AddAsync(order);
        var held = await Store.ReadAsync(StateTable.Orders, may.Id.GrainKey);

        var written = await Writer.WriteAsync(folder, June);

        written.Files.Select(file => Path.GetFileName(file.Path)).Should()
            .Equal("orders-2026-05-20260801T000000Z.archive", "orders-2026-06-20260801T000000Z.archive");
        Directory.GetFiles(folder).Should().HaveCount(2);
        written.Files[0].Lines.Should().HaveCount(3).And.Contain("orders completed CNY, millionths: 70000000");
        var unchanged = (await Store.ReadAsync(StateTable.Orders, may.Id.GrainKey))!.Value;
        (unchanged.Version, Encoding.UTF8.GetString(unchanged.State)).Should()
            .Be((1, Encoding.UTF8.GetString(held!.Value.State)), "only the file was written so far");
        var lines = Unzip(written.Files[0].Path);
        lines.Should().HaveCount(4);
        JsonNode.DeepEquals(JsonNode.Parse(lines[1])![3], JsonNode.Parse(held.Value.State)).Should().BeTrue();
        JsonNode.Parse(lines[2])!.AsArray().Take(2).Select(value => (string)value!).Should().Equal("deliveries", $"dlv-{may.Id}-1");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(written.Files[0].Path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        foreach (var file in written.Files) (await Remover.RemoveAsync(file.Path)).Should().Be(new ArchiveRemoved(1, 1, 0));
        foreach (var order in new[] { may, june })
        {
            var row = (await Store.ReadAsync(StateTable.Orders, order.Id.GrainKey))!.Value;
            (row.Version, row.State.Length).Should().Match<(int, int)>(found => found.Item1 == 2 && found.Item2 < 600);
            Read(row).Should().BeEquivalentTo(OrderRules.Tombstone(order, Clock.GetUtcNow()));
            (await Store.ReadAsync(StateTable.Deliveries, Delivery.GrainKey(order.Id, 1))).Should().BeNull();
        }
        foreach (var order in new[] { late, waiting })
            (await Store.ReadAsync(StateTable.Orders, order.Id.GrainKey))!.Value.Version.Should().Be(1);
        (await Storage.Get<OrderLists>().PageAsync(Owner, OrderFilter.All, null, 10)).Items.Should().HaveCount(4, "lists go on");
        (await Writer.WriteAsync(folder, June)).Files.Should().BeEmpty("there is nothing left");
    }

    [Fact]
    public async Task A_run_that_died_at_any_point_lost_nothing_and_the_next_one_goes_on()
    {
        foreach (var number in Enumerable.Range(1, 250)) await AddAsync(Finished(number, June.AddDays(-1).AddMinutes(-number)));
        var first = (await Writer.WriteAsync(folder, June)).Files.Should().ContainSingle().Subject;
        var dying = new DyingDatabase(Storage.Get<IDatabase>());
        var removing = () => new ArchiveRemover(dying, Storage.Get<JsonStateSerializer>(), Clock).RemoveAsync(first.Path);
        await removing.Should().ThrowAsync<IOException>();
        (await CountAsync("deliveries")).Should().Be(150, "a hundred orders were done");

        Clock.Advance(TimeSpan.FromDays(1));
        var second = (await Writer.WriteAsync(folder, June)).Files.Should().ContainSingle().Subject;
        Unzip(second.Path).Should().HaveCount(302, "what is left is written again, into a file of its own");
        (await Remover.RemoveAsync(second.Path)).Should().Be(new ArchiveRemoved(150, 150, 0));
        (await Remover.RemoveAsync(first.Path)).Should().Be(new ArchiveRemoved(0, 0, 250), "nothing is taken twice");
        (await CountAsync("deliveries")).Should().Be(0);
        var states = await Storage.Get<OrderLists>().PageAsync(Owner, OrderFilter.All, null, 300);
        states.Items.Should().HaveCount(250).And.OnlyContain(listed => listed.Order.ArchivedAt != null && listed.Facet.Delivery == "none");
        var kept = Unzip(first.Path).Concat(Unzip(second.Path)).Where(line => line.StartsWith("[\"orders\"", StringComparison.Ordinal))
            .Select(line => (string)JsonNode.Parse(line)![1]!).Distinct();
        kept.Should().HaveCount(250);
    }

    [Theory]
    [InlineData("cut short")]
    [InlineData("one bit")]
    [InlineData("one line less")]
    public async Task Of_a_damaged_file_nothing_is_taken_out(string damage)
    {
        foreach (var number in Enumerable.Range(1, 150)) await AddAsync(Finished(number, June.AddDays(-1).AddMinutes(-number)));
        var file = await WriteFileAsync();
        var bytes = await File.ReadAllBytesAsync(file);
        if (damage == "one bit") bytes[^20] ^= 1;
        if (damage == "one line less")
        {
            var lines = Unzip(file);
            lines.RemoveAt(lines.Count - 2);
            using var packed = new MemoryStream();
            using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
                zip.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines) + '\n'));
            bytes = packed.ToArray();
        }
        await File.WriteAllBytesAsync(file, damage == "cut short" ? bytes[..(bytes.Length - 100)] : bytes);

        var removing = () => Remover.RemoveAsync(file);
        await removing.Should().ThrowAsync<DatabaseRefusalException>();

        (await CountAsync("deliveries")).Should().Be(150);
        (await Storage.Get<OrderLists>().PageAsync(Owner, OrderFilter.All, null, 300)).Items.Should()
            .HaveCount(150).And.OnlyContain(listed => listed.Order.ArchivedAt == null);
    }

    [Theory]
    [InlineData("order written")]
    [InlineData("callback written")]
    [InlineData("callback gone")]
    [InlineData("transfer claimed")]
    public async Task What_changed_since_it_was_written_stays_whole(string change)
    {
        var (changed, other) = (Finished(1, June.AddDays(-1)), Finished(2, June.AddDays(-1)));
        await AddAsync(changed);
        await AddAsync(other);
        var transfer = Unmatched("t1");
        await Storage.Get<TransferStore>().AddAsync([new SetAside(transfer, null, UnmatchedCause.NoneFits)]);
        var file = (await Writer.WriteAsync(folder, June)).Files.Single();
        var key = Delivery.GrainKey(changed.Id, 1);
        var callback = (await Store.ReadAsync(StateTable.Deliveries, key))!.Value;
        switch (change)
        {
            case "order written": await WriteAsync(StateTable.Orders, changed.Id.GrainKey, changed, 1); break;
            case "callback written": await Store.WriteAsync(StateTable.Deliveries, key, callback.State, 1); break;
            case "callback gone": await Store.ClearAsync(StateTable.Deliveries, key, 1); break;
            default: (await Storage.Get<TransferStore>().TryAssignAsync(transfer.Id, changed.Id)).Should().BeTrue(); break;
        }

        (await Remover.RemoveAsync(file.Path)).Should().Be(new ArchiveRemoved(1, 1, 1));

        Read((await Store.ReadAsync(StateTable.Orders, changed.Id.GrainKey))!.Value).ArchivedAt.Should().BeNull();
        Read((await Store.ReadAsync(StateTable.Orders, other.Id.GrainKey))!.Value).ArchivedAt.Should().NotBeNull();
        (await Store.ReadAsync(StateTable.Deliveries, key) is null).Should().Be(change == "callback gone");
    }

    [Fact]
    public async Task A_transfer_that_its_order_counts_holds_nothing_up_and_an_archived_order_is_given_none()
    {
        var counted = Unmatched("t1");
        var order = Finished(1, June.AddDays(-1)) with
        {
            Transfers = [new OrderTransfer { Transfer = counted, Confirmed = true, Assigned = true }],
        };
        await AddAsync(order);
        await Storage.Get<TransferStore>().AddAsync([.. new[] { counted, Unmatched("t2") }.Select(one => new SetAside(one, null, null))]);
        (await Storage.Get<TransferStore>().TryAssignAsync(counted.Id, order.Id)).Should().BeTrue();

        (await Remover.RemoveAsync((await Writer.WriteAsync(folder, June)).Files.Single().Path)).Orders.Should().Be(1);

        (await Storage.Get<TransferStore>().TryAssignAsync(Unmatched("t2").Id, order.Id)).Should().BeFalse();
        (await Storage.Get<TransferStore>().FindAsync(Unmatched("t2").Id))!.AssignedOrder.Should().BeNull();
    }

    [Theory]
    [InlineData("meant", false, 0)]
    [InlineData("candidate", false, 0)]
    [InlineData("meant", true, 1)]
    public async Task Money_that_was_probably_meant_for_an_order_holds_it_until_it_is_dismissed(string how, bool dismisses, int files)
    {
        var order = Finished(1, June.AddDays(-1));
        await AddAsync(order);
        var transfer = Unmatched("t1");
        await Store.WriteAsync(StateTable.WalletAddresses, "adr-bsc-0xaa",
            Encoding.UTF8.GetBytes("""{"chain":"bsc","address":"0xaa","registeredAt":5,"owner":"m1"}"""), null);
        await Storage.Get<TransferStore>().AddAsync([how == "meant"
            ? new SetAside(transfer, order.Id, UnmatchedCause.Late)
            : new SetAside(transfer, null, UnmatchedCause.SeveralFit) { Candidates = [new OrderId(new string('f', 32)), order.Id] }]);
        if (dismisses) (await Storage.Get<TransferStore>().DismissAsync(Owner, transfer.Id)).Should().BeTrue();

        var written = await Writer.WriteAsync(folder, June);

        written.Files.Should().HaveCount(files);
        written.Staying.GetValueOrDefault(ArchiveVerdict.PaymentOpen).Should().Be(1 - files);
    }

    [Fact]
    public async Task Endpoints_that_take_it_are_told_what_was_archived_with_its_events_and_old_notices_go()
    {
        var order = Finished(1, June.AddDays(-1)) with { Events = 1 };
        await AddAsync(order);
        await WriteAsync(StateTable.Merchants, Owner.GrainKey, Shop(), null);
        var created = Told(order.Id, 1, "payment.created", June.AddDays(-1));
        await WriteAsync(StateTable.Deliveries, created.Key, created, null);
        var notices = new (int Id, string Event, DateTimeOffset At, DeliveryStatus Status, bool Stays)[]
        {
            (11, "order.archived", June, DeliveryStatus.Delivered, false),
            (12, "delivery.failing", June, DeliveryStatus.Failed, false),
            (13, "delivery.failing", June, DeliveryStatus.Pending, true),
            (14, "order.archived", Clock.GetUtcNow().AddDays(-29), DeliveryStatus.Delivered, true),
            (15, "payment.completed", June, DeliveryStatus.Delivered, true),
        };
        foreach (var (id, name, at, status, _) in notices)
        {
            var notice = Told(new OrderId($"{id:x32}"), 1, name, at) with { Status = status };
            await WriteAsync(StateTable.Deliveries, notice.Key, notice, null);
        }

        var file = await WriteFileAsync();
        Unzip(file).Should().Contain(line => line.Contains($"dlv-{order.Id}-e1", StringComparison.Ordinal));
        (await Remover.RemoveAsync(file)).Should().Be(new ArchiveRemoved(1, 2, 0));

        Read((await Store.ReadAsync(StateTable.Orders, order.Id.GrainKey))!.Value).Events.Should().Be(2);
        (await Store.ReadAsync(StateTable.Deliveries, Delivery.GrainKey(order.Id, 1, isEvent: true))).Should().BeNull();
        var told = (await Store.ReadAsync(StateTable.Deliveries, Delivery.GrainKey(order.Id, 2, isEvent: true)))!.Value;
        var delivery = Storage.Get<JsonStateSerializer>().Deserialize<Delivery>(new BinaryData(told.State));
        (delivery.Event, delivery.Endpoint, delivery.Url, delivery.WakeAt, delivery.Status)
            .Should().Be(("order.archived", "e1", "https://shop.example/e1", Clock.GetUtcNow(), DeliveryStatus.Pending));
        (await Storage.Get<DueQueries>().DueAsync(StateTable.Deliveries, '0', Clock.GetUtcNow(), 10)).Should().Contain(delivery.Key);
        foreach (var (id, _, _, _, stays) in notices)
        {
            var key = Delivery.GrainKey(new OrderId($"{id:x32}"), 1, isEvent: true);
            (await Store.ReadAsync(StateTable.Deliveries, key)).HasValue.Should().Be(stays, $"{id}");
        }
    }

    [Fact]
    public async Task Orders_stay_thirty_days_at_least_and_what_cannot_be_read_stays_and_is_counted()
    {
        await Store.WriteAsync(StateTable.Orders, "ord-1", """{"status":"completed","createdAt":5,"money":1}"""u8.ToArray(), null);
        var latest = Clock.GetUtcNow() - TimeSpan.FromDays(30);
        var early = () => Writer.WriteAsync(folder, latest + TimeSpan.FromMilliseconds(1));
        (await early.Should().ThrowAsync<DatabaseRefusalException>()).WithMessage("*30 days*The latest day is 2026-07-02*");
        var written = await Writer.WriteAsync(folder, latest);
        written.Files.Should().BeEmpty();
        written.Staying.Should().Equal(new Dictionary<ArchiveVerdict, int> { [ArchiveVerdict.Unreadable] = 1 });
        Directory.GetFiles(folder).Should().BeEmpty();
    }

    /// <summary>A completed order over 70 CNY with a callback that was heard, none of it later than the time.</summary>
    protected static Order Finished(int number, DateTimeOffset at) => new()
    {
        Id = new OrderId($"{number:x32}"),
        Merchant = Owner,
        Pid = 1000,
        Number = $"N-{number}",
        Status = OrderStatus.Completed,
        Currency = "CNY",
        Money = 70,
        Terms = new OrderTerms { Face = Face.Epay, MoneyText = "70", Subject = "商品", NotifyUrl = "https://shop.example/notify" },
        CreatedAt = at,
        OpenedAt = at,
        ExpiresAt = at,
        CompletedAt = at,
        Deliveries = 1,
    };

    protected async Task AddAsync(Order order)
    {
        await WriteAsync(StateTable.Orders, order.Id.GrainKey, order, null);
        await WriteAsync(StateTable.Deliveries, Delivery.GrainKey(order.Id, 1), new Delivery
        {
            Order = order.Id,
            Number = 1,
            Merchant = Owner,
            Url = "https://shop.example/notify",
            Form = CallbackForm.EpayParameters,
            Payload = "x=1",
            Status = DeliveryStatus.Delivered,
            CreatedAt = order.CreatedAt,
            DeliveredAt = order.CreatedAt,
        }, null);
    }

    private static Merchant Shop() => new()
    {
        Id = Owner,
        Pid = 1000,
        Name = "Shop",
        Email = "shop@example.com",
        ApiKeyHash = "h",
        SealedSecret = "k:s",
        CreatedAt = June,
        UpdatedAt = June,
        Endpoints = [Endpoint("e1", "order.archived"), Endpoint("e2", "payment.completed")],
    };

    private static WebhookEndpoint Endpoint(string id, string name) =>
        new() { Id = id, Url = $"https://shop.example/{id}", Events = [name], SealedSecret = "k:s", CreatedAt = June };

    private static Delivery Told(OrderId order, int number, string name, DateTimeOffset at) => new()
    {
        Order = order,
        Number = number,
        Merchant = Owner,
        Url = "https://shop.example/e1",
        Form = CallbackForm.Json,
        Payload = "{}",
        Status = DeliveryStatus.Delivered,
        CreatedAt = at,
        Event = name,
        Endpoint = "e1",
    };

    protected async Task<string> WriteFileAsync() => (await Writer.WriteAsync(folder, June)).Files.Single().Path;

    protected Order Read(StateRow row) => Storage.Get<JsonStateSerializer>().Deserialize<Order>(new BinaryData(row.State));

    private static Transfer Unmatched(string transaction) => new()
    {
        Id = TransferId.Of(ChainId.Bsc, transaction, "0"),
        Chain = ChainId.Bsc,
        Token = "USDT",
        Units = 1000,
        From = "0xf",
        To = "0xaa",
        Transaction = transaction,
        Block = 12,
        BlockHash = "0xb",
        BlockTime = June.AddDays(-1),
    };

    private Task<int> WriteAsync<T>(StateTable table, string key, T state, int? expected) =>
        Store.WriteAsync(table, key, Storage.Get<JsonStateSerializer>().Serialize(state).ToMemory(), expected);

    private Task<long> CountAsync(string table) => Storage.Get<IDatabase>().ReadAsync(connection =>
        connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table}"));

    private static List<string> Unzip(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>Dies with its second write.</summary>
    private sealed class DyingDatabase(IDatabase inner) : IDatabase
    {
        private int writes;

        public bool IsSqlite => inner.IsSqlite;

        public Task<T> ReadAsync<T>(Func<System.Data.Common.DbConnection, Task<T>> read) => inner.ReadAsync(read);

        public Task<T> WriteAsync<T>(Func<System.Data.Common.DbConnection, System.Data.Common.DbTransaction?, Task<T>> write) =>
            writes++ == 0 ? inner.WriteAsync(write) : throw new IOException("It died.");

        public Task MigrateAsync(CancellationToken cancellationToken) => inner.MigrateAsync(cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

public sealed class SqliteArchiveTests : ArchiveTests
{
    [Fact]
    public async Task While_a_gateway_holds_the_lock_it_waits_and_goes_on()
    {
        await AddAsync(Finished(1, Clock.GetUtcNow().AddDays(-60)));
        var file = await WriteFileAsync();
        using var gateway = new SqliteConnection($"Data Source={Storage.File};Pooling=False");
        await gateway.OpenAsync();
        await gateway.ExecuteAsync("BEGIN IMMEDIATE");
        var removing = Remover.RemoveAsync(file);
        await Patience.UntilAsync(() => Clock.NextDue is not null, "it waits");
        await gateway.ExecuteAsync("ROLLBACK");
        Clock.Advance(TimeSpan.FromSeconds(1));
        (await removing).Orders.Should().Be(1);
    }
}

public sealed class PostgresArchiveTests : ArchiveTests
{
    private readonly string database = TestServers.Fresh();

    protected override void Configure(StorageOptions options) => options.Database = database;

    [Theory]
    [InlineData("orders")]
    [InlineData("deliveries")]
    public async Task An_order_of_which_somebody_writes_a_row_is_passed_over_and_not_waited_for(string table)
    {
        await AddAsync(Finished(1, Clock.GetUtcNow().AddDays(-60)));
        var file = await WriteFileAsync();
        var (begun, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        var writing = Storage.Get<IDatabase>().WriteAsync(async (connection, transaction) =>
        {
            await connection.ExecuteAsync($"UPDATE {table} SET version = version", transaction: transaction);
            begun.SetResult();
            await ended.Task;
            return 0;
        });
        await begun.Task;
        (await Remover.RemoveAsync(file)).Should().Be(new ArchiveRemoved(0, 0, 1));
        ended.SetResult();
        await writing;
        (await Remover.RemoveAsync(file)).Should().Be(new ArchiveRemoved(1, 1, 0));
    }
}
