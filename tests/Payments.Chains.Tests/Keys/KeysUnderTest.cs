using Microsoft.Extensions.Configuration;

namespace Payments.Chains.Tests.Keys;

/// <summary>Catalogs of the chains on their main and test networks.</summary>
internal static class KeysUnderTest
{
    public static readonly ChainCatalog Chains = new(new ConfigurationBuilder().Build());

    public static readonly ChainCatalog TestNets = new(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Chains:Bitcoin:ChainId"] = "3615443267",
    }).Build());
}
