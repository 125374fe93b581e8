using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Payments.Http.Cashier;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Common;

/// <summary>The most connections that a gateway keeps open, over real ones.</summary>
public sealed class ConnectionLimitTests : IAsyncLifetime
{
    private const int Limit = 16;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly List<TcpClient> open = [];
    private GatewayHost gateway = null!;

    public async Task InitializeAsync() => gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
    {
        ["ConnectionLimit"] = $"{Limit}",
        ["Chains:Bsc:Rpc"] = Api.ApiGateway.DeadNode,
        ["Logging:LogLevel:Default"] = "None",
    });

    public async Task DisposeAsync()
    {
        open.ForEach(client => client.Dispose());
        await gateway.DisposeAsync();
    }

    [Fact]
    public async Task One_connection_more_than_the_limit_is_closed_without_an_answer_and_a_place_that_is_left_serves_the_next()
    {
        for (var i = 0; i < Limit; i++) (await AskAsync(await ConnectAsync())).Should().StartWith("HTTP/1.1 200");

        (await AskAsync(await ConnectAsync())).Should().BeNull("it is one too many");

        open[0].Dispose();
        await Patience.UntilAsync(
            async () => await AskAsync(await ConnectAsync()), answer => answer?.StartsWith("HTTP/1.1 200") == true, "a place is free");
    }

    [Fact]
    public async Task Streams_of_payers_take_half_of_them()
    {
        var feeds = gateway.Services.GetRequiredService<OrderFeeds>();
        var merchant = await gateway.RegisterMerchantAsync();
        await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", $"0x{new string('a', 40)}");
        var order = await gateway.CreateOrderAsync(merchant.Merchant.Id, "F-1");
        for (var i = 0; i < Limit / 2; i++)
            (await AskAsync(await ConnectAsync(), Events(order.Id.Value))).Should().StartWith("HTTP/1.1 200");
        feeds.Connections.Should().Be(Limit / 2);

        (await AskAsync(await ConnectAsync(), Events(order.Id.Value))).Should().StartWith("HTTP/1.1 503");
        (await AskAsync(await ConnectAsync())).Should().StartWith("HTTP/1.1 200", "requests are served beside the streams");
    }

    private static string Events(string order) => $"/cashier/{order}/events";

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        open.Add(client);
        await client.ConnectAsync("127.0.0.1", gateway.Url.Port);
        return client;
    }

    /// <summary>The first line of an answer, after which the connection stays open; null where it is closed without one.</summary>
    private static async Task<string?> AskAsync(TcpClient client, string path = "/health/live")
    {
        using var patience = new CancellationTokenSource(Longest);
        try
        {
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"), patience.Token);
            var buffer = new byte[4096];
            var read = await stream.ReadAsync(buffer, patience.Token);
            return read == 0 ? null : Encoding.ASCII.GetString(buffer, 0, read).Split("\r\n")[0];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
