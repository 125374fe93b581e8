using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Payments.Storage;
using Payments.Testing.Databases;

namespace Payments.Testing.Silo;

/// <summary>
/// Where installations under test keep their states: in an SQLite file in their folder, or, when the variable <see cref="Variable"/> is <c>postgres</c>, in a PostgreSQL database that is found again by the
/// folder. <c>scripts/test.sh</c> runs the suites of grains and HTTP on both.
/// </summary>
public static class TestDatabase
{
    /// <summary>The environment variable that says which database.</summary>
    public const string Variable = "TEST_DATABASE";

    private const string FileName = "database";

    /// <summary>Installations that have ended would keep the server's connections for minutes otherwise.</summary>
    private const string SoonClosed = ";Connection Idle Lifetime=5;Connection Pruning Interval=1";

    /// <summary>So many databases of removed installations are dropped in one go.</summary>
    private const int DropBatch = 25;

    private static readonly Lazy<PostgresServer> Server = new(() => PostgresServer.Start(isDurable: false));
    private static readonly Lazy<string> Fresh = new(Migrate);
    private static readonly Lock DatabasesLock = new();
    private static readonly Dictionary<string, string> DatabaseOfFile = [];

    /// <summary>Whether installations are on PostgreSQL unless a test says otherwise.</summary>
    public static bool IsPostgres { get; } = Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" or "sqlite" => false,
        "postgres" => true,
        var other => throw new InvalidOperationException($"{Variable} is '{other}': expected sqlite or postgres."),
    };

    /// <summary>The setting <c>Database</c> of the installation in a folder.</summary>
    public static string Of(string folder) => IsPostgres ? PostgresOf(folder) : "";

    /// <summary>The same for a test that needs PostgreSQL, because it has several processes for example.</summary>
    public static string PostgresOf(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (File.Exists(file)) return File.ReadAllText(file);

        DropRemoved();
        var database = Server.Value.CreateDatabase(Fresh.Value) + SoonClosed;
        File.WriteAllText(file, database);
        lock (DatabasesLock) DatabaseOfFile[file] = database;
        return database;
    }

    /// <summary>Drops the databases of installations whose folders are gone: all of a run's would fill a disk.</summary>
    private static void DropRemoved()
    {
        string[] databases;
        lock (DatabasesLock)
        {
            var removed = DatabaseOfFile.Keys.Where(file => !File.Exists(file)).ToList();
            if (removed.Count < DropBatch) return;
            databases = [.. removed.Select(file => DatabaseOfFile[file])];
            removed.ForEach(file => DatabaseOfFile.Remove(file));
        }
        Server.Value.DropDatabases(databases);
    }

    /// <summary>A database as every installation's first start makes it: some thirty scripts, run once for all of them.</summary>
    private static string Migrate()
    {
        var database = Server.Value.CreateDatabase();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.Configure<StorageOptions>(options => options.Database = database + ";Pooling=false").AddPaymentsStorage();
        using var host = builder.Build();
        host.Start();
        host.StopAsync().GetAwaiter().GetResult();
        return database;
    }
}
