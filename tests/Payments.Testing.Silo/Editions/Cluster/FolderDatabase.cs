using Payments.Testing.Databases;

namespace Payments.Testing.Silo;

/// <summary>Where an installation under test keeps its states: on the cluster edition in a PostgreSQL database that is found again by the installation's folder.</summary>
public static class FolderDatabase
{
    private const string FileName = "database";

    /// <summary>Installations that have ended would keep the server's connections for minutes otherwise.</summary>
    private const string SoonClosed = ";Connection Idle Lifetime=5;Connection Pruning Interval=1";

    private static readonly Lazy<PostgresServer> Server = new(Start);

    /// <summary>The setting <c>Database</c> of the installation in a folder.</summary>
    public static string Of(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file)) File.WriteAllText(file, Server.Value.CreateDatabase() + SoonClosed);
        return File.ReadAllText(file);
    }

    private static PostgresServer Start()
    {
        var server = PostgresServer.Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        return server;
    }
}
