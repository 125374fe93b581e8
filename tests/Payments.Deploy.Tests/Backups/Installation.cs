using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Payments.Testing;
using Payments.Testing.Databases;
using Payments.Testing.Gateway;

namespace Payments.Deploy.Tests.Backups;

/// <summary>A place for a gateway: a data folder of its own, and a database in it or on a PostgreSQL server.</summary>
internal sealed class Installation(PostgresServer? server, IReadOnlyDictionary<string, string> shared) : IDisposable
{
    private readonly string database = server?.CreateDatabase() ?? "";

    /// <summary>The data folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("payments-installation-").FullName;

    /// <summary>The settings of a gateway here.</summary>
    public Dictionary<string, string> Settings => new(shared) { ["Data"] = Folder, ["Database"] = database };

    /// <summary>How a query here says an order's number.</summary>
    public string Number => server is null ? "json_extract(state, '$.number')" : "state ->> 'number'";

    /// <summary>Runs a script of the product for this place.</summary>
    public Task<(int Code, string Output)> RunAsync(string script, params string[] arguments) =>
        Script.RunAsync(Path.Combine(Repository.Root, "scripts", script), arguments, [.. GatewayProcess.Variables(Settings), new("PAYMENTS", $"dotnet {GatewayProcess.Program}")]);

    /// <summary>The first column of what a query finds.</summary>
    public IReadOnlyList<string> Strings(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        return rows;
    }

    /// <summary>Runs a statement that finds nothing.</summary>
    public void Execute(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private DbConnection Open()
    {
        DbConnection connection = server is null ? new SqliteConnection($"Data Source={Path.Combine(Folder, "payments.db")};Pooling=False") : new NpgsqlConnection(database + ";Pooling=false");
        connection.Open();
        return connection;
    }
}
