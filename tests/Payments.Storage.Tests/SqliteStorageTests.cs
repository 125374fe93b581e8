using Dapper;
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
    public async Task The_writer_syncs_every_commit()
    {
        var settings = await Storage.Get<IDatabase>().WriteAsync(async (connection, _) => (
            await connection.ExecuteScalarAsync<string>("PRAGMA journal_mode"), await connection.ExecuteScalarAsync<long>("PRAGMA synchronous")));
        settings.Should().Be(("wal", 2L));
    }
}
