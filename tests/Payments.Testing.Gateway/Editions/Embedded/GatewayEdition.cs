using Microsoft.Extensions.DependencyInjection;

namespace Payments.Testing.Gateway;

/// <summary>What a gateway under test takes of the embedded edition: nothing, its database is a file in its folder.</summary>
internal static class GatewayEdition
{
    public static IReadOnlyDictionary<string, string?> Settings(string folder, string cluster) => new Dictionary<string, string?>();

    public static void Prepare(IServiceCollection services)
    {
    }
}
