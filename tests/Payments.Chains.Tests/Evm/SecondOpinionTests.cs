using System.Text.Json.Nodes;
using Payments.Chains.Tests.Nodes;

namespace Payments.Chains.Tests.Evm;

/// <summary>A header lets expect logs and the node has none: a coincidence, or a node that leaves them out. Another node tells.</summary>
public sealed class SecondOpinionTests : FakeNodeTests
{
    private static bool IsByHash(Question question) => question.Method == "eth_getLogs" && question.Parameter(0)!["blockHash"] is not null;

    private static JsonNode? WithoutLogs(Question question, JsonNode? honest) => question.Method == "eth_getLogs" ? new JsonArray() : honest;

    private static JsonNode? WithFullBlooms(Question question, JsonNode? honest)
    {
        if (question.Method == "eth_getBlockByNumber") honest!["logsBloom"] = "0x" + new string('f', 512);
        return honest;
    }

    [Fact]
    public async Task A_node_that_leaves_logs_out_is_not_believed_when_another_has_them()
    {
        First.Answer = WithoutLogs;
        var reader = Reader(First, Second);
        await ExpectEverythingAsync(reader);
        reader.Reader.Nodes[0].LastError.Should().Be("another node knows of something in blocks where this one tells of nothing");
        reader.Reader.Nodes[1].IsHealthy.Should().BeTrue();
    }

    [Fact]
    public async Task A_coincidence_costs_one_question_for_the_whole_range()
    {
        First.Answer = WithFullBlooms;
        var reader = Reader(First, Second);
        await reader.GetHeadAsync();
        Second.Asked.Clear();
        await ExpectEverythingAsync(reader);
        Second.Asked.Should().HaveCount(40).And.OnlyContain(question => IsByHash(question));
        reader.Reader.Nodes.Should().OnlyContain(node => node.IsHealthy);
    }

    [Fact]
    public async Task The_other_nodes_logs_must_be_those_of_the_block_and_of_the_token()
    {
        First.Answer = WithFullBlooms;
        Second.Answer = (question, honest) => IsByHash(question) ? First.Chain.Logs(11, 11) : honest;
        var reader = Reader(First, Second);
        (await reader.RefusedAsync(20, 20)).Should().Be("no second opinion: a log of another block than the one answered beside it");
        (reader.Reader.Nodes[0].LastError, reader.Reader.Nodes[1].IsHealthy).Should().Be((null, false));
        Second.Answer = (question, honest) => IsByHash(question) ? OfAnotherContract(First.Chain.Logs(11, 11), 20) : honest;
        (await reader.ReadAsync(20, 20)).Transfers.Should().BeEmpty();
        reader.Reader.Nodes[0].IsHealthy.Should().BeTrue();
    }

    [Fact]
    public async Task Another_node_that_does_not_have_the_block_yet_is_waited_for_and_nobody_else_blamed()
    {
        First.Answer = WithoutLogs;
        Second.Answer = (question, honest) => IsByHash(question) ? FakeNode.RpcError(-32000, "unknown block") : honest;
        var reader = Reader(First, Second);
        (await reader.RefusedAsync(30, 30)).Should().StartWith("no second opinion: unknown block");
        reader.Reader.Nodes[0].IsHealthy.Should().BeTrue();
        Second.Answer = (_, honest) => honest;
        Time.Advance(TimeSpan.FromSeconds(1));
        (await reader.ReadAsync(30, 30)).Transfers.Should().ContainSingle();
    }

    [Fact]
    public async Task Another_node_that_fails_is_waited_for_five_times_and_then_no_more()
    {
        First.Answer = WithFullBlooms;
        Second.Answer = (_, _) => FakeNode.RpcError(-32000, "out of order");
        var reader = Reader(First, Second);
        for (var i = 0; i < 5; i++) (await reader.RefusedAsync(1, 40)).Should().StartWith("no second opinion");
        await ExpectEverythingAsync(reader);
        reader.Reader.Nodes.Select(node => node.IsHealthy).Should().Equal(true, false);
    }

    [Fact]
    public async Task Another_node_that_asks_to_be_left_alone_is_not_waited_for()
    {
        First.Answer = WithFullBlooms;
        Second.Handle = (context, _) =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "30";
            return Task.FromResult(true);
        };
        var reader = Reader(First, Second);
        await reader.RefusedAsync(1, 40);
        Second.Asked.Clear();
        await ExpectEverythingAsync(reader);
        Second.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task One_node_alone_is_asked_twice_and_then_believed()
    {
        First.Answer = WithoutLogs;
        (await Reader(First).ReadAsync(30, 30)).Transfers.Should().BeEmpty();
        First.Asked.Count(IsByHash).Should().Be(1);
    }

    [Fact]
    public async Task An_approval_of_a_watched_address_is_no_payment_though_it_has_the_same_shape()
    {
        First.Answer = (question, honest) =>
        {
            if (question.Method == "eth_getLogs") foreach (var log in honest!.AsArray()) log!["topics"]![0] = RandomRange.ApprovalTopic;
            return honest;
        };
        (await Reader(First).ReadAsync(30, 30)).Transfers.Should().BeEmpty();
    }

    private static JsonArray OfAnotherContract(JsonArray logs, int block)
    {
        foreach (var log in logs) (log!["address"], log["blockNumber"], log["blockHash"]) = (FakeChain.Payer, FakeChain.Quantity(block), FakeChain.Hash(block));
        return logs;
    }
}
