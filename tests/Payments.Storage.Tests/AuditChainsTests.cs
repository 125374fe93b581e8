using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Payments.Domain.Audit;
using Payments.Storage.Audit;
using Payments.Storage.States;

namespace Payments.Storage.Tests;

/// <summary>The audit log beside the states that it is of: nothing of it gets lost, and whatever does not fit is named.</summary>
public abstract class AuditChainsTests : DatabaseTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_123);
    private static readonly string Owner = new('a', 32);

    /// <summary>Every kind of state that has a chain: its table, its key there, and the chain's.</summary>
    public static TheoryData<StateTable, string, string> Chains => new()
    {
        { StateTable.Merchants, $"mch-{Owner}", $"mch-{Owner}" },
        { StateTable.Orders, $"ord-{Owner}", $"ord-{Owner}" },
        { StateTable.GrainStates, $"pay-link/lnk-{Owner}-0123456789ab", $"lnk-{Owner}-0123456789ab" },
        { StateTable.GrainStates, $"payout-book/pyo-{Owner}", $"pyo-{Owner}" },
        { StateTable.GrainStates, "rate/rate-USDT-CNY", "rate-USDT-CNY" },
        { StateTable.GrainStates, "chain-watcher/chain-bsc", "chain-bsc" },
        { StateTable.GrainStates, "risk-book/rsk-installation", "rsk-installation" },
        { StateTable.GrainStates, $"person/per-{Owner}", $"per-{Owner}" },
        { StateTable.GrainStates, "extended-key/xpk-bitcoin-1", "xpk-bitcoin-1" },
        { StateTable.GrainStates, "operator-log/opl-installation", "opl-installation" },
        { StateTable.WalletAddresses, "adr-bsc-0x1", "adr-bsc-0x1" },
    };

    private AuditChains Log => Storage.Get<AuditChains>();

    private IStateStore Store => Storage.Get<IStateStore>();

    [Theory]
    [MemberData(nameof(Chains))]
    public async Task A_state_that_was_put_back_is_named_before_and_after_its_next_change_and_no_entry_is_lost(
        StateTable table, string key, string chain)
    {
        var first = Entry(null, chain, "first");
        var second = Entry(first, chain, "second");
        var version = await WriteAsync(table, key, first, null);
        version = await WriteAsync(table, key, second, version);
        (await Log.CheckAsync(CancellationToken.None)).Should().BeEquivalentTo(new AuditCheck(2, 1, 0, []));

        version = await WriteAsync(table, key, first, version);
        (await BrokenAsync()).Should()
            .Be($"{chain}: the log has 2 entries and the state holds entry 1: the state was put back to an earlier one");

        var other = Entry(first, chain, "other");
        version = await WriteAsync(table, key, other, version);
        (await BrokenAsync()).Should().StartWith($"{chain}: entry 2 is there twice");
        version = await WriteAsync(table, key, other, version);
        await WriteAsync(table, key, Entry(other, chain, "third"), version);
        (await BrokenAsync()).Should().StartWith($"{chain}: entry 2 is there twice");
        (await EntriesAsync(chain)).Should().Equal("first", "other", "second", "third");
    }

    [Theory]
    [MemberData(nameof(Chains))]
    public async Task Whatever_the_log_lacks_of_a_state_is_named(StateTable table, string key, string chain)
    {
        var first = Entry(null, chain, "first");
        var second = Entry(first, chain, "second");
        var version = await WriteAsync(table, key, first, null);
        await WriteAsync(table, key, second, version);

        await RunAsync("DELETE FROM audit_log WHERE number = 2");
        (await BrokenAsync()).Should().Be($"{chain}: entry 2, which the state itself holds, is not in the log");
        await RunAsync("DELETE FROM audit_log");
        (await BrokenAsync()).Should().Be($"{chain}: entry 2, which the state itself holds, is not in the log");
    }

    [Fact]
    public async Task More_chains_than_are_read_at_once_are_followed_each_on_its_own()
    {
        for (var i = 0; i < 1_100; i++)
        {
            var key = $"ord-{i:D32}";
            await WriteAsync(StateTable.Orders, key, i % 2 == 0 ? Entry(null, key, "only") : null, null);
        }
        (await Log.CheckAsync(CancellationToken.None)).Should().BeEquivalentTo(new AuditCheck(550, 550, 0, []));
        await RunAsync($"DELETE FROM audit_log WHERE chain = 'ord-{1_098:D32}'");
        await RunAsync($"UPDATE audit_log SET entry = entry || ' ' WHERE chain = 'ord-{998:D32}'");
        var found = await Log.CheckAsync(CancellationToken.None);
        found.Examples.Should().HaveCount(2);
        found.Examples[0].Should().StartWith($"ord-{998:D32}: entry 1 does not continue");
        found.Examples[1].Should().StartWith($"ord-{1_098:D32}: entry 1, which");
    }

    private static AuditMark Entry(AuditMark? last, string chain, string what) =>
        AuditChain.Append(last, chain, AuditActor.Gateway, what, null, [], Now);

    private Task<int> WriteAsync(StateTable table, string key, AuditMark? mark, int? version)
    {
        var state = new JsonObject
        {
            ["v"] = 1,
            ["id"] = Owner,
            ["merchant"] = Owner,
            ["number"] = key,
            ["status"] = "pending",
            ["currency"] = "CNY",
            ["money"] = "1",
            ["createdAt"] = Now.ToUnixTimeMilliseconds(),
            ["payouts"] = new JsonArray(),
        };
        if (mark is not null)
        {
            state["audit"] = new JsonObject
            {
                ["number"] = mark.Number,
                ["at"] = mark.At.ToUnixTimeMilliseconds(),
                ["entry"] = mark.Entry,
                ["hash"] = mark.Hash,
            };
        }
        return Store.WriteAsync(table, key, JsonSerializer.SerializeToUtf8Bytes(state), version);
    }

    private async Task<string> BrokenAsync()
    {
        var found = await Log.CheckAsync(CancellationToken.None);
        found.Broken.Should().Be(1);
        return found.Examples.Should().ContainSingle().Subject;
    }

    private async Task<IEnumerable<string>> EntriesAsync(string chain)
    {
        var rows = await Storage.Get<IDatabase>().ReadAsync(connection =>
            connection.QueryAsync<string>("SELECT entry FROM audit_log WHERE chain = @chain", new { chain }));
        return rows.Select(row => AuditChain.Read(row)!.What).Order();
    }

    private Task<int> RunAsync(string sql) =>
        Storage.Get<IDatabase>().WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction));
}

public sealed class SqliteAuditChainsTests : AuditChainsTests;

public sealed class PostgresAuditChainsTests : AuditChainsTests
{
    private readonly string database = TestServers.Fresh();

    protected override void Configure(StorageOptions options) => options.Database = database;
}
