using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Payments.Storage;
using Payments.Storage.States;

namespace Payments.Grains.Tests;

/// <summary>A database that a process loses when it dies: nothing that it has not begun to write by then is written.</summary>
internal sealed class MortalStorage(IDatabase inner, ProcessLife life) : IDatabase
{
    public bool IsSqlite => inner.IsSqlite;

    /// <summary>Puts it in front of the product's database. What is made from that database itself goes on being made from it.</summary>
    public static ProcessLife Add(IServiceCollection services)
    {
        var life = new ProcessLife();
        var make = FactoryOf(services, typeof(IDatabase));
        services.AddSingleton(life);
        services.AddSingleton(provider => new Real((IDatabase)make(provider)));
        services.AddSingleton<IDatabase>(provider => new MortalStorage(provider.GetRequiredService<Real>().Database, life));
        foreach (var type in new[] { typeof(IStateStore), typeof(DbDataSource) })
        {
            var next = FactoryOf(services, type);
            services.AddSingleton(type, provider => next(new OfReal(provider)));
        }
        return life;
    }

    public Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read)
    {
        life.Check();
        return inner.ReadAsync(read);
    }

    public Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction?, Task<T>> write) => inner.WriteAsync((connection, transaction) =>
    {
        life.Check();
        return write(connection, transaction);
    });

    public Task MigrateAsync(CancellationToken cancellationToken) => inner.MigrateAsync(cancellationToken);

    /// <summary>The container ends the real one.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Func<IServiceProvider, object> FactoryOf(IServiceCollection services, Type type) =>
        services.Last(service => service.ServiceType == type).ImplementationFactory!;

    private sealed class Real(IDatabase database) : IAsyncDisposable
    {
        public IDatabase Database { get; } = database;

        public ValueTask DisposeAsync() => Database.DisposeAsync();
    }

    /// <summary>Services that have the real database for theirs.</summary>
    private sealed class OfReal(IServiceProvider services) : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            serviceType == typeof(IDatabase) ? services.GetRequiredService<Real>().Database : services.GetService(serviceType);
    }
}
