using Dapper;
using Microsoft.Data.Sqlite;
using Payments.Storage.Databases.Sqlite;
using Payments.Storage.States;

namespace Payments.Storage.Tests;

public sealed class SqliteStorageTests : StorageTests
{
    [Fact]
    public async Task A_transaction_that_SQLite_takes_back_fails_all_of_it_and_leaves_nothing()
    {
        var database = Storage.Get<IDatabase>();
        var store = Storage.Get<IStateStore>();
        using var started = new ManualResetEventSlim();
        using var batch = new ManualResetEventSlim();
        var blocker = database.WriteAsync((_, _) =>
        {
            started.Set();
            batch.Wait();
            return Task.FromResult(0);
        });
        started.Wait();

        // These three wait for the blocker and so share one transaction.
        var before = store.WriteAsync(StateTable.GrainStates, "before", "{}"u8.ToArray(), null);
        var rollback = database.WriteAsync((connection, _) => connection.ExecuteAsync("ROLLBACK"));
        var after = store.WriteAsync(StateTable.GrainStates, "after", "{}"u8.ToArray(), null);
        batch.Set();

        await blocker;
        foreach (var task in new Task[] { before, rollback, after }) await FluentActions.Awaiting(() => task).Should().ThrowAsync<Exception>();
        (await store.ReadAsync(StateTable.GrainStates, "before")).Should().BeNull();
        (await store.ReadAsync(StateTable.GrainStates, "after")).Should().BeNull();
        (await store.WriteAsync(StateTable.GrainStates, "after", "{}"u8.ToArray(), null)).Should().Be(1, "the writer goes on");
    }

    [Fact]
    public async Task While_another_program_holds_the_lock_writes_are_refused_soon_and_go_on_afterwards()
    {
        var store = Storage.Get<IStateStore>();
        using var other = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Storage.File, Pooling = false }.ToString());
        await other.OpenAsync();
        await other.ExecuteAsync("BEGIN IMMEDIATE");
        var began = TimeProvider.System.GetTimestamp();
        for (var turn = 0; turn < 3; turn++)
            await store.Awaiting(store => store.WriteAsync(StateTable.GrainStates, "locked", "{}"u8.ToArray(), null)).Should()
                .ThrowAsync<TimeoutException>();
        TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(TimeSpan.FromSeconds(6), "only the first waits long");
        (await store.ReadAsync(StateTable.GrainStates, "locked")).Should().BeNull();
        await other.ExecuteAsync("ROLLBACK");
        (await store.WriteAsync(StateTable.GrainStates, "locked", "{}"u8.ToArray(), null)).Should().Be(1);
    }

    [Fact]
    public async Task SQLite_is_not_older_than_the_version_whose_faults_are_mended()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        Version.Parse(connection.ServerVersion).Should().BeGreaterThanOrEqualTo(new Version(3, 50, 3));
    }

    [Fact]
    public void The_files_and_a_folder_that_is_made_for_them_are_their_owners_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(Storage.File)!, "payments.db*"))
            File.GetUnixFileMode(file).Should().Be(owner, file);

        var folder = Path.Combine(Path.GetDirectoryName(Storage.File)!, "made", "here");
        PrivateStore.Prepare(folder, "a.db");
        File.GetUnixFileMode(folder).Should().Be(owner | UnixFileMode.UserExecute);
        var opened = Path.Combine(folder, "a.db");
        File.SetUnixFileMode(opened, owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        PrivateStore.Prepare(folder, "a.db");
        File.GetUnixFileMode(opened).Should().Be(owner, "a file of an earlier version");
    }

    [Fact]
    public async Task The_writer_syncs_every_commit()
    {
        var settings = await Storage.Get<IDatabase>().WriteAsync(async (connection, _) => (
            await connection.ExecuteScalarAsync<string>("PRAGMA journal_mode"), await connection.ExecuteScalarAsync<long>("PRAGMA synchronous")));
        settings.Should().Be(("wal", 2L));
    }
}
