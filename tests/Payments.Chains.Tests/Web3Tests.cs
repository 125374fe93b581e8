using System.Numerics;
using System.Text.Json.Nodes;
using Nethereum.Hex.HexTypes;
using Nethereum.RPC;
using Nethereum.RPC.Eth.DTOs;
using Nethereum.Web3;
using Payments.Chains.Nodes;
using Payments.Testing.Nodes;

namespace Payments.Chains.Tests;

/// <summary>Every call of <c>Web3</c> against a real node, beside what ethers reads from the same one.</summary>
public sealed class Web3Tests : IAsyncLifetime
{
    private const string Wallet = "0x00000000000000000000000000000000000a11ce";

    private readonly HttpClient http = new();
    private AnvilNode node = null!;
    private IEthApiService eth = null!;
    private HexBigInteger number = null!;
    private JsonArray theirs = null!;

    public async Task InitializeAsync()
    {
        node = await AnvilNode.StartAsync(automine: false);
        eth = new Web3(new RpcNodeClient(new RpcNode(new NodeTransport(node.Url, http, TimeSpan.FromSeconds(15), TimeProvider.System)), CancellationToken.None)).Eth;
        var payer = node.Accounts[0];
        var token = await node.DeployTokenAsync(6);
        await node.MintAsync(token, payer, 1_000_000);
        await node.MineAsync(70);
        await node.TransferAsync(token, payer, Wallet, 1_500);
        await node.ScatterAsync(token, payer, [Wallet, payer], 25);
        await node.SendCoinsAsync(payer, Wallet, 3_000_000_000_000_000_000);
        await node.BoastAsync(token, payer, Wallet, 9);
        await node.DeployTokenAsync(18);
        number = new HexBigInteger(await node.HeadAsync());
        theirs = NodeScript.Run("read-chain.js", [node.Url.ToString(), (long)number.Value, token]);
        Filter = new NewFilterInput { FromBlock = new BlockParameter(number), ToBlock = new BlockParameter(number), Address = [token] };
    }

    private NewFilterInput Filter { get; set; } = null!;

    public async Task DisposeAsync()
    {
        http.Dispose();
        await node.DisposeAsync();
    }

    [Fact]
    public async Task Chain_id_head_gas_price_and_syncing_are_those_of_ethers()
    {
        (await eth.ChainId.SendRequestAsync())!.Value.Should().Be(BigInteger.Parse(theirs[0]!.GetValue<string>()));
        (await eth.Blocks.GetBlockNumber.SendRequestAsync())!.Value.Should().Be(theirs[1]!.GetValue<long>());
        (await eth.GasPrice.SendRequestAsync())!.ToString().Should().Be(theirs[2]!.GetValue<string>());
        (await eth.Syncing.SendRequestAsync()).IsSyncing.Should().Be(theirs[3]!.GetValue<bool>());
    }

    [Fact]
    public async Task The_finalized_block_is_that_of_ethers()
    {
        var finalized = new BlockParameter();
        finalized.SetValue(BlockParameter.BlockParameterType.finalized);
        Same(Named((await eth.Blocks.GetBlockWithTransactionsHashesByNumber.SendRequestAsync(finalized))!), theirs[4]);
    }

    [Fact]
    public async Task A_block_with_its_transactions_is_that_of_ethers()
    {
        var block = (await eth.Blocks.GetBlockWithTransactionsByNumber.SendRequestAsync(number))!;
        block.Transactions.Should().HaveCount(5).And.ContainSingle(transaction => transaction.To == null);
        var ours = Named(block);
        ours["transactions"] = new JsonArray([.. block.Transactions!.Select(transaction => new JsonObject
        {
            ["hash"] = transaction.TransactionHash,
            ["blockHash"] = transaction.BlockHash,
            ["from"] = transaction.From!.ToLowerInvariant(),
            ["to"] = transaction.To?.ToLowerInvariant(),
            ["value"] = transaction.Value!.ToString(),
        })]);
        Same(ours, theirs[5]);
        Same(Named((await eth.Blocks.GetBlockWithTransactionsByNumber.SendRequestAsync(new BlockParameter(number)))!), Named(block));
    }

    [Fact]
    public async Task A_block_with_hashes_names_the_same_transactions()
    {
        var block = (await eth.Blocks.GetBlockWithTransactionsHashesByNumber.SendRequestAsync(number))!;
        block.TransactionHashes.Should().Equal(theirs[5]!["transactions"]!.AsArray().Select(transaction => transaction!["hash"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Logs_are_those_of_ethers()
    {
        var logs = (await eth.Filters.GetLogs.SendRequestAsync(Filter))!;
        logs.Should().HaveCount(3);
        Same(new JsonArray([.. logs.Select(Logged)]), theirs[6]);
    }

    [Fact]
    public async Task Receipts_are_those_of_ethers_one_by_one_and_at_once()
    {
        var hashes = theirs[7]!.AsArray().Select(receipt => receipt!["transactionHash"]!.GetValue<string>()).ToArray();
        var single = await Task.WhenAll(hashes.Select(hash => eth.Transactions.GetTransactionReceipt.SendRequestAsync(hash)));
        single.Select(receipt => receipt!.Status!.Value).Should().Equal(1, 1, 1, 0, 1);
        Same(new JsonArray([.. single.Select(Received)]), theirs[7]);
        var batch = await eth.Transactions.GetTransactionReceipt.SendBatchRequestAsync(hashes);
        Same(new JsonArray([.. batch.Select(Received)]), theirs[7]);
    }

    [Fact]
    public async Task What_the_node_does_not_have_is_null()
    {
        (await eth.Blocks.GetBlockWithTransactionsByNumber.SendRequestAsync(new HexBigInteger(1_000_000))).Should().BeNull();
        (await eth.Transactions.GetTransactionReceipt.SendRequestAsync("0x" + new string('a', 64))).Should().BeNull();
        var batch = await eth.Transactions.GetTransactionReceipt.SendBatchRequestAsync(["0x" + new string('a', 64), theirs[7]![0]!["transactionHash"]!.GetValue<string>()]);
        batch[0].Should().BeNull();
        batch[1].Should().NotBeNull();
    }

    private static void Same(JsonNode ours, JsonNode? theirs) => JsonNode.DeepEquals(ours, theirs).Should().BeTrue($"{ours.ToJsonString()} is not {theirs?.ToJsonString()}");

    private static JsonObject Named(Block block) => new()
    {
        ["number"] = (long)block.Number!.Value,
        ["hash"] = block.BlockHash,
        ["parentHash"] = block.ParentHash,
        ["timestamp"] = (long)block.Timestamp!.Value,
    };

    private static JsonNode Received(TransactionReceipt? receipt) => new JsonObject
    {
        ["transactionHash"] = receipt!.TransactionHash,
        ["blockHash"] = receipt.BlockHash,
        ["status"] = (long)receipt.Status!.Value,
        ["logs"] = new JsonArray([.. receipt.Logs!.Select(Logged)]),
    };

    private static JsonNode Logged(FilterLog log) => new JsonObject
    {
        ["address"] = log.Address!.ToLowerInvariant(),
        ["topics"] = new JsonArray([.. log.Topics!.Select(topic => (JsonNode)(string)topic)]),
        ["data"] = log.Data,
        ["blockHash"] = log.BlockHash,
        ["blockNumber"] = (long)log.BlockNumber!.Value,
        ["logIndex"] = (long)log.LogIndex!.Value,
        ["transactionHash"] = log.TransactionHash,
        ["removed"] = log.Removed,
    };
}
