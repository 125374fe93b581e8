using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Tests.Callbacks;
using Payments.Grains.Callbacks;

namespace Payments.Grains.Tests.Callbacks;

/// <summary>What a merchant is told of a callback that did not arrive.</summary>
public sealed class CallbackFaultTests
{
    [Theory]
    [InlineData("127.0.0.1", 10, "is self-signed: no authority vouches for it")]
    [InlineData("127.0.0.1", -1, "expired on 20*")]
    [InlineData("shop.example", 10, "is for another name, shop.example")]
    public async Task A_certificate_that_is_not_accepted_is_told_with_its_fault(string name, int days, string fault)
    {
        using var certificate = Certificate(name, days);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var host = listener.LocalEndpoint.ToString();
        var serving = ServeAsync(listener, certificate);
        var attempt = await SendAsync($"https://{host}/n");
        await serving;
        attempt.Error.Should().Match($"the certificate of {host} {fault}; nothing was sent");
        (attempt.AnswerLost, attempt.StatusCode).Should().Be((false, null));
    }

    [Fact]
    public async Task A_redirect_is_told_with_its_target()
    {
        await using var shop = new RawServer(_ =>
            "HTTP/1.1 302 Found\r\nLocation: https://www.shop.example/login\r\nContent-Length: 0\r\n\r\n");
        var attempt = await SendAsync(shop.Url);
        attempt.Error.Should().Be(
            "HTTP 302, and the body is neither success nor ok; it redirects to https://www.shop.example/login, and callbacks follow " +
            "no redirect: name the address that answers itself");
        attempt.StatusCode.Should().Be(302);
    }

    [Fact]
    public async Task A_connection_that_ends_says_whether_anything_was_sent()
    {
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            var host = listener.LocalEndpoint.ToString();
            listener.Stop();
            (await SendAsync($"http://{host}/n")).Should().Match<DeliveryAttempt>(one =>
                one.Error == $"{host} refuses connections; nothing was sent" && !one.AnswerLost);
        }
        await using var shop = new RawServer(_ => "");
        var attempt = await SendAsync(shop.Url);
        attempt.Error.Should().Match(
            $"the connection to {new Uri(shop.Url).Authority} ended after the request was sent and before its answer (*): the shop " +
            $"may have heard it");
        attempt.AnswerLost.Should().BeTrue();
    }

    private static X509Certificate2 Certificate(string name, int days)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-20), now.AddDays(days));
    }

    private static async Task ServeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(certificate);
            _ = await tls.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false);
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The gateway went away.
        }
    }

    private static async Task<DeliveryAttempt> SendAsync(string url)
    {
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        using var sender = new CallbackSender(Options.Create(new CallbackOptions { AllowLoopback = true }), lifetime, TimeProvider.System);
        var delivery = new Delivery
        {
            Order = OrderId.From("0123456789abcdef0123456789abcdef"),
            Number = 1,
            Merchant = MerchantId.From("m1"),
            Url = url,
            Form = CallbackForm.EpayParameters,
            Payload = "a=1",
            CreatedAt = CompletedOrders.Now,
        };
        return (await sender.SendAsync(delivery, "POST", default))!;
    }
}
