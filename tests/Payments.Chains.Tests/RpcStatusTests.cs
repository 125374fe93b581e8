using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;

namespace Payments.Chains.Tests;

/// <summary>JSON-RPC over HTTP: which statuses bring an answer of the node, and which only say that it did not answer.</summary>
public sealed class RpcStatusTests : FakeNodeTests
{
    private const string Refusal = """{"result":null,"error":{"code":-5,"message":"No such mempool transaction"},"id":0}""";
    private const string Result = """{"result":"0x1","error":null,"id":0}""";

    private readonly HttpClient http = new();

    private RpcNode Node => new(new NodeTransport(First.Url, http, TimeSpan.FromSeconds(15), TimeProvider.System));

    private Task<RpcAnswers<JsonElement>> AskAsync(params string[] methods) => Node.CallAsync([.. methods.Select(method => new RpcCall(method))], CancellationToken.None);

    private async Task<ChainReadException> FailureAsync() =>
        (await FluentActions.Awaiting(() => AskAsync("getrawtransaction")).Should().ThrowAsync<ChainReadException>()).Which;

    private void Reply(int status, string body, string? retryAfter = null) => First.Handle = async (context, _) =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        await context.Response.WriteAsync(body);
        return true;
    };

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task An_error_with_a_status_of_answers_is_the_nodes_answer(int status)
    {
        Reply(status, Refusal);
        var answers = await AskAsync("getrawtransaction");
        answers.Refusal(0).Should().Be(new RpcRefusal("getrawtransaction", -5, "No such mempool transaction"));
        FluentActions.Invoking(() => answers[0]).Should().Throw<ChainReadException>().WithMessage("No such mempool transaction: getrawtransaction (-5)").Which.IsTooMuch.Should().BeTrue();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task A_method_that_the_node_does_not_have_is_no_question_of_size(int status)
    {
        Reply(status, """{"jsonrpc":"2.0","error":{"code":-32601,"message":"Method not found"},"id":0}""");
        var answers = await AskAsync("getrawtransaction");
        FluentActions.Invoking(() => answers[0]).Should().Throw<ChainReadException>().Which.IsTooMuch.Should().BeFalse();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task A_batch_refused_as_a_whole_is_no_answer_to_its_first_question(int status)
    {
        Reply(status, """{"jsonrpc":"2.0","error":{"code":-32600,"message":"batch limit 10 exceeded"},"id":null}""");
        (await FluentActions.Awaiting(() => AskAsync("getblockcount", "getblockchaininfo")).Should().ThrowAsync<ChainReadException>()).Which.Message.Should().StartWith("batch limit 10 exceeded").And.EndWith("(-32600)");
    }

    [Theory]
    [InlineData(401, false)]
    [InlineData(403, true)]
    [InlineData(413, true)]
    [InlineData(429, false)]
    [InlineData(502, true)]
    [InlineData(503, false)]
    public async Task With_any_other_status_the_words_are_kept_and_nothing_is_an_answer(int status, bool mayBeTooMuch)
    {
        Reply(status, Refusal, retryAfter: "30");
        var failure = await FailureAsync();
        failure.Message.Should().Be($"HTTP {status}, No such mempool transaction (-5)");
        (failure.IsTooMuch, failure.RetryAfter).Should().Be((mayBeTooMuch, TimeSpan.FromSeconds(30)));
    }

    [Theory]
    [InlineData(400, "")]
    [InlineData(400, "<html>Bad Request</html>")]
    [InlineData(404, "[]")]
    [InlineData(404, "null")]
    [InlineData(500, Result)]
    [InlineData(500, """{"error":"overloaded"}""")]
    [InlineData(500, """{"error":{"code":-5,"mess""")]
    [InlineData(401, "")]
    [InlineData(429, "Too Many Requests")]
    [InlineData(502, "<html>Bad Gateway</html>")]
    [InlineData(502, Result)]
    public async Task Without_an_error_in_the_body_a_failed_status_is_all_there_is(int status, string body)
    {
        Reply(status, body);
        var failure = await FailureAsync();
        (failure.Message, failure.RetryAfter).Should().Be(($"HTTP {status}", (TimeSpan?)null));
        failure.IsTooMuch.Should().Be(status is 400 or 500 or 502);
    }

    [Fact]
    public async Task A_long_message_is_shortened_with_any_status()
    {
        Reply(429, $$$"""{"error":{"code":-32005,"message":"{{{new string('x', 5000)}}}"},"id":0}""");
        (await FailureAsync()).Message.Should().Be($"HTTP 429, {new string('x', 200)}… (-32005)");
    }
}
