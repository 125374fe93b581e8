using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Payments.Http.Tests.Api;
using Payments.Storage;

namespace Payments.Http.Tests.Faces.WoPay;

/// <summary>A creation that carries an <c>Idempotency-Key</c> is done once and answered alike.</summary>
public sealed class IdempotencyTests(ApiGateway gateway) : IClassFixture<ApiGateway>, IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 })
    {
        BaseAddress = gateway.Host.Url,
    };

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task The_same_request_gets_the_same_answer_to_the_byte_and_is_marked_as_a_replay()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        var first = await SendAsync(shop, "k-1", PaymentShop.Body("I-1"));
        await shop.ReceiveAsync("I-1", 9999, "0x1");
        var replayed = await SendAsync(shop, "k-1", """ { "currency" : "USDT", "amount" : 99.99, "chain":null, "order_id" : "I-1" } """);

        first.Should().Match<Reply>(reply => reply.Status == HttpStatusCode.Created && !reply.IsReplayed);
        replayed.Should().Be(first with { IsReplayed = true }, "order of fields, blanks and the quotes of a number are not the request");
        (await shop.OrdersAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Another_request_with_the_key_is_a_conflict_that_names_what_differs()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        await SendAsync(shop, "k-1", PaymentShop.Body("I-1"));
        var refused = await SendAsync(shop, "k-1", PaymentShop.Body("I-2", "100", ""","expires_in":600"""));
        refused.Status.Should().Be(HttpStatusCode.Conflict);
        refused.Text.Should().Contain(
            "\"error\":\"Idempotency-Key: was sent with another request within 24 hours; " +
            "this one differs in amount, expires_in, order_id\"");
        (await shop.OrdersAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Of_sixteen_equal_requests_at_once_one_is_no_replay_and_all_are_answered_alike()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => SendAsync(shop, "k-1", PaymentShop.Body("I-1"))));
        replies.Select(reply => (reply.Status, reply.Text)).Distinct().Should().ContainSingle()
            .Which.Status.Should().Be(HttpStatusCode.Created);
        replies.Count(reply => !reply.IsReplayed).Should().Be(1);
        (await shop.OrdersAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Of_sixteen_different_requests_with_one_key_at_once_one_is_done()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => SendAsync(shop, "k-1", PaymentShop.Body($"I-{i}"))));
        replies.Count(reply => reply.Status == HttpStatusCode.Created).Should().Be(1);
        replies.Count(reply => reply.Status == HttpStatusCode.Conflict).Should().Be(15);
        (await shop.OrdersAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task A_request_whose_process_died_before_its_answer_was_kept_is_done_again_and_no_other_has_its_key()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        var first = await SendAsync(shop, "known", PaymentShop.Body("I-1"));
        // What is left of a process that died behind the order's write: the key is taken, and nothing was answered.
        await BeginAsync(shop, "k-1", ("amount", "10"), ("currency", "USDT"), ("order_id", "I-2"));
        await shop.PayAsync("I-2", "10");

        var other = await SendAsync(shop, "k-1", PaymentShop.Body("I-3", "10"));
        var again = await SendAsync(shop, "k-1", PaymentShop.Body("I-2", "10"));

        (other.Status, again.Status, again.IsReplayed).Should().Be((HttpStatusCode.Conflict, HttpStatusCode.Created, false));
        (await SendAsync(shop, "k-1", PaymentShop.Body("I-2", "10"))).Should().Be(again with { IsReplayed = true });
        (await SendAsync(shop, "known", PaymentShop.Body("I-1"))).Should().Be(first with { IsReplayed = true });
        (await shop.OrdersAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_refused_request_gives_its_key_back()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        await shop.PayAsync("TAKEN", "10");
        (await SendAsync(shop, "k-1", PaymentShop.Body("I-1", "0"))).Status.Should().Be(HttpStatusCode.BadRequest, "by its fields");
        (await SendAsync(shop, "k-1", PaymentShop.Body("TAKEN", "20"))).Status.Should().Be(HttpStatusCode.Conflict, "by the order");
        var done = await SendAsync(shop, "k-1", PaymentShop.Body("I-1"));
        (done.Status, done.IsReplayed).Should().Be((HttpStatusCode.Created, false));
    }

    [Fact]
    public async Task A_key_is_its_merchants_own_and_without_one_a_payment_that_is_there_is_no_creation()
    {
        var (shop, other) = (await PaymentShop.OpenAsync(gateway), await PaymentShop.OpenAsync(gateway));
        await SendAsync(shop, "k-1", PaymentShop.Body("I-1"));
        (await SendAsync(other, "k-1", PaymentShop.Body("I-2"))).Status.Should().Be(HttpStatusCode.Created);
        (await shop.PayAsync("I-1")).Status.Should().Be(HttpStatusCode.OK);
        (await SendAsync(shop, "k-2", PaymentShop.Body("I-1"))).Status.Should().Be(HttpStatusCode.OK, "the payment is older than the key");
    }

    [Theory]
    [InlineData("", "must not be empty")]
    [InlineData("long", "at most 255 characters")]
    [InlineData("tab\there", "only printable ASCII characters are allowed")]
    [InlineData("clé", "only printable ASCII characters are allowed")]
    public async Task A_bad_key_is_refused_and_nothing_is_stored(string key, string error)
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        var refused = await SendAsync(shop, key == "long" ? new string('k', 256) : key, PaymentShop.Body("I-1"));
        refused.Status.Should().Be(HttpStatusCode.BadRequest);
        refused.Text.Should().Contain($"\"error\":\"Idempotency-Key: {error}\"");
        (await shop.OrdersAsync()).Should().BeEmpty();
        (await SendAsync(shop, new string('k', 255), PaymentShop.Body("I-1"))).Status.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Two_keys_in_one_request_are_refused()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        var body = PaymentShop.Body("I-1");
        using var connection = new TcpClient(gateway.Host.Url.Host, gateway.Host.Url.Port);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/payments HTTP/1.1\r\nHost: {gateway.Host.Url.Authority}\r\nX-API-Key: {shop.Merchant["api_key"]}\r\n" +
            "Idempotency-Key: a\r\nIdempotency-Key: b\r\nContent-Type: application/json\r\nConnection: close\r\n" +
            $"Content-Length: {body.Length}\r\n\r\n{body}"));
        using var reader = new StreamReader(stream);
        (await reader.ReadToEndAsync()).Should().StartWith("HTTP/1.1 400").And.Contain("\"error\":\"Idempotency-Key: was sent twice\"");
        (await shop.OrdersAsync()).Should().BeEmpty();
    }

    private Task BeginAsync(PaymentShop shop, string key, params (string Name, string Value)[] fields) =>
        gateway.Host.Services.GetRequiredService<IdempotentRequests>().BeginAsync(
            shop.Id, Digest(key, 32), string.Join(' ', fields.Select(field => $"{field.Name}={Digest(field.Value, 16)}")));

    private static string Digest(string text, int bytes) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, bytes));

    private async Task<Reply> SendAsync(PaymentShop shop, string key, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/payments");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("X-API-Key", (string)shop.Merchant["api_key"]!);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var response = await http.SendAsync(request);
        response.Content.Headers.ContentType!.ToString().Should().Be("application/json; charset=utf-8");
        var isReplayed = response.Headers.TryGetValues("Idempotent-Replayed", out var values) && values.Single() == "true";
        return new Reply(response.StatusCode, await response.Content.ReadAsStringAsync(), isReplayed);
    }

    private sealed record Reply(HttpStatusCode Status, string Text, bool IsReplayed);
}
