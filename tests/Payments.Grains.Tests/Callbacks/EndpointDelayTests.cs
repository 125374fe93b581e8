using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Merchants;
using Payments.Domain.Identity;
using Payments.Grains.Callbacks;
using Payments.Grains.Tests.Transfers;
using Payments.Testing.Silo;

namespace Payments.Grains.Tests.Callbacks;

/// <summary>Where the installation has a delay, a new endpoint and a new address wait for it, on virtual time.</summary>
public sealed class EndpointDelayTests : TransferHost
{
    private const string First = "https://shop.example/first";
    private const string Second = "https://shop.example/second";

    private static readonly TimeSpan Delay = TimeSpan.FromHours(1);

    private readonly ScriptedSender sender;

    public EndpointDelayTests() => sender = new ScriptedSender(Time);

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<ICallbackSender>(sender).Configure<MerchantOptions>(options => options.EndpointDelay = Delay);

    [Fact]
    public async Task What_happens_meanwhile_goes_to_nobody_new()
    {
        var wallet = await AddWalletAsync(ChainId.Bsc);
        var added = await Merchant(Shop).AddEndpointAsync(new SaveEndpoint { Url = First, Events = ["payment.created"] });
        await TellAsync("a", wallet);
        sender.Sent.Should().BeEmpty("the endpoint is new");
        Time.Advance(Delay);
        await TellAsync("b", wallet);
        await Merchant(Shop).UpdateEndpointAsync(added.Endpoint!.Id, new SaveEndpoint { Url = Second });
        await TellAsync("c", wallet);
        Time.Advance(Delay);
        await TellAsync("d", wallet);
        sender.Sent.Select(sent => sent.Url).Should().Equal(First, First, Second);
    }

    private async Task TellAsync(string number, string wallet)
    {
        await OrderAsync(number, wallet);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await Time.AdvanceAsync(TimeSpan.Zero, () => TestSilo.RestAsync(Host.Get<IServiceProvider>(), patience.Token));
    }
}
