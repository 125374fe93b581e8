using System.Text.Json.Nodes;
using Payments.Chains.Tests.Nodes;

namespace Payments.Chains.Tests;

/// <summary>Nodes whose answers do not fit together, by accident or by a balancer: nothing of them is used.</summary>
public sealed class AnswerFitTests : FakeNodeTests
{
    [Fact]
    public async Task A_node_without_the_newest_logs_is_not_believed()
    {
        // A balancer's second node is behind: it knows of no logs in blocks that the first one has answered.
        First.Answer = (question, honest) => question.Method == "eth_getLogs"
            ? question.Parameter(0)!["blockHash"] is null ? new JsonArray() : FakeNode.RpcError(-32000, "unknown block")
            : honest;
        (await Reader(First).RefusedAsync(30, 30)).Should().Contain("unknown block");
        await ExpectEverythingAsync(Reader(First, Second));
    }

    [Fact]
    public async Task Logs_that_were_left_out_are_asked_for_by_block()
    {
        First.Answer = (question, honest) => FakeNode.RangeOf(question) > 0
            ? new JsonArray([.. honest!.AsArray().Where(log => log!["blockNumber"]!.GetValue<string>() != "0x1e").Select(log => log!.DeepClone())])
            : honest;
        await ExpectEverythingAsync(Reader(First));
    }

    [Fact]
    public async Task A_header_that_promises_logs_of_others_costs_a_question_and_nothing_else()
    {
        // A bloom has false positives: with every bit set it lets expect logs in each block.
        First.Answer = (question, honest) =>
        {
            if (question.Method == "eth_getBlockByNumber") honest!["logsBloom"] = "0x" + new string('f', 512);
            return honest;
        };
        await ExpectEverythingAsync(Reader(First));
        First.Asked.Count(question => question.Method == "eth_getLogs" && question.Parameter(0)!["blockHash"] is not null).Should().BeGreaterThanOrEqualTo(37);
    }

    [Fact]
    public async Task A_block_that_the_node_does_not_have_is_a_failure()
    {
        First.Answer = (question, honest) => question.Method == "eth_getBlockByNumber" && question.Parameter(0)!.GetValue<string>() == "0x14" ? null : honest;
        (await Reader(First).RefusedAsync(15, 25)).Should().Contain("does not have the block");
    }

    [Theory]
    [InlineData("hash", "does not follow")]
    [InlineData("parentHash", "does not follow")]
    [InlineData("number", "was asked for")]
    public async Task Blocks_that_do_not_fit_together_are_a_failure(string field, string reason)
    {
        First.Answer = (question, honest) =>
        {
            if (question.Method == "eth_getBlockByNumber" && question.Parameter(0)!.GetValue<string>() == "0x14")
                honest![field] = field == "number" ? "0x15" : FakeChain.Hash(20, "another branch");
            return honest;
        };
        (await Reader(First).RefusedAsync(15, 25)).Should().Contain(reason);
    }

    [Theory]
    [InlineData("blockHash", "\"0x00000000000000000000000000000000000000000000000000000000000000ff\"", "another block")]
    [InlineData("removed", "true", "taken back")]
    [InlineData("logIndex", "null", "hex")]
    [InlineData("topics", "{}", "shape")]
    [InlineData("data", "\"0xzz\"", "amount")]
    [InlineData("transactionHash", "\"0x12\"", "no hash")]
    public async Task A_log_that_does_not_fit_is_a_failure(string field, string json, string reason)
    {
        First.Answer = (question, honest) =>
        {
            if (question.Method == "eth_getLogs") foreach (var log in honest!.AsArray()) log![field] = JsonNode.Parse(json);
            return honest;
        };
        (await Reader(First).RefusedAsync(10, 12)).Should().Contain(reason);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("data", "0x0000000000000000000000000000000000000000000000000000000000000009")]
    public async Task A_log_that_is_told_twice_counts_once_and_one_told_in_two_ways_is_a_failure(string? field, string? value)
    {
        First.Answer = (question, honest) =>
        {
            if (question.Method != "eth_getLogs") return honest;
            var again = honest!.AsArray().Select(log => log!.DeepClone()).ToArray();
            if (field is not null) foreach (var log in again) log[field] = value;
            return new JsonArray([.. honest.AsArray().Select(log => log!.DeepClone()), .. again]);
        };
        if (field is null) await ExpectEverythingAsync(Reader(First));
        else (await Reader(First).RefusedAsync(10, 12)).Should().Contain("told in two ways");
    }

    [Fact]
    public async Task A_transaction_keeps_its_name_however_a_node_spells_it()
    {
        Second.Answer = (question, honest) =>
        {
            if (question.Method == "eth_getLogs") foreach (var log in honest!.AsArray()) log!["transactionHash"] = "0x" + log["transactionHash"]!.GetValue<string>()[2..].ToUpperInvariant();
            return honest;
        };
        var lower = await Reader(First).ReadAsync(30, 30);
        var upper = await Reader(Second).ReadAsync(30, 30);
        upper.Transfers.Should().Equal(lower.Transfers);
    }
}
