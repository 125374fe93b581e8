using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Payments.Testing;
using Payments.Testing.Databases;

namespace Payments.Deploy.Tests.Edge;

/// <summary>Two fronts under one name, one of them being replaced.</summary>
public sealed class TwoFrontsTests
{
    [Fact]
    public async Task No_request_fails_while_one_of_two_fronts_is_gone()
    {
        await using var front = new Front();
        await front.StartAsync();
        // Nothing listens at the second address.
        await using var names = new NameServer(IPAddress.Loopback, IPAddress.Parse("127.0.0.2"));
        await using var nginx = await NginxServer.StartAsync(PostgresServer.FreePort(), new Uri($"http://front:{front.Url.Port}"), $"127.0.0.1:{names.Port}");
        using var http = nginx.CreateClient();
        for (var turn = 0; turn < 30; turn++)
        {
            using var answer = await http.PostAsync("/mapi.php", new StringContent("a=1"));
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
        }
        await nginx.AccessLogAsync("upstream=502, 200", "the missing front was asked, too");
    }

    private sealed class Front : LocalServer
    {
        public Task StartAsync() => ListenAsync(app => app.MapFallback("{**path}", context => context.Response.WriteAsync("ok")));
    }
}
