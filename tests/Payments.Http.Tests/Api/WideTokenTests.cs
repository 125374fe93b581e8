using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;
using Payments.Storage;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Api;

/// <summary>A token of so many decimals that some amounts in it are beyond 128 bits: bounds of lists are exact all the same.</summary>
public sealed class WideTokenTests : IAsyncLifetime
{
    private const string Address = "0x00000000000000000000000000000000000000f1";

    private GatewayHost host = null!;

    public async Task InitializeAsync() => host = await GatewayHost.StartAsync(new Dictionary<string, string?>
    {
        ["Chains:Ethereum:Rpc"] = ApiGateway.DeadNode,
        ["Chains:Ethereum:Tokens:WIDE:Contract"] = $"0x{new string('1', 40)}",
        ["Chains:Ethereum:Tokens:WIDE:Decimals"] = "36",
        ["Logging:LogLevel:Default"] = "None",
    });

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task An_amount_beyond_every_number_leaves_out_and_dismisses_all_of_the_token()
    {
        var (client, merchant) = await new ApiClient(host.Http).RegisterAsync("wide@example.com");
        MerchantId.TryParse((string)merchant["merchant_id"]!, out var id).Should().BeTrue();
        foreach (var token in new[] { "USDT", "WIDE" }) await host.AddWalletAsync(id, "ethereum", token, Address);
        var usdt = await ReceiveAsync("USDT", 2_000_000_000);
        var (small, most) = (await ReceiveAsync("WIDE", 7), await ReceiveAsync("WIDE", UInt128.MaxValue));

        (await ListAsync("?least=340")).Should().BeEquivalentTo([usdt, most], "340 tokens are a number that units can reach");
        (await ListAsync("?least=341")).Should().BeEquivalentTo([usdt], "341 are none");
        (await ListAsync("?least=100000000")).Should().BeEmpty();
        (await ListAsync("")).Should().BeEquivalentTo([usdt, small, most]);
        var dismissed = await client.PostAsync("/transfers/unmatched/dismiss", """{"below":1000,"token":"wide"}""");
        (dismissed.Status, (int)dismissed.Data["dismissed"]!).Should().Be((HttpStatusCode.OK, 2));
        (await ListAsync("")).Should().BeEquivalentTo([usdt]);

        async Task<IReadOnlyList<string>> ListAsync(string query) =>
            [.. (await client.GetAsync("/transfers/unmatched" + query)).Data["transfers"]!.AsArray()
                .Select(item => (string)item!["transfer_id"]!)];
    }

    private async Task<string> ReceiveAsync(string token, UInt128 units)
    {
        var transfer = new Transfer
        {
            Id = TransferId.Of(ChainId.Ethereum, $"0x{token}{units}", "0"),
            Chain = ChainId.Ethereum,
            Token = token,
            Units = units,
            From = "0x00000000000000000000000000000000000000aa",
            To = Address,
            Transaction = $"0x{token}{units}",
            Block = 7,
            BlockHash = "0x07",
            BlockTime = TimeProvider.System.GetUtcNow(),
        };
        await host.Services.GetRequiredService<TransferStore>().AddAsync([transfer], null);
        return transfer.Id.Value;
    }
}
