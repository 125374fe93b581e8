using System.Text.Json.Nodes;
using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC;
using Nethereum.RPC.Eth.DTOs;
using Nethereum.Web3;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Chains.Tests.Nodes;

namespace Payments.Chains.Tests;

/// <summary>What <c>Web3</c> makes of answers that are errors or have another shape than was asked for.</summary>
public sealed class Web3FailureTests : FakeNodeTests
{
    private readonly HttpClient http = new();

    private IEthApiService Eth => new Web3(new RpcNodeClient(new RpcNode(new NodeTransport(First.Url, http, TimeSpan.FromSeconds(15), TimeProvider.System)), CancellationToken.None)).Eth;

    [Fact]
    public async Task An_error_keeps_its_code_and_words_and_names_the_method()
    {
        First.Answer = (_, _) => FakeNode.RpcError(-32005, "limit exceeded");
        var error = (await FluentActions.Awaiting(() => Eth.GasPrice.SendRequestAsync()).Should().ThrowAsync<RpcResponseException>()).Which.RpcError;
        error.Code.Should().Be(-32005);
        error.Message.Should().Be("limit exceeded: eth_gasPrice");
    }

    [Fact]
    public async Task Errors_in_a_batch_leave_together()
    {
        First.Answer = (question, honest) => question.Id == 1 ? FakeNode.RpcError(-32000, "pruned") : honest;
        var receipts = First.Chain.Logs(11, 12).Select(log => log!["transactionHash"]!.GetValue<string>()).ToArray();
        var errors = (await FluentActions.Awaiting(() => Eth.Transactions.GetTransactionReceipt.SendBatchRequestAsync(receipts)).Should().ThrowAsync<RpcResponseBatchException>()).Which.RpcErrors;
        errors.Should().ContainSingle().Which.Message.Should().Be("pruned: eth_getTransactionReceipt");
    }

    [Fact]
    public async Task One_receipt_that_cannot_be_read_is_null_and_the_others_are_there()
    {
        First.Answer = (question, honest) => question.Id == 1 ? new JsonObject { ["status"] = new JsonArray() } : honest;
        var hashes = First.Chain.Logs(11, 12).Select(log => log!["transactionHash"]!.GetValue<string>()).ToArray();
        var receipts = await Eth.Transactions.GetTransactionReceipt.SendBatchRequestAsync(hashes);
        receipts.Select(receipt => receipt?.TransactionHash).Should().Equal(hashes[0], null, hashes[2]);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("\"yes\"")]
    [InlineData("null")]
    [InlineData("""{"currentBlock":"0x1"}""")]
    public async Task Syncing_is_false_or_a_progress(string json)
    {
        First.Answer = (_, _) => JsonNode.Parse(json);
        await FluentActions.Awaiting(() => Eth.Syncing.SendRequestAsync()).Should().ThrowAsync<Exception>();
    }

    [Fact]
    public async Task A_node_that_catches_up_says_where_it_is()
    {
        First.Answer = (_, _) => new JsonObject { ["startingBlock"] = "0x1", ["currentBlock"] = "0x20", ["highestBlock"] = "0x300" };
        var progress = await Eth.Syncing.SendRequestAsync();
        progress.IsSyncing.Should().BeTrue();
        new[] { progress.StartingBlock, progress.CurrentBlock, progress.HighestBlock }.Select(block => (int)block!.Value).Should().Equal(1, 0x20, 0x300);
    }

    [Fact]
    public async Task A_number_that_is_no_quantity_cannot_be_converted_and_a_list_or_an_object_is_none()
    {
        First.Answer = (_, _) => true;
        await FluentActions.Awaiting(() => Eth.Blocks.GetBlockNumber.SendRequestAsync()).Should().ThrowAsync<Exception>().WithMessage("Unable to convert the result to type *HexBigInteger*");
        First.Answer = (_, _) => new JsonArray("0x1");
        (await Eth.Blocks.GetBlockNumber.SendRequestAsync()).Should().BeNull();
        First.Answer = (_, _) => new JsonObject { ["value"] = "0x1" };
        (await Eth.Blocks.GetBlockNumber.SendRequestAsync()).Should().BeNull();
    }

    [Theory]
    [InlineData("\"0x1\"")]
    [InlineData("""{"number":true}""")]
    [InlineData("""{"transactions":"none"}""")]
    public async Task A_block_of_another_shape_cannot_be_converted(string json)
    {
        First.Answer = (_, _) => JsonNode.Parse(json);
        await FluentActions.Awaiting(() => Eth.Blocks.GetBlockWithTransactionsByNumber.SendRequestAsync(new HexBigInteger(1))).Should().ThrowAsync<Exception>().WithMessage("Unable to convert*");
    }

    [Fact]
    public async Task A_number_that_is_no_hex_shows_when_it_is_wanted_and_a_plain_one_is_taken()
    {
        First.Answer = (_, _) => "0xnothing";
        var read = await Eth.ChainId.SendRequestAsync();
        read.Invoking(quantity => quantity!.Value).Should().Throw<FormatException>();
        First.Answer = (_, _) => 56;
        (await Eth.ChainId.SendRequestAsync())!.HexValue.Should().Be("0x38");
    }

    [Fact]
    public async Task Missing_fields_and_missing_blocks_are_null()
    {
        First.Answer = (_, _) => new JsonObject { ["hash"] = "0x1" };
        var block = (await Eth.Blocks.GetBlockWithTransactionsHashesByNumber.SendRequestAsync(new BlockParameter()))!;
        new object?[] { block.Number, block.ParentHash, block.Timestamp, block.TransactionHashes }.Should().OnlyContain(field => field == null);
        First.Answer = (_, _) => null;
        (await Eth.Blocks.GetBlockWithTransactionsHashesByNumber.SendRequestAsync(new BlockParameter())).Should().BeNull();
        (await Eth.ChainId.SendRequestAsync()).Should().BeNull();
    }

    [Fact]
    public async Task A_node_that_is_not_there_fails_as_it_does_for_ranges()
    {
        var eth = Eth;
        await First.DisposeAsync();
        (await FluentActions.Awaiting(() => eth.ChainId.SendRequestAsync()).Should().ThrowAsync<ChainReadException>()).WithMessage("no connection*");
    }

    [Fact]
    public async Task Names_of_blocks_are_sent_as_the_specification_has_them()
    {
        var block = new BlockParameter();
        foreach (var name in Enum.GetValues<BlockParameter.BlockParameterType>().Where(name => name != BlockParameter.BlockParameterType.blockNumber))
        {
            block.SetValue(name);
            block.GetRPCParam().Should().Be(name.ToString());
        }
        block.Invoking(parameter => parameter.SetValue(BlockParameter.BlockParameterType.blockNumber)).Should().Throw<ArgumentException>();
        new BlockParameter(1024UL).GetRPCParam().Should().Be("0x400");
        First.Asked.Clear();
        First.Answer = (_, _) => null;
        await Eth.Blocks.GetBlockWithTransactionsByNumber.SendRequestAsync(new BlockParameter());
        await Eth.Filters.GetLogs.SendRequestAsync(new NewFilterInput { FromBlock = new BlockParameter(5UL), ToBlock = new BlockParameter(6UL), Address = [FakeChain.Token], Topics = [FakeChain.Payer, null!] });
        First.Asked.Select(question => question.Parameters.ToJsonString()).Should().Equal(
            """["latest",true]""", $$"""[{"fromBlock":"0x5","toBlock":"0x6","address":["{{FakeChain.Token}}"],"topics":["{{FakeChain.Payer}}",null]}]""");
    }
}
