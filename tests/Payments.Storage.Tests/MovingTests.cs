using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Dapper;
using Payments.Storage.Export;
using Payments.Storage.States;

namespace Payments.Storage.Tests;

/// <summary>Installations carried from one database to another, in every direction.</summary>
public sealed class MovingTests : IAsyncLifetime
{
    private readonly List<StorageUnderTest> storages = [];
    private readonly string folder = Directory.CreateTempSubdirectory("payments-moving-").FullName;

    private string ExportFile => Path.Combine(folder, "gateway.export");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var storage in storages) await storage.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Everything_arrives_and_is_exported_alike(bool fromPostgres, bool toPostgres)
    {
        var (source, target) = (await StartAsync(fromPostgres), await StartAsync(toPostgres));
        await FillAsync(source);

        var sent = await source.Get<DatabaseExport>().CopyAsync(ExportFile);
        var arrived = await target.Get<DatabaseImport>().RunAsync(ExportFile);
        arrived.Should().Equal(sent);
        sent.Should().Contain("orders pending CNY, millionths: 12345678901500000").And.Contain("orders completed USD, millionths: 10000")
            .And.Contain("unmatched bsc USDT: 340282366920938463463374607431768211456").And.Contain(line => line.StartsWith("orders: 251 rows", StringComparison.Ordinal))
            .And.Contain(line => line.StartsWith("user_entries: 250 rows", StringComparison.Ordinal));
        (await target.Get<DatabaseExport>().CopyAsync(ExportFile + "2")).Should().Equal(sent);

        var row = await target.Get<IStateStore>().ReadAsync(StateTable.Orders, "ord-00");
        row!.Value.Version.Should().Be(2);
        JsonDocument.Parse(row.Value.State).RootElement.GetProperty("number").GetString().Should().Be("尔 \u2028 \"quoted\"");
        (await target.Get<Settings>().NextAsync("pid")).Should().Be(1001, "the next merchant gets the next number");
        (await target.Get<IStateStore>().WriteAsync(StateTable.Orders, "ord-00", Order("pending", "CNY", "1"), 2)).Should().Be(3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_moved_installation_neither_starts_nor_takes_a_write_until_it_is_reopened(bool isPostgres)
    {
        var database = isPostgres ? TestServers.Fresh() : "";
        var source = await StartAsync(database, "here");
        await FillAsync(source);
        var store = source.Get<IStateStore>();
        var lines = await source.Get<DatabaseExport>().MoveAsync(ExportFile);
        (await (await StartAsync(isPostgres: true)).Get<DatabaseImport>().RunAsync(ExportFile)).Should().Equal(lines, "the mark stays behind");

        (await FluentActions.Awaiting(() => StartAsync(database, "here")).Should().ThrowAsync<InvalidOperationException>()).WithMessage("*was moved to another database*");
        await FluentActions.Awaiting(() => store.WriteAsync(StateTable.Orders, "ord-new", Order("pending", "CNY", "1"), null)).Should().ThrowAsync<Exception>().WithMessage("*was moved*");
        await FluentActions.Awaiting(() => store.WriteAsync(StateTable.Orders, "ord-00", Order("pending", "CNY", "1"), 2)).Should().ThrowAsync<Exception>().WithMessage("*was moved*");
        await FluentActions.Awaiting(() => source.Get<Settings>().NextAsync("pid")).Should().ThrowAsync<Exception>().WithMessage("*was moved*");
        (await store.ReadAsync(StateTable.Orders, "ord-00"))!.Value.Version.Should().Be(2);

        await source.Get<MovedMark>().RemoveAsync();
        await StartAsync(database, "here");
        (await store.WriteAsync(StateTable.Orders, "ord-00", Order("pending", "CNY", "1"), 2)).Should().Be(3);
    }

    [Fact]
    public async Task No_column_of_any_table_is_forgotten()
    {
        var columns = await (await StartAsync(isPostgres: false)).Get<IDatabase>().ReadAsync(connection => connection.QueryAsync<string>("""
            SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_xinfo(t.name) c
            WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name <> 'schema_versions' AND c.hidden = 0
                AND t.name NOT IN ('order_list', 'order_words', 'order_counts') -- which follow from orders
            """));
        var carried = columns.Where(column => !MovedTable.Derived.Contains(column[..column.IndexOf('.')]));
        MovedTable.All.SelectMany(table => table.Columns.Select(column => $"{table.Name}.{column.Name}")).Should().BeEquivalentTo(carried);
    }

    [Fact]
    public async Task Every_column_is_carried_as_what_it_is()
    {
        var columns = await (await StartAsync(isPostgres: true)).Get<IDatabase>().ReadAsync(connection =>
            connection.QueryAsync<(string Name, string Type)>("""
                SELECT table_name || '.' || column_name AS Name, data_type AS Type FROM information_schema.columns
                WHERE table_schema = 'public'
                """));
        var kinds = columns.ToDictionary(column => column.Name, column => column.Type switch
        {
            "text" => MovedColumn.Text,
            "bigint" or "integer" => MovedColumn.Number,
            "jsonb" => MovedColumn.Json,
            _ => (MovedColumn?)null,
        });

        var carried = MovedTable.All.SelectMany(table => table.Columns.Select(column => ($"{table.Name}.{column.Name}", column.Kind)));
        carried.Where(column => kinds[column.Item1] != column.Kind).Should().BeEmpty();
    }

    [Fact]
    public async Task A_database_with_anything_in_it_takes_no_import()
    {
        var (source, target) = (await StartAsync(isPostgres: false), await StartAsync(isPostgres: true));
        await FillAsync(source);
        await source.Get<DatabaseExport>().CopyAsync(ExportFile);
        await target.Get<Settings>().GetOrAddAsync("installation-key", "another");

        (await Importing(target).Should().ThrowAsync<InvalidOperationException>()).WithMessage("*not empty: settings has 1 rows*");
        (await target.Get<Settings>().NextAsync("pid")).Should().Be(1000);
    }

    [Theory]
    [InlineData("cut", "*ends early*")]
    [InlineData("row missing", "*does not agree with the file*")]
    [InlineData("money changed", "*does not agree with the file*")]
    [InlineData("other schema", "*schema*")]
    [InlineData("not an export", "*no export of a gateway*")]
    [InlineData("no JSON", "*broken*")]
    [InlineData("unknown table", "*no row of a known table*")]
    [InlineData("more behind the end", "*goes on behind its end*")]
    public async Task A_file_that_is_not_whole_leaves_nothing_behind(string fault, string message)
    {
        var (source, target) = (await StartAsync(isPostgres: false), await StartAsync(isPostgres: true));
        await FillAsync(source);
        await source.Get<DatabaseExport>().CopyAsync(ExportFile);
        var lines = Unzip();
        switch (fault)
        {
            case "cut": lines.RemoveAt(lines.Count - 1); break;
            case "row missing": lines.RemoveAt(7); break;
            case "money changed": lines[1] = lines[1].Replace("12345678901.50", "12345678901.40"); break;
            case "other schema": lines[0] = lines[0].Replace("\"schema\":", "\"schema\":9"); break;
            case "not an export": lines[0] = "{}"; break;
            case "no JSON": lines[3] = "["; break;
            case "more behind the end": lines.Add(lines[1]); break;
            default: lines[3] = lines[3].Replace("orders", "users"); break;
        }
        Zip(lines);

        (await Importing(target).Should().ThrowAsync<InvalidOperationException>()).WithMessage(message);
        (await target.Get<IStateStore>().ReadAsync(StateTable.Orders, "ord-00")).Should().BeNull();
        (await target.Get<Settings>().NextAsync("pid")).Should().Be(1000, "not even the numbers were touched");
    }

    [Fact]
    public async Task Bytes_that_are_no_archive_are_refused()
    {
        await File.WriteAllTextAsync(ExportFile, "not gzip at all");
        await Importing(await StartAsync(isPostgres: false)).Should().ThrowAsync<InvalidOperationException>().WithMessage("*broken*");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_cannot_be_read_back_is_no_export_and_moves_nothing(bool isPostgres)
    {
        var source = await StartAsync(isPostgres);
        await FillAsync(source);
        // As deep as JSON is read: written into a line, a row is deeper by one.
        await source.Get<IStateStore>().WriteAsync(StateTable.GrainStates, "deep", Encoding.UTF8.GetBytes(new string('[', 64) + new string(']', 64)), null);

        foreach (var write in new Func<string, Task>[] { source.Get<DatabaseExport>().CopyAsync, source.Get<DatabaseExport>().MoveAsync })
        {
            await FluentActions.Awaiting(() => write(ExportFile)).Should().ThrowAsync<DatabaseRefusalException>()
                .WithMessage("The file cannot be read back*");
        }
        Directory.GetFiles(folder).Should().BeEmpty();
        (await source.Get<MovedMark>().FindAsync()).Should().BeNull();
    }

    [Theory]
    [InlineData("row missing")]
    [InlineData("money changed")]
    [InlineData("cut")]
    public async Task An_export_is_compared_with_what_was_written(string fault)
    {
        var source = await StartAsync(isPostgres: false);
        await FillAsync(source);
        var written = await source.Get<DatabaseExport>().CopyAsync(ExportFile);
        await MovedFile.CheckAsync(ExportFile, MovedFormat.Export, written);
        var lines = Unzip();
        if (fault == "row missing") lines.RemoveAt(7);
        else if (fault == "money changed") lines[1] = lines[1].Replace("12345678901.50", "12345678901.40");
        else lines.RemoveAt(lines.Count - 1);
        Zip(lines);

        await FluentActions.Awaiting(() => MovedFile.CheckAsync(ExportFile, MovedFormat.Export, written)).Should()
            .ThrowAsync<DatabaseRefusalException>().WithMessage("The file cannot be read back*");
    }

    [Fact]
    public async Task A_file_is_never_written_over_and_is_private()
    {
        var source = await StartAsync(isPostgres: false);
        await source.Get<DatabaseExport>().CopyAsync(ExportFile);
        var before = await File.ReadAllBytesAsync(ExportFile);
        await source.Get<DatabaseExport>().Awaiting(export => export.MoveAsync(ExportFile)).Should().ThrowAsync<IOException>().WithMessage("*exists*");
        (await File.ReadAllBytesAsync(ExportFile)).Should().Equal(before);
        (await source.Get<MovedMark>().FindAsync()).Should().BeNull();
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(ExportFile).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private Func<Task> Importing(StorageUnderTest target) => () => target.Get<DatabaseImport>().RunAsync(ExportFile);

    private Task<StorageUnderTest> StartAsync(bool isPostgres) => StartAsync(isPostgres ? TestServers.Fresh() : "", $"{storages.Count}");

    private async Task<StorageUnderTest> StartAsync(string database, string name)
    {
        var storage = await StorageUnderTest.StartAsync(options => (options.Data, options.Database) = (Path.Combine(folder, name), database));
        storages.Add(storage);
        return storage;
    }

    private static async Task FillAsync(StorageUnderTest storage)
    {
        var store = storage.Get<IStateStore>();
        await store.WriteAsync(StateTable.Orders, "ord-00", Order("pending", "CNY", "1"), null);
        await store.WriteAsync(StateTable.Orders, "ord-00", Order("pending", "CNY", "12345678901.50"), 1);
        for (var i = 1; i <= 250; i++) await store.WriteAsync(StateTable.Orders, $"ord-{i:x2}", Order("completed", "USD", "0.00004"), null);
        await store.WriteAsync(StateTable.GrainStates, "watcher/bsc", """{"block":12,"empty":{},"none":null,"is":true,"list":[1,2,[3]]}"""u8.ToArray(), null);
        await store.WriteAsync(StateTable.UserWallets, "usr-m1-u1", Wallet(1), null);
        for (var number = 2; number <= 250; number++) await store.WriteAsync(StateTable.UserWallets, "usr-m1-u1", Wallet(number), number - 1);
        await storage.Get<Settings>().GetOrAddAsync("installation-key", "k1:sealed");
        await storage.Get<Settings>().NextAsync("pid");
        await storage.Get<IDatabase>().WriteAsync((connection, transaction) => connection.ExecuteAsync(
            "INSERT INTO unmatched_transfers (id, chain, address, token, units, sender, tx, block, block_hash, block_time, seen_at, assigned_order) VALUES ('t1','bsc','0xaa','USDT','340282366920938463463374607431768211455','0xf','0x1',1,'0xb',2,3,NULL), ('t2','bsc','0xaa','USDT','1','0xf','0x2',1,'0xb',2,3,'o')", transaction: transaction));
    }

    /// <summary>A wallet whose last entry has this number. The ledger has all of them, and an import gets that one twice.</summary>
    private static byte[] Wallet(int number) => Encoding.UTF8.GetBytes(
        $$"""{"v":1,"merchant":"m1","user":"u1","entries":[{"key":"c{{number}}","kind":"credit","currency":"CNY","sequence":{{number}},"amount":"1","from":"deposits","to":"available","available":"{{number}}","held":"0","at":{{number}}}]}""");

    private static byte[] Order(string status, string currency, string money) =>
        Encoding.UTF8.GetBytes($$"""{"v":1,"merchant":"m1","number":"尔 {{"\u2028"}} \"quoted\"","status":"{{status}}","currency":"{{currency}}","money":"{{money}}","createdAt":1767225600000}""");

    private List<string> Unzip()
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(ExportFile), CompressionMode.Decompress));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private void Zip(List<string> lines)
    {
        using var writer = new StreamWriter(new GZipStream(File.Create(ExportFile), CompressionLevel.Fastest));
        foreach (var line in lines) writer.Write($"{line}\n");
    }
}
