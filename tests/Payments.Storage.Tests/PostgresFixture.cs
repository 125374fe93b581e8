using Payments.Testing.Databases;

namespace Payments.Storage.Tests;

/// <summary>One PostgreSQL server for all tests of this assembly.</summary>
public sealed class PostgresFixture : IDisposable
{
    public PostgresServer Server { get; } = PostgresServer.Start();

    public void Dispose() => Server.Dispose();
}

[CollectionDefinition("postgres")]
public sealed class PostgresCollection : ICollectionFixture<PostgresFixture>;
