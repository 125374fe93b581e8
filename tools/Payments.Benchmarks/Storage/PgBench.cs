using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Payments.Testing.Databases;

namespace Payments.Benchmarks.Storage;

/// <summary>The reference for PostgreSQL: <c>pgbench</c> with one-row INSERT transactions of the same JSON into a table with nothing but a key.</summary>
public static class PgBench
{
    private const int Clients = 32;
    private const int Seconds = 5;

    /// <summary>Transactions per second.</summary>
    public static async Task<double> RateAsync(PostgresServer server, string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using (var create = source.CreateCommand("CREATE TABLE reference (key text NOT NULL PRIMARY KEY, version integer NOT NULL, state jsonb NOT NULL)"))
            await create.ExecuteNonQueryAsync();
        var script = Path.GetTempFileName();
        try
        {
            var state = SampleOrder.Template.Replace("<id>", new string('0', 32)).Replace("<address>", $"0x{0:x40}").Replace("<units>", "1000");
            await File.WriteAllTextAsync(script, $"""
                \set n random(1, 9000000000000000)
                INSERT INTO reference (key, version, state) VALUES ('ord-' || md5((:n)::text), 1, '{state}');
                """);
            return await RunAsync(server, new NpgsqlConnectionStringBuilder(database), script);
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static async Task<double> RunAsync(PostgresServer server, NpgsqlConnectionStringBuilder database, string script)
    {
        using var process = Process.Start(new ProcessStartInfo(PostgresServer.Program("pgbench"),
            ["-n", "-M", "prepared", "-c", $"{Clients}", "-j", "2", "-T", $"{Seconds}", "-f", script, "-h", "127.0.0.1", "-p", $"{server.Port}", "-U", database.Username!, database.Database!])
        { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var line = output.Split('\n').FirstOrDefault(line => line.StartsWith("tps = ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"pgbench ended with {process.ExitCode}: {output}");
        return double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture);
    }
}
