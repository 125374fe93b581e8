namespace Payments.Storage.Tests;

public sealed class SqliteStorageTests : StorageTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("payments-sqlite-").FullName;

    protected override void Configure(StorageOptions options) => options.Data = folder;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
