using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Payments.Domain.Settings;
using Payments.Http.Common;
using Payments.Testing;

namespace Payments.Http.Tests.Limits;

/// <summary>Whom a request is from.</summary>
public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("203.0.113.7", null, "", "203.0.113.7")]
    [InlineData("203.0.113.7", "198.51.100.1", "", "203.0.113.7")]
    [InlineData("203.0.113.7", "198.51.100.1", "10.0.0.0/8", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", null, "", "203.0.113.7")]
    [InlineData("10.0.0.2", "198.51.100.1", "10.0.0.0/8", "198.51.100.1")]
    [InlineData("10.0.0.2", "6.6.6.6, 198.51.100.1", "10.0.0.0/8", "198.51.100.1")]
    [InlineData("10.0.0.2", "6.6.6.6, 198.51.100.1, 10.0.0.3", "10.0.0.0/8", "198.51.100.1")]
    [InlineData("10.0.0.2", "198.51.100.1:4711", "10.0.0.0/8", "198.51.100.1")]
    [InlineData("10.0.0.2", "[2001:db8::1]:4711", "10.0.0.0/8", "2001:db8::1")]
    [InlineData("10.0.0.2", "2001:db8::1", "10.0.0.0/8", "2001:db8::1")]
    [InlineData("10.0.0.2", "unknown", "10.0.0.0/8", null)]
    [InlineData("10.0.0.2", null, "10.0.0.0/8", "10.0.0.2")]
    [InlineData("10.0.0.2", "10.0.0.9", "10.0.0.0/8", "10.0.0.9")]
    [InlineData("10.0.0.2", null, "", "10.0.0.2")]
    [InlineData("10.0.0.2", "198.51.100.1", "", null)]
    [InlineData("127.0.0.1", "198.51.100.1", "", null)]
    [InlineData("172.31.0.1", "198.51.100.1", "", null)]
    [InlineData("172.32.0.1", "198.51.100.1", "", "172.32.0.1")]
    [InlineData("fd00::1", "198.51.100.1", "", null)]
    [InlineData(null, null, "", null)]
    public void Only_what_a_trusted_proxy_says_is_believed(string? remote, string? forwarded, string trusted, string? client)
    {
        var context = new DefaultHttpContext();
        context.Request.Protocol = "HTTP/1.1";
        context.Connection.RemoteIpAddress = remote is null ? null : IPAddress.Parse(remote);
        if (forwarded is not null) context.Request.Headers["X-Forwarded-For"] = forwarded;
        var addresses = new ClientAddresses(Options.Create(new PaymentsHttpOptions { TrustedProxies = trusted }), new ManualTimeProvider(),
            NullLogger<ClientAddresses>.Instance);
        (addresses.Of(context)?.ToString()).Should().Be(client);
    }

    [Theory]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true, "203.0.113.7")]
    [InlineData("203.0.113.7", "203.0.113.8", false, "203.0.113.7")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true, "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false, "2001:db8:1:2::/64")]
    public void An_IPv6_network_is_one_client(string one, string other, bool same, string shown)
    {
        var network = ClientNetwork.Of(IPAddress.Parse(one));
        (network == ClientNetwork.Of(IPAddress.Parse(other))).Should().Be(same);
        network.ToString().Should().Be(shown);
    }
}
