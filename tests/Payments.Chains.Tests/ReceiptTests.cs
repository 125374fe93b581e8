using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Payments.Chains.Tests;

/// <summary>A transfer counts only if the receipt of its transaction tells the same.</summary>
public sealed class ReceiptTests : FakeNodeTests
{
    [Theory]
    [InlineData("blockHash", "\"0x00000000000000000000000000000000000000000000000000000000000000ff\"", "another block")]
    [InlineData("transactionHash", "\"0x00000000000000000000000000000000000000000000000000000000000000ff\"", "another block or transaction")]
    [InlineData("status", "\"0x0\"", "does not tell of")]
    [InlineData("status", "null", "hex was expected")]
    [InlineData("logs", "[]", "does not tell of")]
    [InlineData("logs", "null", "does not tell of")]
    public async Task A_receipt_that_contradicts_what_was_found_is_a_failure(string field, string json, string reason)
    {
        First.Answer = (question, honest) =>
        {
            if (question.Method == "eth_getTransactionReceipt") honest![field] = JsonNode.Parse(json);
            return honest;
        };
        (await Reader(First).RefusedAsync(10, 12)).Should().Contain(reason);
        await ExpectEverythingAsync(Reader(First, Second));
    }

    [Theory]
    [InlineData("address", "\"0x00000000000000000000000000000000000000cc\"")]
    [InlineData("data", "\"0x00000000000000000000000000000000000000000000000000000000000000ff\"")]
    [InlineData("topics", "[]")]
    public async Task A_receipt_with_other_logs_is_a_failure(string field, string json)
    {
        First.Answer = (question, honest) =>
        {
            if (question.Method == "eth_getTransactionReceipt") foreach (var log in honest!["logs"]!.AsArray()) log![field] = JsonNode.Parse(json);
            return honest;
        };
        (await Reader(First).RefusedAsync(30, 30)).Should().Contain("does not tell of");
    }

    [Fact]
    public async Task A_receipt_that_is_not_there_yet_is_waited_for()
    {
        First.Answer = (question, honest) => question.Method == "eth_getTransactionReceipt" ? null : honest;
        var reader = Reader(First);
        (await reader.RefusedAsync(30, 30)).Should().Be("the node does not have a receipt yet");
        First.Answer = (_, honest) => honest;
        Time.Advance(TimeSpan.FromSeconds(1));
        (await reader.ReadAsync(30, 30)).Transfers.Should().ContainSingle();
    }

    [Fact]
    public async Task Receipts_are_asked_for_in_smaller_batches_where_a_node_refuses_a_large_one()
    {
        while (First.Chain.Head < 49) First.Chain.Append();
        First.Chain.Append([.. Enumerable.Range(1, 250).Select(units => (Wallet, (UInt128)units))]);
        var largest = 0;
        First.Handle = async (context, questions) =>
        {
            var receipts = questions.Count(question => question.Method == "eth_getTransactionReceipt");
            if (receipts <= 20)
            {
                largest = Math.Max(largest, receipts);
                return false;
            }
            await context.Response.WriteAsync("""{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"batch limit 20 exceeded"}}""");
            return true;
        };
        var batch = await Reader(First).ReadAsync(50, 50);
        batch.Transfers.Select(transfer => transfer.Units).Should().Equal(Enumerable.Range(1, 250).Select(units => (UInt128)units));
        largest.Should().BeInRange(1, 20);
    }

    [Fact]
    public async Task Nothing_found_asks_for_no_receipt()
    {
        await Reader(First).ReadAsync(13, 29);
        First.Asked.Should().NotContain(question => question.Method == "eth_getTransactionReceipt");
    }
}
