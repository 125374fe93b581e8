using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Payments.Testing.Databases;
using Payments.Testing.Silo;

namespace Payments.Testing.Gateway;

/// <summary>What a gateway under test takes of the cluster edition: ports and a database of its own.</summary>
internal static class GatewayEdition
{
    public static IReadOnlyDictionary<string, string?> Settings(string folder, string cluster) => new Dictionary<string, string?>
    {
        ["Database"] = FolderDatabase.Of(folder),
        ["Cluster:Name"] = cluster,
        ["Cluster:SiloPort"] = PostgresServer.FreePort().ToString(CultureInfo.InvariantCulture),
        ["Cluster:GatewayPort"] = PostgresServer.FreePort().ToString(CultureInfo.InvariantCulture),
    };

    public static void Prepare(IServiceCollection services) => TestRuntime.PinClocks(services);
}
