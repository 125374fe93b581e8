using Npgsql;
using Orleans;
using Orleans.Runtime;
using Payments.Storage.States;

namespace Payments.Storage.Tests.Providers;

/// <summary>Our provider on PostgreSQL.</summary>
public sealed class PostgresGrainStorageTests : GrainStorageTests
{
    private readonly string database = TestServers.Fresh();

    protected override void Configure(StorageOptions options) => options.Database = database;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Provider = new DatabaseGrainStorage(Storage.Get<IStateStore>(), Storage.Get<JsonStateSerializer>());
    }

    [Fact]
    public async Task A_zero_character_fails_the_caller_who_brought_it_and_nobody_else()
    {
        var ids = Enumerable.Range(0, 50).Select(number => GrainId.Create("sample", $"zero-{number}")).ToArray();
        var states = ids.Select((_, number) => new GrainState<Sample>(new Sample { Text = number == 25 ? "a\0b" : "ab" })).ToArray();
        var writes = ids.Select((id, number) => Provider.WriteStateAsync("sample", id, states[number])).ToArray();
        await FluentActions.Awaiting(() => writes[25]).Should().ThrowAsync<PostgresException>();
        await Task.WhenAll(writes.Where((_, number) => number != 25));
    }
}
