using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Payments.Http.Tests.Api;

/// <summary>An API key acts until it is replaced and never after, however long its request takes.</summary>
public sealed class ReplacedKeyTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    private static int shops;

    [Fact]
    public async Task Of_many_requests_for_new_keys_with_one_key_one_gets_them()
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync("parallel@example.com");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => client.PostAsync($"/merchants/{merchant["merchant_id"]}/regenerate-keys")));
        var granted = answers.Where(answer => answer.Status == HttpStatusCode.OK).Should().ContainSingle().Subject;
        answers.Where(answer => answer != granted).Should().OnlyContain(answer =>
            answer.Status == HttpStatusCode.Unauthorized && answer.Error == "X-API-Key: is not a valid key");
        (await client.With((string)granted.Data["api_key"]!).GetAsync("/wallets")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("POST", "/wallets",
        """{"chain":"ethereum","token":"USDT","address":"0xe000000000000000000000000000000000000001","currency":"CNY"}""")]
    [InlineData("PUT", "/merchants/{id}", """{"name":"Thief"}""")]
    [InlineData("POST", "/merchants/{id}/keys", """{"rotate_secret":true}""")]
    [InlineData("POST", "/deliveries/test", """{"url":"https://shop.example/notify"}""")]
    [InlineData("POST", "/transfers/x/assign", """{"order":"n"}""")]
    public async Task A_key_that_is_replaced_while_its_body_comes_acts_no_more(string method, string path, string body)
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync($"slow{Interlocked.Increment(ref shops)}@example.com");
        var id = (string)merchant["merchant_id"]!;
        using var slow = new HttpClient(
            new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) })
        { BaseAddress = gateway.Host.Url };
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1" + path.Replace("{id}", id, StringComparison.Ordinal));
        var content = new BodyOnDemand(body);
        request.Content = content;
        request.Headers.ExpectContinue = true;
        request.Headers.Add("X-API-Key", (string)merchant["api_key"]!);
        var sending = slow.SendAsync(request);
        // The server asks for the body once it has let the key in.
        await content.Asked.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
        (await client.PostAsync($"/merchants/{id}/regenerate-keys")).Status.Should().Be(HttpStatusCode.OK);
        content.Go.SetResult();
        using var answer = await sending;
        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    private sealed class BodyOnDemand : HttpContent
    {
        private readonly byte[] body;

        public BodyOnDemand(string text)
        {
            body = Encoding.UTF8.GetBytes(text);
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            Asked.SetResult();
            await Go.Task;
            await stream.WriteAsync(body);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}
