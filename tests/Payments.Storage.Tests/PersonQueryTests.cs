using System.Text;
using Payments.Storage.Queries;
using Payments.Storage.States;

namespace Payments.Storage.Tests;

/// <summary>What is looked up among people of the console, on both databases.</summary>
public abstract class PersonQueryTests : DatabaseTests
{
    [Fact]
    public async Task Operators_and_sealed_factors_are_found_by_their_fields_alone()
    {
        await WriteAsync("person/per-1", """{"email":"olga@example.com","isOperator":true,"sealedSecret":"k1:AAAA"}""");
        await WriteAsync("person/per-2", """{"email":"ben@example.com","isOperator":false,"sealedSecret":"k2:AAAA"}""");
        await WriteAsync("person/per-3", """{"email":"anna@example.com","isOperator":true}""");
        await WriteAsync("person/per-4", """{"email":"carl@example.com"}""");
        await WriteAsync("provider/prv-1", """{"email":"no@example.com","isOperator":true,"sealedSecret":"k3:AAAA"}""");
        var people = Storage.Get<PersonQueries>();
        (await people.OperatorsAsync()).Should().Equal("anna@example.com", "olga@example.com");
        var found = new List<(string, string)>();
        await foreach (var one in people.SealedAsync()) found.Add(one);
        found.Should().Equal(("per-1", "k1"), ("per-2", "k2"));
    }

    private Task WriteAsync(string key, string state) =>
        Storage.Get<IStateStore>().WriteAsync(StateTable.GrainStates, key, Encoding.UTF8.GetBytes(state), null);
}

/// <summary>The same on SQLite.</summary>
public sealed class SqlitePersonQueryTests : PersonQueryTests;

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresPersonQueryTests : PersonQueryTests
{
    private readonly string database = TestServers.Fresh();

    protected override void Configure(StorageOptions options) => options.Database = database;
}
