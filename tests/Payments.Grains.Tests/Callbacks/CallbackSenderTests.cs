using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Tests.Callbacks;
using Payments.Grains.Callbacks;
using Payments.Testing;

namespace Payments.Grains.Tests.Callbacks;

public sealed class CallbackSenderTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.8.8")]
    [InlineData("127.255.255.255")]
    [InlineData("localhost")]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("10.255.255.255")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.254")]
    [InlineData("168.63.129.16")]
    [InlineData("100.100.100.200")]
    [InlineData("192.0.0.192")]
    [InlineData("[fd00:ec2::254]")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.8")]
    [InlineData("192.0.0.170")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("[::1]")]
    [InlineData("[::]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::ffff:10.0.0.1]")]
    [InlineData("[::ffff:100.64.0.1]")]
    [InlineData("[::ffff:169.254.169.254]")]
    [InlineData("[::ffff:0:127.0.0.1]")]
    [InlineData("[::127.0.0.1]")]
    [InlineData("[64:ff9b::7f00:1]")]
    [InlineData("[64:ff9b:1::7f00:1]")]
    [InlineData("[100::1]")]
    [InlineData("[100:0:0:1::1]")]
    [InlineData("[2001::1]")]
    [InlineData("[2001:2::1]")]
    [InlineData("[2001:10::1]")]
    [InlineData("[2001:20::1]")]
    [InlineData("[2001:db8::1]")]
    [InlineData("[2002:7f00:1::]")]
    [InlineData("[3fff::1]")]
    [InlineData("[3fff:fff:ffff::1]")]
    [InlineData("[5f00::1]")]
    [InlineData("[fc00::1]")]
    [InlineData("[fd12:3456::1]")]
    [InlineData("[fe80::1]")]
    [InlineData("[fec0::1]")]
    [InlineData("[ff02::1]")]
    public async Task An_address_that_is_not_public_is_never_connected_to(string host)
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        using var sender = Sender(new CallbackOptions());
        var attempt = await SendAsync(sender, Delivery($"http://{host}:{((IPEndPoint)listener.LocalEndpoint).Port}/n"), "POST", default);
        attempt.Error.Should().Contain("no public address");
        attempt.AnswerLost.Should().BeFalse("nothing was sent");
        attempt.StatusCode.Should().BeNull();
        listener.Pending().Should().BeFalse();
    }

    [Theory]
    [InlineData(22, "", true)]
    [InlineData(25, "", true)]
    [InlineData(81, "", true)]
    [InlineData(5432, "", true)]
    [InlineData(6379, "", true)]
    [InlineData(80, "", false)]
    [InlineData(443, "", false)]
    [InlineData(3000, "", false)]
    [InlineData(8080, "", false)]
    [InlineData(8888, "", false)]
    [InlineData(81, "25, 81", false)]
    [InlineData(22, "25, 81", true)]
    public async Task Ports_that_are_not_the_webs_are_called_only_where_the_operator_says_so(int port, string allowed, bool isRefused)
    {
        using var sender = Sender(new CallbackOptions { AllowedPorts = allowed });
        var attempt = await SendAsync(sender, Delivery($"http://10.0.0.1:{port}/n"), "POST", default);
        attempt.Error.Should().Contain(isRefused ? $"port {port} is not the web's" : "no public address");
        attempt.AnswerLost.Should().BeFalse("nothing was sent");
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("[::ffff:192.168.0.1]")]
    [InlineData("[fc00::1]")]
    public async Task Allowing_loopback_allows_nothing_else(string host)
    {
        using var sender = Sender(Local);
        (await SendAsync(sender, Delivery($"http://{host}/n"), "GET", default)).Error.Should().Contain("no public address");
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.2")]
    [InlineData("127.0.0.2", "127.0.0.1")]
    public async Task Of_a_name_with_a_public_and_a_private_address_the_public_one_alone_is_called(string first, string second)
    {
        // The second address of the loopback network is allowed, and stands for one of the public internet.
        using var secret = new TcpListener(IPAddress.Loopback, 0);
        secret.Start();
        var port = ((IPEndPoint)secret.LocalEndpoint).Port;
        using var sender = new CallbackSender(Options.Create(new CallbackOptions { AllowedNetworks = "127.0.0.2/32" }), NewLifetime(),
            TimeProvider.System, (_, _) => Task.FromResult(new[] { IPAddress.Parse(first), IPAddress.Parse(second) }));
        var delivery = Delivery($"http://shop.example:{port}/n");

        var refused = await SendAsync(sender, delivery, "POST", default);
        (refused.Error is not null, refused.StatusCode, refused.AnswerLost).Should().Be((true, null, false), "nobody listens there");
        secret.Pending().Should().BeFalse();

        using var shop = new TcpListener(IPAddress.Parse("127.0.0.2"), port);
        shop.Start();
        var sending = SendAsync(sender, delivery, "POST", default);
        using var caller = await shop.AcceptTcpClientAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
        await caller.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\nsuccess"u8.ToArray());
        (await sending).Error.Should().BeNull();
        secret.Pending().Should().BeFalse();
    }

    [Fact]
    public async Task A_form_goes_by_POST_and_the_same_parameters_by_GET()
    {
        await using var shop = new ShopReceiver();
        using var sender = Sender(Local);
        var delivery = Delivery(shop.Url + "n?method=epay#x") with { Headers = new Dictionary<string, string> { ["X-Extra"] = "1" } };

        (await SendAsync(sender, delivery, "POST", default)).Should().Match<DeliveryAttempt>(one => one.Error == null && one.StatusCode == 200 && one.Answer == "success" && one.Method == "POST");
        var posted = await shop.NextAsync();
        (posted.Method, posted.Target, posted.Body).Should().Be(("POST", "/n?method=epay", "a=1&b=%2B"));
        posted.ContentType.Should().StartWith("application/x-www-form-urlencoded");

        (await SendAsync(sender, delivery, "GET", default)).Url.Should().Be(shop.Url + "n?method=epay&a=1&b=%2B#x");
        var got = await shop.NextAsync();
        (got.Method, got.Target, got.Body).Should().Be(("GET", "/n?method=epay&a=1&b=%2B", ""));
    }

    [Fact]
    public async Task JSON_goes_as_JSON()
    {
        await using var shop = new ShopReceiver();
        using var sender = Sender(Local);
        await SendAsync(sender, Delivery(shop.Url) with { Form = CallbackForm.Json, Payload = "{\"a\":1}" }, "POST", default);
        var heard = await shop.NextAsync();
        heard.Body.Should().Be("{\"a\":1}");
        heard.ContentType.Should().StartWith("application/json");
    }

    [Theory]
    [InlineData(Face.Epay, "application/x-www-form-urlencoded")]
    [InlineData(Face.Pay188, "application/json")]
    public async Task A_body_has_the_content_type_of_its_face(Face face, string type)
    {
        await using var shop = new ShopReceiver();
        using var sender = Sender(Local);
        await SendAsync(sender, Delivery(shop.Url) with { Face = face }, "POST", default);
        (await shop.NextAsync()).ContentType.Should().Be(type + "; charset=utf-8");
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_is_a_failure()
    {
        await using var shop = new RawServer(_ => "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 7\r\n\r\nsuccess");
        using var sender = Sender(Local);
        var attempt = await SendAsync(sender, Delivery(shop.Url), "POST", default);
        attempt.Should().Match<DeliveryAttempt>(one => one.StatusCode == 302 && one.Error != null && !one.AnswerLost);
        shop.Connections.Should().Be(1);
    }

    [Fact]
    public async Task The_first_kilobyte_of_a_long_answer_is_kept_and_a_large_one_is_cut_off()
    {
        await using var shop = new RawServer(_ => "HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n" + new string('x', 200_000));
        using var sender = Sender(Local);
        var attempt = await SendAsync(sender, Delivery(shop.Url), "POST", default);
        attempt.Answer.Should().HaveLength(1024);
        attempt.Error.Should().NotBeNull();
        attempt.AnswerLost.Should().BeFalse("the shop has answered");
    }

    [Theory]
    [InlineData(1022, 1022)]
    [InlineData(1023, 1023)]
    [InlineData(1024, 1024)]
    [InlineData(1021, 1024)]
    public async Task The_first_kilobyte_is_counted_in_bytes_and_no_letter_is_cut(int before, int kept)
    {
        await using var shop = new RawServer(_ => $"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{new string('x', before)}会会");
        using var sender = Sender(Local);
        var attempt = await SendAsync(sender, Delivery(shop.Url), "POST", default);
        System.Text.Encoding.UTF8.GetByteCount(attempt.Answer!).Should().Be(kept);
        attempt.Answer.Should().NotContain("\uFFFD");
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_a_lost_answer()
    {
        await using var shop = new RawServer(_ => "");
        using var sender = Sender(Local);
        var attempt = await SendAsync(sender, Delivery(shop.Url), "POST", default);
        attempt.Should().Match<DeliveryAttempt>(one => one.Error != null && one.AnswerLost && one.StatusCode == null);
    }

    [Fact]
    public async Task A_refused_connection_is_no_lost_answer()
    {
        using var sender = Sender(Local);
        var attempt = await SendAsync(sender, Delivery($"http://127.0.0.1:{Testing.Databases.PostgresServer.FreePort()}/"), "POST", default);
        attempt.Should().Match<DeliveryAttempt>(one => one.Error != null && !one.AnswerLost);
    }

    [Fact]
    public async Task A_shop_that_says_nothing_is_given_up_after_ten_seconds()
    {
        var time = new ManualTimeProvider();
        var asked = new TaskCompletionSource();
        await using var shop = new RawServer(_ =>
        {
            asked.SetResult();
            return null;
        });
        using var sender = Sender(Local, time);
        var sending = SendAsync(sender, Delivery(shop.Url), "POST", default);
        await asked.Task;
        time.Advance(TimeSpan.FromSeconds(9.9));
        sending.IsCompleted.Should().BeFalse();
        time.Advance(TimeSpan.FromSeconds(0.1));
        var attempt = await sending;
        attempt.Should().Match<DeliveryAttempt>(one => one.AnswerLost && one.DurationMs == 10_000);
        attempt.Error.Should().Contain("10 s");
    }

    [Fact]
    public async Task A_stop_gives_requests_under_way_three_seconds_and_then_interrupts_them()
    {
        var time = new ManualTimeProvider();
        var lifetime = NewLifetime();
        var asked = new TaskCompletionSource();
        await using var shop = new RawServer(_ =>
        {
            asked.SetResult();
            return null;
        });
        using var sender = new CallbackSender(Options.Create(new CallbackOptions { AllowLoopback = true, Concurrency = 1 }), lifetime, time);
        var sent = SendAsync(sender, Delivery(shop.Url), "POST", default);
        await asked.Task;
        var waiting = SendAsync(sender, Delivery(shop.Url), "POST", default);
        lifetime.StopApplication();
        time.Advance(TimeSpan.FromSeconds(2.9));
        sent.IsCompleted.Should().BeFalse();
        time.Advance(TimeSpan.FromSeconds(0.1));

        (await sent).Should().Match<DeliveryAttempt>(one => one.Interrupted && one.AnswerLost && one.Error != null && one.DurationMs == 3_000);
        (await waiting).Should().Match<DeliveryAttempt>(one => one.Interrupted && !one.AnswerLost && one.Error != null);
        shop.Connections.Should().Be(1, "the second request was never sent");
    }

    [Fact]
    public async Task A_shop_that_answers_within_the_patience_of_a_stop_is_heard()
    {
        var lifetime = NewLifetime();
        await using var shop = new RawServer(_ =>
        {
            lifetime.StopApplication();
            return "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nsuccess";
        });
        using var sender = new CallbackSender(Options.Create(Local), lifetime, new ManualTimeProvider());
        (await SendAsync(sender, Delivery(shop.Url), "POST", default)).Should().Match<DeliveryAttempt>(one => one.Error == null && !one.Interrupted);
    }

    [Fact]
    public async Task A_host_that_is_silent_holds_its_own_places_only_and_fewer_after_each_silence()
    {
        var time = new ManualTimeProvider();
        using var asked = new SemaphoreSlim(0);
        await using var silent = new RawServer(_ =>
        {
            asked.Release();
            return null;
        });
        await using var shop = new ShopReceiver();
        using var sender = Sender(new CallbackOptions { AllowLoopback = true, Concurrency = 9 }, time);
        var waiting = Enumerable.Range(0, 20).Select(_ => SendAsync(sender, Delivery(silent.Url), "POST", default)).ToArray();
        (await SendAsync(sender, Delivery(shop.Url), "POST", default)).Error.Should().BeNull("eight places are the silent host's, the ninth is free");
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => SendAsync(sender, Delivery(shop.Url), "POST", default)));

        await SilenceAsync(8);
        await Task.WhenAll(waiting.Take(8));
        await SilenceAsync(2);
        await Task.WhenAll(waiting.Skip(8).Take(2));
        waiting.Skip(10).Should().OnlyContain(one => !one.IsCompleted, "two at a time are enough to see that nobody is there");
        for (var i = 0; i < 5; i++) await SilenceAsync(2);
        await Task.WhenAll(waiting);

        async Task SilenceAsync(int requests)
        {
            for (var i = 0; i < requests; i++) (await asked.WaitAsync(TimeSpan.FromSeconds(30))).Should().BeTrue();
            asked.CurrentCount.Should().Be(0);
            time.Advance(TimeSpan.FromSeconds(10));
        }
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("not a url")]
    [InlineData("/relative")]
    public async Task A_URL_that_cannot_be_called_is_a_failed_attempt(string url)
    {
        using var sender = Sender(Local);
        (await SendAsync(sender, Delivery(url), "POST", default)).Should().Match<DeliveryAttempt>(one => one.Error != null && !one.AnswerLost);
    }

    private static async Task<DeliveryAttempt> SendAsync(CallbackSender sender, Delivery delivery, string method, CancellationToken cancellationToken) =>
        await sender.SendAsync(delivery, method, cancellationToken) ?? throw new InvalidOperationException("There was no place.");

    private static CallbackOptions Local => new() { AllowLoopback = true };

    private static CallbackSender Sender(CallbackOptions options, TimeProvider? time = null) => new(Options.Create(options), NewLifetime(), time ?? TimeProvider.System);

    private static ApplicationLifetime NewLifetime() => new(NullLogger<ApplicationLifetime>.Instance);

    private static Delivery Delivery(string url) => new()
    {
        Order = OrderId.From("0123456789abcdef0123456789abcdef"),
        Number = 1,
        Merchant = MerchantId.From("m1"),
        Url = url,
        Form = CallbackForm.EpayParameters,
        Payload = "a=1&b=%2B",
        CreatedAt = CompletedOrders.Now,
    };
}
