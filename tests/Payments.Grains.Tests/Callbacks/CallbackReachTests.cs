using System.Net;
using Microsoft.Extensions.Options;
using Payments.Grains.Callbacks;

namespace Payments.Grains.Tests.Callbacks;

/// <summary>What operators let callbacks reach, and what is refused when an order is made or a wallet saved.</summary>
public class CallbackReachTests
{
    [Theory]
    [InlineData("", false, "https://shop.example/notify", null)]
    [InlineData("", false, "http://93.184.216.34/notify", null)]
    [InlineData("", false, "http://192.168.1.5/notify", "Callbacks:AllowedNetworks")]
    [InlineData("192.168.1.0/24", false, "http://192.168.1.5/notify", null)]
    [InlineData("192.168.1.0/24", false, "http://192.168.2.5/notify", "Callbacks:AllowedNetworks")]
    [InlineData("10.0.0.0/8, 172.16.0.0/12", false, "http://172.18.0.3:8080/notify", null)]
    [InlineData("100.64.0.0/10", false, "http://100.100.1.1/notify", null)]
    [InlineData("fd00::/8", false, "http://[fd00::7]/notify", null)]
    [InlineData("192.168.0.0/16", false, "http://[::ffff:192.168.1.5]/notify", null)]
    [InlineData("192.168.0.0/16", false, "http://127.0.0.1/notify", "Callbacks:AllowLoopback")]
    [InlineData("", false, "http://localhost:9000/notify", "Callbacks:AllowLoopback")]
    [InlineData("", false, "http://shop.localhost/notify", "Callbacks:AllowLoopback")]
    [InlineData("", true, "http://localhost:9000/notify", null)]
    [InlineData("", false, null, null)]
    [InlineData("", false, "https://shop.example:8443/notify", null)]
    [InlineData("", false, "http://shop.example:22/notify", "Callbacks:AllowedPorts")]
    [InlineData("", false, "http://93.184.216.34:6379/notify", "Callbacks:AllowedPorts")]
    [InlineData("192.168.1.0/24", false, "http://192.168.1.5:5432/notify", "Callbacks:AllowedPorts")]
    public void A_url_is_refused_that_says_by_itself_that_callbacks_cannot_reach_it(string networks, bool loopback, string? url,
        string? setting)
    {
        var reach = new CallbackReach(Options.Create(new CallbackOptions { AllowedNetworks = networks, AllowLoopback = loopback }));
        if (setting is null) reach.WhyNot(url).Should().BeNull();
        else reach.WhyNot(url).Should().EndWith(setting);
    }

    [Theory]
    [InlineData("81,6379", "http://shop.example:6379/notify", false)]
    [InlineData("81,6379", "http://shop.example:81/notify", false)]
    [InlineData("81,6379", "http://shop.example:25/notify", true)]
    public void A_port_of_the_setting_is_not_refused(string allowed, string url, bool isRefused)
    {
        var reason = new CallbackReach(Options.Create(new CallbackOptions { AllowedPorts = allowed })).WhyNot(url);
        (reason?.StartsWith("port 25 is not the web's") == true).Should().Be(isRefused, reason);
        (reason is null).Should().Be(!isRefused);
    }
}
