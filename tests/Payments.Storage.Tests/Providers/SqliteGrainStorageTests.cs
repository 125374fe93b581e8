using Payments.Storage.States;

namespace Payments.Storage.Tests.Providers;

/// <summary>Our provider on SQLite.</summary>
public sealed class SqliteGrainStorageTests : GrainStorageTests
{
    protected override int LongestKey => 20_000;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Provider = new DatabaseGrainStorage(Storage.Get<IStateStore>(), Storage.Get<JsonStateSerializer>());
    }
}
