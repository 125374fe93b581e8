using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Api;

/// <summary>What everybody reads of where the nodes are.</summary>
public sealed class NodeNameTests
{
    [Fact]
    public async Task Services_are_named_by_their_domain_and_nodes_of_ones_own_by_a_number()
    {
        var chain = new ScriptedChain(confirmations: 3)
        {
            NodeUrls =
            [
                "https://api.trongrid.io/", "https://a1b2c3d4e5.bsc-mainnet.quiknode.pro/***", "https://rpc.nodes.co.uk/", "http://10.1.2.3:8545/", "http://[fd00::1]:8545/",
                "http://geth:8545/", "http://geth.eth.svc.cluster.local/", "https://bsc.example.com:8443/***?***",
            ],
        };
        await using var gateway = await GatewayHost.StartAsync(ScriptedChain.Settings, services => services.AddSingleton<IChainReaders>(chain));
        var status = await new ApiClient(gateway.Http).GetAsync("/network/status");
        status.Data["bsc"]!["nodes"]!.AsArray().Select(node => (string)node!["name"]!).Should().Equal(
            "trongrid.io", "quiknode.pro", "nodes.co.uk", "node 4", "node 5", "node 6", "node 7", "example.com");
    }
}
