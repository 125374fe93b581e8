using System.Globalization;
using Dapper;
using Payments.Storage.States;
using Payments.Testing;

namespace Payments.Storage.Tests;

/// <summary>What is searched is generated from paths in the JSON: the golden files of stored states have each of them.</summary>
public abstract class GeneratedColumnTests : DatabaseTests
{
    /// <summary>Generated columns of a table, by the database's own catalogue.</summary>
    protected abstract string ColumnsSql { get; }

    [Theory]
    [InlineData("order", "ord-0f8fad5bd9cb469fa16570867728950e", 11)]
    [InlineData("delivery", "dlv-0f8fad5bd9cb469fa16570867728950e-1", 6)]
    [InlineData("merchant", "mch-7c9e6679742540de944be07fc1f90ae7", 3)]
    [InlineData("wallet-address", "adr-bsc-0x52908400098527886e0f7030069857d2e4169ee7", 12)]
    [InlineData("user-wallet", "usr-7c9e6679742540de944be07fc1f90ae7-user-1", 2)]
    public async Task Every_generated_column_finds_its_field_in_the_golden_file(string state, string grainKey, int atLeast)
    {
        var golden = await File.ReadAllBytesAsync(Path.Combine(Repository.Root,
            $"tests/Payments.Grains.Tests/Persistence/Golden/{state}.json"));
        var (table, key) = StateTables.Locate(state, grainKey);
        await Storage.Get<IStateStore>().WriteAsync(table, key, golden, null);

        var database = Storage.Get<IDatabase>();
        var columns = (await database.ReadAsync(connection => connection.QueryAsync<string>(ColumnsSql, new { table = table.SqlName() }))).AsList();
        columns.Should().HaveCountGreaterThanOrEqualTo(atLeast).And.OnlyHaveUniqueItems();
        var row = (IDictionary<string, object?>)await database.ReadAsync(connection => connection.QuerySingleAsync($"SELECT {string.Join(", ", columns)} FROM {table.SqlName()}"));
        row.Where(column => column.Value is null or "").Should().BeEmpty("the paths of these columns lead nowhere");
        // This one has a value wherever its field is missing; the golden file says the opposite of that value.
        if (row.TryGetValue("takes_coin", out var takesCoin)) Convert.ToInt32(takesCoin, CultureInfo.InvariantCulture).Should().Be(0);
    }
}

public sealed class SqliteGeneratedColumnTests : GeneratedColumnTests
{
    protected override string ColumnsSql => "SELECT name FROM pragma_table_xinfo(@table) WHERE hidden IN (2, 3)";
}

public sealed class PostgresGeneratedColumnTests : GeneratedColumnTests
{
    private readonly string database = TestServers.Fresh();

    protected override string ColumnsSql => "SELECT column_name FROM information_schema.columns WHERE table_name = @table AND is_generated = 'ALWAYS'";

    protected override void Configure(StorageOptions options) => options.Database = database;
}
