using Microsoft.AspNetCore.Http;
using Payments.Chains.Tests.Nodes;

namespace Payments.Chains.Tests;

/// <summary>Nodes that refuse the size of a question: nothing is skipped, whatever they say.</summary>
public sealed class RangeRefusalTests : FakeNodeTests
{
    [Theory]
    [InlineData(-32005, "query returned more than 10000 results")]
    [InlineData(-32005, "limit exceeded")]
    [InlineData(-32000, "exceed maximum block range: 5000")]
    [InlineData(-32600, "eth_getLogs is limited to a 10,000 range")]
    [InlineData(-32602, "Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range")]
    [InlineData(-32614, "eth_getLogs is limited to a 10,000 range")]
    [InlineData(-32701, "Please specify an address in your request or, to remove restrictions, order a dedicated full node")]
    [InlineData(-32012, "maximum RPC range limit exceeded")]
    [InlineData(35, "ranges over 10000 blocks are not supported on freetier")]
    [InlineData(-1, "block range is too wide")]
    public async Task A_refused_range_is_read_in_smaller_pieces(int code, string message)
    {
        First.Answer = (question, honest) => FakeNode.RangeOf(question) > 3 ? FakeNode.RpcError(code, message) : honest;
        await ExpectEverythingAsync(Reader(First));
        First.Asked.Where(question => FakeNode.RangeOf(question) > 0).Should().OnlyHaveUniqueItems(question => question.Parameter(0)!["fromBlock"]!.GetValue<string>() + question.Parameter(0)!["toBlock"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(413)]
    [InlineData(500)]
    [InlineData(502)]
    public async Task A_range_refused_by_a_status_is_read_in_smaller_pieces(int status)
    {
        First.Handle = (context, questions) =>
        {
            if (!questions.Any(question => FakeNode.RangeOf(question) > 5)) return Task.FromResult(false);
            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };
        await ExpectEverythingAsync(Reader(First));
    }

    [Fact]
    public async Task A_range_whose_answer_is_cut_off_is_read_in_smaller_pieces()
    {
        First.Text = text => text.Length > 8000 ? text[..8000] : text;
        await ExpectEverythingAsync(Reader(First));
    }

    [Fact]
    public async Task A_batch_refused_as_a_whole_is_read_in_smaller_pieces()
    {
        First.Handle = async (context, questions) =>
        {
            if (questions.Count <= 10) return false;
            await context.Response.WriteAsync("""{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"batch limit 10 exceeded"}}""");
            return true;
        };
        await ExpectEverythingAsync(Reader(First));
    }

    [Fact]
    public async Task Ranges_grow_again_after_a_refusal()
    {
        var reader = Reader([First], ("BatchBlocks", "20"));
        First.Answer = (question, honest) => FakeNode.RangeOf(question) > 5 ? FakeNode.RpcError(-32005, "limit exceeded") : honest;
        await reader.ReadAsync(1, 20);
        First.Answer = (_, honest) => honest;
        for (var i = 0; i < 10; i++) await reader.ReadAsync(1, 40);
        First.Asked.Clear();
        await reader.ReadAsync(1, 20);
        First.Asked.Max(FakeNode.RangeOf).Should().Be(20);
    }
}
