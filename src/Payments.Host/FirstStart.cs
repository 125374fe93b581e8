using Payments.Chains;
using Payments.Host.Configuration;

namespace Payments.Host;

/// <summary>What whoever starts a gateway for the first time does next.</summary>
internal static class FirstStart
{
    /// <summary>Says it, in a few lines.</summary>
    public static void Tell(IServiceProvider services, GatewaySettings settings, TextWriter output)
    {
        var address = settings.Root();
        output.WriteLine("What to do next:");
        if (!services.GetRequiredService<ChainCatalog>().On.Any())
            output.WriteLine("- switch on a chain by the URL of a node, and start again: PAYMENTS_Chains__Bsc__Rpc=https://your-bsc-node");
        output.WriteLine(
            $"- keep a copy of {Path.Combine(settings.Data, KeyFiles.MasterFile)} elsewhere: without it no backup can be read");
        output.WriteLine($"- register a merchant: curl {address}/api/v1/merchants -H 'Content-Type: application/json' " +
            "-d '{\"name\":\"My Store\",\"email\":\"store@example.com\"}'");
        output.WriteLine($"- look at {address}/ops; README.md goes on from here");
    }
}
