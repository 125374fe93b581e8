using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Payments.Providers.Common;
using Payments.Testing;

namespace Payments.Providers.Tests.Common;

/// <summary>How providers are called: what is retried, and what becomes of calls that get no answer.</summary>
public sealed class ProviderHttpTests
{
    private const string Client = "cryptomus";

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public async Task Only_what_may_be_repeated_is_sent_again(bool isRepeatable, int sent)
    {
        await using var server = await ScriptedServer.StartAsync((count, context) => AnswerAsync(context, count < 3 ? 503 : 200, "{}"));
        await using var host = new ProviderHost();

        var answer = await host.Http.SendAsync(Request(server, isRepeatable), CancellationToken.None);

        server.Heard.Should().HaveCount(sent).And.OnlyContain(heard => heard.Body == "body");
        answer.Should().BeOfType<ProviderAnswer<ProviderReply>.Ok>().Which.Value.Status.Should().Be(isRepeatable ? 200 : 503);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task A_refusal_is_not_sent_again(int status)
    {
        await using var server = await ScriptedServer.StartAsync((_, context) => AnswerAsync(context, status, "no"));
        await using var host = new ProviderHost();

        var answer = await host.Http.SendAsync(Request(server), CancellationToken.None);

        server.Heard.Should().ContainSingle();
        var reply = answer.Should().BeOfType<ProviderAnswer<ProviderReply>.Ok>().Which.Value;
        (reply.Status, Encoding.UTF8.GetString(reply.Body.Span)).Should().Be((status, "no"));
    }

    [Fact]
    public async Task A_verdict_with_a_servers_fault_for_its_status_is_not_sent_again()
    {
        await using var server = await ScriptedServer.StartAsync((_, context) => AnswerAsync(context, 500, "final"));
        await using var host = new ProviderHost();

        var answer = await host.Http.SendAsync(Request(server) with { IsVerdict = body => body.Span.SequenceEqual("final"u8) },
            CancellationToken.None);

        server.Heard.Should().ContainSingle();
        answer.Should().BeOfType<ProviderAnswer<ProviderReply>.Ok>().Which.Value.Headers.Should().ContainKey("date");
    }

    [Fact]
    public async Task Only_what_found_no_connection_was_certainly_not_sent()
    {
        var server = await ScriptedServer.StartAsync((_, context) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await using var host = new ProviderHost();

        var torn = await host.Http.SendAsync(Request(server), CancellationToken.None);
        var request = Request(server);
        await server.DisposeAsync();
        var gone = await host.Http.SendAsync(request, CancellationToken.None);

        torn.Should().BeOfType<ProviderAnswer<ProviderReply>.Unknown>().Which.IsUnsent.Should().BeFalse();
        gone.Should().BeOfType<ProviderAnswer<ProviderReply>.Unknown>().Which.IsUnsent.Should().BeTrue();
    }

    [Fact]
    public async Task A_connection_that_takes_too_long_sent_nothing()
    {
        var http = new ProviderHttp(new StalledClients());

        var request = new ProviderRequest(Client, HttpMethod.Get, new Uri("https://pay.example/")) { Reach = ProviderReach.Trusted };
        var answer = await http.SendAsync(request, CancellationToken.None);

        answer.Should().BeOfType<ProviderAnswer<ProviderReply>.Unknown>().Which.IsUnsent.Should().BeTrue();
    }

    [Fact]
    public async Task A_redirect_is_an_answer_and_is_not_followed()
    {
        await using var server = await ScriptedServer.StartAsync((_, context) =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });
        await using var host = new ProviderHost();

        var answer = await host.Http.SendAsync(Request(server), CancellationToken.None);

        server.Heard.Should().ContainSingle();
        answer.Should().BeOfType<ProviderAnswer<ProviderReply>.Ok>().Which.Value.Status.Should().Be(302);
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public async Task An_answer_beyond_the_limit_is_unknown(int length, bool isRead)
    {
        await using var server = await ScriptedServer.StartAsync((_, context) => AnswerAsync(context, 200, new string('x', length)));
        await using var host = new ProviderHost(new ProviderHttpOptions { MaxAnswerBytes = 1000, Retries = 0 });

        var answer = await host.Http.SendAsync(Request(server), CancellationToken.None);

        if (isRead) answer.Should().BeOfType<ProviderAnswer<ProviderReply>.Ok>().Which.Value.Body.Length.Should().Be(length);
        else answer.Should().BeOfType<ProviderAnswer<ProviderReply>.Unknown>().Which.Reason.Should().Contain("1000 bytes");
    }

    [Fact]
    public async Task An_answer_that_tears_is_asked_for_again_and_then_unknown()
    {
        await using var server = await ScriptedServer.StartAsync(async (_, context) =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("{");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await using var host = new ProviderHost();

        var answer = await host.Http.SendAsync(Request(server), CancellationToken.None);

        server.Heard.Should().HaveCount(3);
        answer.Should().BeOfType<ProviderAnswer<ProviderReply>.Unknown>();
    }

    [Fact]
    public async Task A_host_that_does_not_listen_is_unknown()
    {
        await using var host = new ProviderHost();
        var request = new ProviderRequest(Client, HttpMethod.Get, new Uri("http://127.0.0.1:1/")) { Reach = ProviderReach.Sandbox };

        (await host.Http.SendAsync(request, CancellationToken.None)).Should().BeOfType<ProviderAnswer<ProviderReply>.Unknown>();
    }

    [Fact]
    public async Task A_call_that_gets_no_answer_in_time_is_unknown()
    {
        var time = new ManualTimeProvider();
        using var heard = new SemaphoreSlim(0);
        await using var server = await ScriptedServer.StartAsync((_, context) =>
        {
            heard.Release();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        await using var host = new ProviderHost(new ProviderHttpOptions { AttemptTimeout = TimeSpan.FromSeconds(10) }, time);

        var call = host.Http.SendAsync(Request(server, isRepeatable: false), CancellationToken.None);
        (await heard.WaitAsync(TimeSpan.FromSeconds(30))).Should().BeTrue();
        time.Advance(TimeSpan.FromSeconds(9));
        call.IsCompleted.Should().BeFalse();
        time.Advance(TimeSpan.FromSeconds(1));

        (await call).Should().BeOfType<ProviderAnswer<ProviderReply>.Unknown>().Which.Reason.Should().Be("no answer in time");
    }

    [Fact]
    public async Task A_host_that_keeps_failing_is_left_alone_for_a_while_and_other_hosts_are_not()
    {
        var time = new ManualTimeProvider();
        var status = 500;
        await using var server = await ScriptedServer.StartAsync((_, context) => AnswerAsync(context, status, "x"));
        await using var other = await ScriptedServer.StartAsync((_, context) => AnswerAsync(context, 200, "x"));
        await using var host = new ProviderHost(new ProviderHttpOptions
        {
            Retries = 0,
            BreakerMinimumCalls = 3,
            BreakerRest = TimeSpan.FromSeconds(20)
        }, time);

        for (var i = 0; i < 3; i++) await host.Http.SendAsync(Request(server), CancellationToken.None);
        var rested = await host.Http.SendAsync(Request(server), CancellationToken.None);
        var elsewhere = await host.Http.SendAsync(Request(other), CancellationToken.None);

        rested.Should().BeOfType<ProviderAnswer<ProviderReply>.Unknown>().Which.Reason.Should().Contain("nothing was sent");
        server.Heard.Should().HaveCount(3);
        elsewhere.Should().BeOfType<ProviderAnswer<ProviderReply>.Ok>();

        status = 200;
        time.Advance(TimeSpan.FromSeconds(20));
        (await host.Http.SendAsync(Request(server), CancellationToken.None)).Should().BeOfType<ProviderAnswer<ProviderReply>.Ok>();
    }

    [Theory]
    [InlineData("http://api.cryptomus.com/v1")]
    [InlineData("https://127.0.0.1/v1")]
    [InlineData("https://localhost/v1")]
    [InlineData("ftp://api.cryptomus.com/v1")]
    public async Task Without_sandboxes_only_https_to_other_machines_is_called(string url)
    {
        await using var host = new ProviderHost();

        var request = new ProviderRequest(Client, HttpMethod.Get, new Uri(url)) { Reach = ProviderReach.Trusted };
        var answer = await host.Http.SendAsync(request, CancellationToken.None);

        answer.Should().BeOfType<ProviderAnswer<ProviderReply>.Refused>().Which.Refusal.Message.Should().Contain("https://");
    }

    [Fact]
    public async Task A_name_that_leads_to_this_machine_is_not_connected_to_by_a_merchants_account()
    {
        await using var server = await ScriptedServer.StartAsync((_, context) => AnswerAsync(context, 200, "{}"));
        await using var host = new ProviderHost(new ProviderHttpOptions { Retries = 0 });
        var request = new ProviderRequest(Client, HttpMethod.Get, new Uri($"https://{Dns.GetHostName()}:{server.Url.Port}/"))
        {
            Reach = ProviderReach.Public,
        };

        var answer = await host.Http.SendAsync(request, CancellationToken.None);

        answer.Should().BeOfType<ProviderAnswer<ProviderReply>.Unknown>().Which.Should()
            .Match<ProviderAnswer<ProviderReply>.Unknown>(unknown => unknown.IsUnsent && unknown.Reason.Contains("no public address"));
    }

    [Theory]
    [InlineData("127.0.0.1", null)]
    [InlineData("10.0.0.7,127.0.0.1", null)]
    [InlineData("10.0.0.7", "private")]
    public async Task The_address_that_is_connected_to_is_the_one_that_was_looked_at(string addresses, string? refusal)
    {
        await using var server = await ScriptedServer.StartAsync((_, context) => AnswerAsync(context, 200, "{}"));
        var connect = () => GuardedConnect.ToAsync(new DnsEndPoint("shop.test", server.Url.Port),
            (_, _) => Task.FromResult(addresses.Split(',').Select(IPAddress.Parse).ToArray()), IPAddress.IsLoopback, "private",
            CancellationToken.None).AsTask();

        if (refusal is null) (await connect()).Dispose();
        else (await connect.Should().ThrowAsync<ForbiddenAddressException>()).WithMessage($"'shop.test' has no public address: {refusal}");
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_told_so()
    {
        using var gone = new CancellationTokenSource();
        await using var server = await ScriptedServer.StartAsync(async (_, context) =>
        {
            await gone.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        await using var host = new ProviderHost();

        await FluentActions.Awaiting(() => host.Http.SendAsync(Request(server), gone.Token)).Should()
            .ThrowAsync<OperationCanceledException>();
    }

    private static ProviderRequest Request(LocalServer server, bool isRepeatable = true) =>
        new(Client, HttpMethod.Post, new Uri(server.Url, "x"))
        {
            Body = "body"u8.ToArray(),
            IsRepeatable = isRepeatable,
            Reach = ProviderReach.Sandbox,
        };

    private static Task AnswerAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    }

    /// <summary>Clients whose connections take too long, as <see cref="SocketsHttpHandler.ConnectTimeout"/> says it.</summary>
    private sealed class StalledClients : HttpMessageHandler, IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new TaskCanceledException("canceled", new TimeoutException("no connection"));
    }
}
