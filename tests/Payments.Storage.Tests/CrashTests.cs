using Dapper;

namespace Payments.Storage.Tests;

/// <summary>A writer that is killed at any moment loses nothing that it was told is stored.</summary>
public abstract class CrashTests
{
    /// <summary>Every tenth run dies while it opens the database: in a migration, or in the recovery from the kill before.</summary>
    private const int OpeningKills = 10;

    private protected static async Task<CrashRun> KillAsync(CrashRun crashes, int kills, int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < kills; run++) await crashes.KillAfterAsync(run + 100, run % OpeningKills == 0 ? 0 : random.Next(1, 2000));
        crashes.Orders.Should().HaveCountGreaterThan(kills * 10);
        crashes.Refused.Should().NotBeEmpty();
        crashes.Pairs.Should().NotBeEmpty();
        return crashes;
    }
}

public sealed class SqliteCrashTests : CrashTests
{
    private const int Kills = 100;

    [Fact]
    public async Task A_killed_writer_loses_nothing_that_SQLite_confirmed()
    {
        var folder = Directory.CreateTempSubdirectory("payments-crash-").FullName;
        var told = await KillAsync(new CrashRun(folder, "-"), Kills, seed: 1);

        await using (var storage = await StorageUnderTest.StartAsync(options => options.Data = folder))
        {
            var database = storage.Get<IDatabase>();
            await CrashAudit.CheckAsync(told, database);
            (await database.ReadAsync(connection => connection.QueryAsync<string>("PRAGMA integrity_check"))).Should().Equal("ok");
        }
        Directory.Delete(folder, recursive: true);
    }
}

public sealed class PostgresCrashTests : CrashTests
{
    private const int Kills = 20;

    [Fact]
    public async Task A_killed_writer_loses_nothing_that_PostgreSQL_confirmed()
    {
        var database = TestServers.Durable.CreateDatabase();
        var told = await KillAsync(new CrashRun("-", database), Kills, seed: 2);

        await using var storage = await StorageUnderTest.StartAsync(options => options.Database = database);
        await CrashAudit.CheckAsync(told, storage.Get<IDatabase>());
    }
}
