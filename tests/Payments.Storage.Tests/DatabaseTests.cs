namespace Payments.Storage.Tests;

/// <summary>Tests of storage over a fresh database.</summary>
public abstract class DatabaseTests : IAsyncLifetime
{
    protected StorageUnderTest Storage { get; private set; } = null!;

    /// <summary>Names the database; without a name it is SQLite.</summary>
    protected virtual void Configure(StorageOptions options)
    {
    }

    public virtual async Task InitializeAsync() => Storage = await StorageUnderTest.StartAsync(Configure);

    public virtual async Task DisposeAsync() => await Storage.DisposeAsync();
}
