using Payments.Storage.States;

namespace Payments.Storage.Tests.Providers;

/// <summary>Our provider on PostgreSQL.</summary>
[Collection("postgres")]
public sealed class PostgresGrainStorageTests(PostgresFixture postgres) : GrainStorageTests
{
    private readonly string database = postgres.Server.CreateDatabase();

    protected override void Configure(StorageOptions options) => options.Database = database;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Provider = new DatabaseGrainStorage(Storage.Get<IStateStore>(), Storage.Get<JsonStateSerializer>());
    }
}
