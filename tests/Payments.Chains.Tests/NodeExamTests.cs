using System.Text.Json.Nodes;
using Payments.Chains.Tests.Nodes;

namespace Payments.Chains.Tests;

/// <summary>A node is examined once, and believed only if it answers all that reading will ask of it.</summary>
public sealed class NodeExamTests : FakeNodeTests
{
    [Fact]
    public async Task A_node_is_examined_once()
    {
        var reader = Reader(First);
        await reader.GetHeadAsync();
        First.Asked.Select(question => question.Method).Should().Equal("eth_chainId", "eth_blockNumber", "eth_getBlockByNumber", "eth_getLogs", "eth_blockNumber");
        First.Asked.Clear();
        await reader.GetHeadAsync();
        await ExpectEverythingAsync(reader);
        First.Asked.Should().NotContain(question => question.Method == "eth_chainId");
    }

    [Fact]
    public async Task A_block_below_the_head_is_asked_about_because_a_balancer_may_not_have_the_newest_everywhere()
    {
        await Reader(First).GetHeadAsync();
        First.Asked.Single(question => question.Method == "eth_getBlockByNumber").Parameter(0)!.GetValue<string>().Should().Be("0x23");
        First.Asked.Single(question => question.Method == "eth_getLogs").Parameter(0)!.ToJsonString().Should().Contain("\"fromBlock\":\"0x23\",\"toBlock\":\"0x23\"");
    }

    [Fact]
    public async Task A_young_chain_is_asked_about_its_first_block()
    {
        First.Chain = new FakeChain(3);
        (await Reader(First).GetHeadAsync()).Number.Should().Be(2);
        First.Asked.Single(question => question.Method == "eth_getBlockByNumber").Parameter(0)!.GetValue<string>().Should().Be("0x0");
    }

    [Theory]
    [InlineData("eth_getLogs", "limit exceeded")]
    [InlineData("eth_getBlockByNumber", "not on this plan")]
    public async Task A_node_that_does_not_serve_what_is_needed_is_seen_before_it_is_needed(string method, string reason)
    {
        Second.Answer = (question, honest) => question.Method == method ? FakeNode.RpcError(-32005, reason) : honest;
        var reader = Reader(First, Second);
        (await reader.GetHeadAsync()).Number.Should().Be(40);
        reader.Reader.Nodes[0].IsHealthy.Should().BeTrue();
        reader.Reader.Nodes[1].IsHealthy.Should().BeFalse();
        reader.Reader.Nodes[1].LastError.Should().Be($"{reason}: {method} (-32005)");

        Second.Answer = (_, honest) => honest;
        Time.Advance(TimeSpan.FromSeconds(15));
        await reader.GetHeadAsync();
        reader.Reader.Nodes[1].IsHealthy.Should().BeTrue();
        reader.Reader.Nodes[1].Head.Should().Be(40);
    }

    [Fact]
    public async Task A_node_without_receipts_is_not_believed()
    {
        First.Answer = (question, honest) =>
        {
            if (question.Method == "eth_getBlockByNumber") honest!["transactions"] = new JsonArray([.. new[] { 1, 2 }.Select(number => new JsonObject { ["hash"] = FakeChain.Hash(number, "transaction") })]);
            return honest;
        };
        (await Reader(First).RefusedAsync(1, 2)).Should().Be("the node does not have a receipt of its own block");
        First.Asked.Last().Parameter(0)!.GetValue<string>().Should().Be(FakeChain.Hash(1, "transaction"), "a chain's own transactions are at the end");
    }

    [Theory]
    [InlineData("eth_getBlockByNumber", "transactions", "null", "without transactions")]
    [InlineData("eth_getBlockByNumber", "timestamp", "\"0xffffffffffffff\"", "out of range")]
    [InlineData("eth_getBlockByNumber", "hash", "\"0x12\"", "no hash")]
    [InlineData("eth_getBlockByNumber", "number", "\"0xzz\"", "no number")]
    [InlineData("eth_getBlockByNumber", "number", "null", "hex was expected")]
    [InlineData("eth_getBlockByNumber", "number", "true", "unknown shape")]
    public async Task An_answer_that_makes_no_sense_fails_the_exam(string method, string field, string json, string reason)
    {
        First.Answer = (question, honest) =>
        {
            if (question.Method == method) honest![field] = JsonNode.Parse(json);
            return honest;
        };
        (await Reader(First).RefusedAsync(1, 2)).Should().Contain(reason);
    }

    [Theory]
    [InlineData("eth_chainId")]
    [InlineData("eth_blockNumber")]
    [InlineData("eth_getBlockByNumber")]
    [InlineData("eth_getLogs")]
    public async Task Null_in_place_of_an_answer_fails_the_exam(string method)
    {
        First.Answer = (question, honest) => question.Method == method ? null : honest;
        await Reader(First).RefusedAsync(1, 2);
        First.Asked.Last().Method.Should().Be(method);
    }

    [Fact]
    public async Task Logs_of_another_block_fail_the_exam()
    {
        First.Answer = (question, honest) => question.Method == "eth_getLogs" ? First.Chain.Logs(30, 30) : honest;
        (await Reader(First).RefusedAsync(1, 2)).Should().Be("a log of another block than the one asked for");
    }

    [Fact]
    public async Task A_node_that_serves_another_chain_from_some_time_on_is_found_out()
    {
        var reader = Reader(First);
        (await reader.Reader.GetNetworkFactsAsync(CancellationToken.None)).ChainId.Should().Be(ReaderUnderTest.ChainNumber);
        First.ChainId = 1;
        await FluentActions.Awaiting(() => reader.Reader.GetNetworkFactsAsync(CancellationToken.None)).Should().ThrowAsync<Reading.ChainReadException>().WithMessage("*chain id 1,*");
        reader.Reader.Nodes[0].BackOffUntil.Should().Be(Time.GetUtcNow() + TimeSpan.FromMinutes(10));
    }
}
