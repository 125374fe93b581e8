using Payments.Testing.Databases;

namespace Payments.Storage.Tests;

/// <summary>The PostgreSQL servers of this assembly's tests, each started when a test asks for it first.</summary>
internal static class TestServers
{
    private static readonly Lazy<PostgresServer> Quick = new(() => PostgresServer.Start(isDurable: false));
    private static readonly Lazy<PostgresServer> Safe = new(() => PostgresServer.Start());
    private static readonly Lazy<string> Migrated = new(Migrate);

    /// <summary>A server whose commits wait for the disk.</summary>
    public static PostgresServer Durable => Safe.Value;

    /// <summary>A database that nobody has migrated yet.</summary>
    public static string Empty() => Quick.Value.CreateDatabase();

    /// <summary>A database as the first start of an installation makes it: a copy of one that all scripts were applied to.</summary>
    public static string Fresh() => Quick.Value.CreateDatabase(Migrated.Value);

    private static string Migrate()
    {
        var database = Empty();
        // Nobody may be connected to it when it is copied.
        var storage = StorageUnderTest.StartAsync(options => options.Database = database + ";Pooling=false").GetAwaiter().GetResult();
        storage.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return database;
    }
}
