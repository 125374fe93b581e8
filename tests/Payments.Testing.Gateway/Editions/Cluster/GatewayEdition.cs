using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Payments.Testing.Databases;
using Payments.Testing.Silo;

namespace Payments.Testing.Gateway;

/// <summary>What a gateway under test takes of the cluster edition: ports of its own, and a database that is found again by its folder.</summary>
internal static class GatewayEdition
{
    private const string DatabaseFile = "database";

    private static readonly Lazy<PostgresServer> Server = new(StartServer);

    public static IReadOnlyDictionary<string, string?> Settings(string folder)
    {
        var file = Path.Combine(folder, DatabaseFile);
        if (!File.Exists(file)) File.WriteAllText(file, Server.Value.CreateDatabase());
        return new Dictionary<string, string?>
        {
            ["Database"] = File.ReadAllText(file),
            ["Cluster:SiloPort"] = PostgresServer.FreePort().ToString(CultureInfo.InvariantCulture),
            ["Cluster:GatewayPort"] = PostgresServer.FreePort().ToString(CultureInfo.InvariantCulture),
        };
    }

    public static void Prepare(IServiceCollection services) => TestRuntime.PinClocks(services);

    private static PostgresServer StartServer()
    {
        var server = PostgresServer.Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        return server;
    }
}
