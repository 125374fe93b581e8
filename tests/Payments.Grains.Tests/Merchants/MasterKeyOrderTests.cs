using System.Data.Common;
using Payments.Grains.Merchants;
using Payments.Storage;

namespace Payments.Grains.Tests.Merchants;

/// <summary>The stored list of master keys.</summary>
public sealed class MasterKeyOrderTests : MerchantHost
{
    [Fact]
    public async Task A_list_that_cannot_be_written_is_given_up()
    {
        var order = new MasterKeyOrder(new Settings(new DeafDatabase(Host.Get<IDatabase>())));
        await FluentActions.Awaiting(() => order.IsNewestAsync(GrainHost.Keys(7).Current)).Should().ThrowAsync<InvalidOperationException>();
        (await new MasterKeyOrder(Host.Get<Settings>()).IsNewestAsync(GrainHost.Keys(7).Current)).Should().BeTrue();
    }

    /// <summary>Reads, and takes no change of what is there.</summary>
    private sealed class DeafDatabase(IDatabase inner) : IDatabase
    {
        public bool IsSqlite => inner.IsSqlite;

        public Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read) => inner.ReadAsync(read);

        public Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction?, Task<T>> write) => typeof(T) == typeof(int) ? Task.FromResult(default(T)!) : inner.WriteAsync(write);

        public Task MigrateAsync(CancellationToken cancellationToken) => inner.MigrateAsync(cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
