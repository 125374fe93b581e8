using Npgsql;
using Payments.Testing;

namespace Payments.Storage.Tests;

/// <summary>Scripts that are applied to a PostgreSQL database which others use meanwhile.</summary>
public sealed class MigrationTests
{
    /// <summary>The script that gives <c>wallet_addresses</c> its column <c>takes_coin</c>; as if it had not been applied yet.</summary>
    private const string Unapply = "ALTER TABLE wallet_addresses DROP COLUMN takes_coin; DELETE FROM schema_versions WHERE number = 11";

    private const string IsWaiting = """
        SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE d.datname = current_database()
                       AND l.relation = 'wallet_addresses'::regclass AND l.mode = 'AccessExclusiveLock' AND NOT l.granted)
        """;

    private readonly string database = TestServers.Empty();

    [Fact]
    public async Task A_script_may_take_longer_than_a_command()
    {
        await ExecuteAsync("""
            CREATE SEQUENCE dawdled;
            CREATE FUNCTION dawdle() RETURNS event_trigger LANGUAGE plpgsql AS
                $$ BEGIN IF nextval('dawdled') = 1 THEN PERFORM pg_sleep(1.5); END IF; END $$;
            CREATE EVENT TRIGGER dawdle ON ddl_command_start WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION dawdle();
            """);
        await using var storage = await StartAsync("Command Timeout=1");
        (await IsAppliedAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task Another_program_that_migrates_is_waited_for_longer_than_a_command_takes()
    {
        await using var other = await OpenAsync();
        await ExecuteAsync(other, $"SELECT pg_advisory_lock({0x5061796D656E7473})");
        var starting = StartAsync("Command Timeout=1");
        await using var looker = await OpenAsync();
        await UntilAsync(looker, "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory' AND clock_timestamp() - query_start > interval '1.5 seconds')", "it waits for the other program longer than a command may take");
        starting.IsCompleted.Should().BeFalse();

        await ExecuteAsync(other, "SELECT pg_advisory_unlock_all()");
        await using var storage = await starting;
        (await IsAppliedAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_script_that_waits_for_a_backup_lets_orders_pass_and_goes_through_after_it()
    {
        await using (await StartAsync("")) await ExecuteAsync(Unapply);
        await using var backup = await OpenAsync();
        await ExecuteAsync(backup, "BEGIN; SELECT count(*) FROM wallet_addresses");

        var starting = StartAsync("");
        await using var looker = await OpenAsync();
        // Twice, so that it is seen to try again.
        for (var tries = 0; tries < 2; tries++)
        {
            await UntilAsync(looker, IsWaiting, "the script waits for the table");
            // It comes behind the script and passes, because the script gives way. The backup does not.
            await ExecuteAsync("UPDATE wallet_addresses SET version = version WHERE key = 'adr-none'");
            starting.IsCompleted.Should().BeFalse("the backup reads the table still");
        }

        await ExecuteAsync(backup, "COMMIT");
        await using var storage = await starting;
        (await IsAppliedAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_program_that_lacks_nothing_starts_while_another_migrates()
    {
        await using (await StartAsync(""))
        {
        }
        await using var other = await OpenAsync();
        await ExecuteAsync(other, $"SELECT pg_advisory_lock({0x5061796D656E7473})");

        await using var storage = await StartAsync("").WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task What_was_applied_stays_when_a_later_script_fails()
    {
        await ExecuteAsync("CREATE TABLE unmatched_transfers (of_somebody_else integer)");
        await FluentActions.Awaiting(() => StartAsync("")).Should().ThrowAsync<PostgresException>();
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand("SELECT max(number) FROM schema_versions", connection);
        (await command.ExecuteScalarAsync()).Should().Be(1);

        await ExecuteAsync("DROP TABLE unmatched_transfers");
        await using var storage = await StartAsync("");
        (await IsAppliedAsync()).Should().BeTrue();
    }

    private Task<StorageUnderTest> StartAsync(string more) => StorageUnderTest.StartAsync(options => options.Database = $"{database};{more}");

    private async Task<bool> IsAppliedAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM schema_versions WHERE number = 22) AND EXISTS (SELECT FROM information_schema.columns WHERE column_name = 'takes_coin')", connection);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection($"{database};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task UntilAsync(NpgsqlConnection connection, string condition, string what)
    {
        await using var command = new NpgsqlCommand(condition, connection);
        await Patience.UntilAsync(async () => (bool)(await command.ExecuteScalarAsync())!, what);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await ExecuteAsync(connection, sql);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 60 };
        await command.ExecuteNonQueryAsync();
    }
}
