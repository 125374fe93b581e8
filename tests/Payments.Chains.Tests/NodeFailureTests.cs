using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Payments.Chains.Tests.Nodes;
using Payments.Testing;

namespace Payments.Chains.Tests;

/// <summary>Nodes that refuse, lie by accident, or are not there: nothing is skipped, whatever they do.</summary>
public sealed class NodeFailureTests : IAsyncLifetime
{
    private const string Wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
    private const string Other = "0x00000000000000000000000000000000000000bb";

    private readonly ManualTimeProvider time = new();
    private readonly List<IDisposable> readers = [];
    private FakeNode first = null!;
    private FakeNode second = null!;

    public async Task InitializeAsync()
    {
        first = await FakeNode.StartAsync(NewChain());
        second = await FakeNode.StartAsync(NewChain());
    }

    public async Task DisposeAsync()
    {
        foreach (var reader in readers) reader.Dispose();
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    /// <summary>Blocks 0 to 40; in 11, 12 and 30 the wallet gets 1, 2 and 3 units.</summary>
    private static FakeChain NewChain()
    {
        var chain = new FakeChain(11).Append((Other, 7), (Wallet, 1)).Append((Wallet, 2));
        while (chain.Head < 29) chain.Append();
        chain.Append((Wallet, 3));
        while (chain.Head < 40) chain.Append();
        return chain;
    }

    private ReaderUnderTest Reader(params FakeNode[] nodes) => Reader(nodes, []);

    private ReaderUnderTest Reader(FakeNode[] nodes, params (string, string)[] settings)
    {
        var reader = new ReaderUnderTest(FakeChain.Token, nodes.Select(node => node.Url), time, settings);
        reader.Watched.Add(Wallet);
        readers.Add(reader);
        return reader;
    }

    private static async Task ExpectEverythingAsync(ReaderUnderTest reader)
    {
        var batch = await reader.ReadAsync(1, 40);
        batch.Blocks.Select(block => block.Number).Should().Equal(Enumerable.Range(1, 40).Select(number => (long)number));
        batch.Transfers.Select(transfer => transfer.Units).Should().Equal(1, 2, 3);
    }

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
        first.Answer = (question, honest) => FakeNode.RangeOf(question) > 3 ? FakeNode.RpcError(code, message) : honest;
        await ExpectEverythingAsync(Reader(first));
        first.Asked.Where(question => FakeNode.RangeOf(question) > 0).Should().OnlyHaveUniqueItems(question => question.Parameter(0)!["fromBlock"]!.GetValue<string>() + question.Parameter(0)!["toBlock"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(413)]
    [InlineData(500)]
    [InlineData(502)]
    public async Task A_range_refused_by_a_status_is_read_in_smaller_pieces(int status)
    {
        first.Handle = (context, questions) =>
        {
            if (!questions.Any(question => FakeNode.RangeOf(question) > 5)) return Task.FromResult(false);
            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };
        await ExpectEverythingAsync(Reader(first));
    }

    [Fact]
    public async Task A_range_whose_answer_is_cut_off_is_read_in_smaller_pieces()
    {
        first.Text = text => text.Length > 8000 ? text[..8000] : text;
        await ExpectEverythingAsync(Reader(first));
    }

    [Fact]
    public async Task A_batch_refused_as_a_whole_is_read_in_smaller_pieces()
    {
        first.Handle = async (context, questions) =>
        {
            if (questions.Count <= 10) return false;
            await context.Response.WriteAsync("""{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"batch limit 10 exceeded"}}""");
            return true;
        };
        await ExpectEverythingAsync(Reader(first));
    }

    [Fact]
    public async Task Ranges_grow_again_after_a_refusal()
    {
        var reader = Reader([first], ("BatchBlocks", "20"));
        first.Answer = (question, honest) => FakeNode.RangeOf(question) > 5 ? FakeNode.RpcError(-32005, "limit exceeded") : honest;
        await reader.ReadAsync(1, 20);
        first.Answer = (_, honest) => honest;
        for (var i = 0; i < 10; i++) await reader.ReadAsync(1, 40);
        first.Asked.Clear();
        await reader.ReadAsync(1, 20);
        first.Asked.Max(FakeNode.RangeOf).Should().Be(20);
    }

    [Fact]
    public async Task A_node_that_refuses_even_one_block_is_left_alone_and_the_other_asked()
    {
        first.Answer = (question, honest) => question.Method == "eth_getLogs" ? FakeNode.RpcError(-32000, "archive requests need a plan") : honest;
        var reader = Reader(first, second);
        await ExpectEverythingAsync(reader);
        (await reader.ReadAsync(30, 30)).Transfers.Should().ContainSingle();
        reader.Reader.Nodes[0].IsHealthy.Should().BeFalse();
        reader.Reader.Nodes[0].LastError.Should().Contain("archive requests need a plan");
        reader.Reader.Nodes[1].IsHealthy.Should().BeTrue();
    }

    [Fact]
    public async Task A_node_without_the_newest_logs_is_not_believed()
    {
        // A balancer's second node is behind: it knows of no logs in blocks that the first one has answered.
        first.Answer = (question, honest) => question.Method == "eth_getLogs"
            ? question.Parameter(0)!["blockHash"] is null ? new JsonArray() : FakeNode.RpcError(-32000, "unknown block")
            : honest;
        (await Reader(first).RefusedAsync(30, 30)).Should().Contain("unknown block");
        await ExpectEverythingAsync(Reader(first, second));
    }

    [Fact]
    public async Task Logs_that_were_left_out_are_asked_for_by_block()
    {
        first.Answer = (question, honest) => FakeNode.RangeOf(question) > 0
            ? new JsonArray([.. honest!.AsArray().Where(log => log!["blockNumber"]!.GetValue<string>() != "0x1e").Select(log => log!.DeepClone())])
            : honest;
        await ExpectEverythingAsync(Reader(first));
    }

    [Fact]
    public async Task A_header_that_promises_logs_of_others_costs_a_question_and_nothing_else()
    {
        // A bloom has false positives: with every bit set it lets expect logs in each block.
        first.Answer = (question, honest) =>
        {
            if (question.Method == "eth_getBlockByNumber") honest!["logsBloom"] = "0x" + new string('f', 512);
            return honest;
        };
        await ExpectEverythingAsync(Reader(first));
        first.Asked.Count(question => question.Method == "eth_getLogs" && question.Parameter(0)!["blockHash"] is not null).Should().BeGreaterThanOrEqualTo(37);
    }

    [Fact]
    public async Task A_block_that_the_node_does_not_have_is_a_failure()
    {
        first.Answer = (question, honest) => question.Method == "eth_getBlockByNumber" && question.Parameter(0)!.GetValue<string>() == "0x14" ? null : honest;
        (await Reader(first).RefusedAsync(15, 25)).Should().Contain("does not have the block");
    }

    [Theory]
    [InlineData("hash", "does not follow")]
    [InlineData("parentHash", "does not follow")]
    [InlineData("number", "was asked for")]
    public async Task Blocks_that_do_not_fit_together_are_a_failure(string field, string reason)
    {
        first.Answer = (question, honest) =>
        {
            if (question.Method == "eth_getBlockByNumber" && question.Parameter(0)!.GetValue<string>() == "0x14")
                honest![field] = field == "number" ? "0x15" : FakeChain.Hash(20, "another branch");
            return honest;
        };
        (await Reader(first).RefusedAsync(15, 25)).Should().Contain(reason);
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
        first.Answer = (question, honest) =>
        {
            if (question.Method == "eth_getLogs") foreach (var log in honest!.AsArray()) log![field] = JsonNode.Parse(json);
            return honest;
        };
        (await Reader(first).RefusedAsync(10, 12)).Should().Contain(reason);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("data", "0x0000000000000000000000000000000000000000000000000000000000000009")]
    public async Task A_log_that_is_told_twice_counts_once_and_one_told_in_two_ways_is_a_failure(string? field, string? value)
    {
        first.Answer = (question, honest) =>
        {
            if (question.Method != "eth_getLogs") return honest;
            var again = honest!.AsArray().Select(log => log!.DeepClone()).ToArray();
            if (field is not null) foreach (var log in again) log[field] = value;
            return new JsonArray([.. honest.AsArray().Select(log => log!.DeepClone()), .. again]);
        };
        if (field is null) await ExpectEverythingAsync(Reader(first));
        else (await Reader(first).RefusedAsync(10, 12)).Should().Contain("told in two ways");
    }

    [Fact]
    public async Task A_transaction_keeps_its_name_however_a_node_spells_it()
    {
        second.Answer = (question, honest) =>
        {
            if (question.Method == "eth_getLogs") foreach (var log in honest!.AsArray()) log!["transactionHash"] = "0x" + log["transactionHash"]!.GetValue<string>()[2..].ToUpperInvariant();
            return honest;
        };
        var lower = await Reader(first).ReadAsync(30, 30);
        var upper = await Reader(second).ReadAsync(30, 30);
        upper.Transfers.Should().Equal(lower.Transfers);
    }

    [Fact]
    public async Task A_node_of_another_chain_is_refused_by_name()
    {
        first.ChainId = 1;
        var reader = Reader(first);
        (await reader.RefusedAsync(1, 2)).Should().Be("the node serves chain id 1, and bsc is 31337");
        first.Asked.Should().OnlyContain(question => question.Method == "eth_chainId");
        await ExpectEverythingAsync(Reader(first, second));
    }

    [Fact]
    public async Task A_node_that_asks_for_patience_is_left_alone_that_long()
    {
        var isBusy = true;
        first.Handle = (context, _) =>
        {
            if (!isBusy) return Task.FromResult(false);
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "30";
            return Task.FromResult(true);
        };
        var reader = Reader(first, second);
        await ExpectEverythingAsync(reader);
        reader.Reader.Nodes[0].BackOffUntil.Should().Be(time.GetUtcNow() + TimeSpan.FromSeconds(30));
        isBusy = false;
        first.Asked.Clear();

        time.Advance(TimeSpan.FromSeconds(29));
        await reader.ReadAsync(1, 5);
        first.Asked.Should().BeEmpty();
        time.Advance(TimeSpan.FromSeconds(2));
        await reader.ReadAsync(1, 5);
        first.Asked.Should().NotBeEmpty();
        reader.Reader.Nodes[0].IsHealthy.Should().BeTrue();
    }

    [Fact]
    public async Task A_broken_node_is_asked_less_and_less_often()
    {
        first.Handle = (context, _) =>
        {
            context.Response.StatusCode = 500;
            return Task.FromResult(true);
        };
        var reader = Reader(first, second);
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 9; i++)
        {
            await reader.GetHeadAsync();
            var until = reader.Reader.Nodes[0].BackOffUntil!.Value;
            waits.Add(until - time.GetUtcNow());
            time.Advance(until - time.GetUtcNow());
        }
        waits.Select(wait => wait.TotalSeconds).Should().Equal(1, 2, 4, 8, 16, 32, 64, 120, 120);
    }

    [Fact]
    public async Task A_node_far_behind_the_others_does_not_tell_the_head()
    {
        while (second.Chain.Head < 60) second.Chain.Append();
        var reader = Reader(first, second);
        (await reader.GetHeadAsync()).Number.Should().Be(60);
        reader.Reader.Nodes[0].LastError.Should().Be("the node is 20 blocks behind the others");
    }

    [Fact]
    public async Task A_node_that_does_not_answer_in_time_is_left_for_the_next()
    {
        using var asked = new SemaphoreSlim(0);
        first.Handle = async (context, _) =>
        {
            asked.Release();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        var reader = Reader([first, second], ("Timeout", "00:00:03"));
        var reading = reader.ReadAsync(30, 30);
        await asked.WaitAsync();
        time.Advance(TimeSpan.FromSeconds(3));
        (await reading).Transfers.Should().ContainSingle();
        reader.Reader.Nodes[0].LastError.Should().Be("no answer within 3 s");
    }

    [Fact]
    public async Task When_no_node_answers_the_failure_says_so()
    {
        var url = first.Url;
        await first.DisposeAsync();
        using var reader = new ReaderUnderTest(FakeChain.Token, [url], time);
        (await reader.RefusedAsync(1, 2)).Should().StartWith("no connection");
        (await reader.RefusedAsync(1, 2)).Should().Be("every node is being left alone after failures");
    }

    [Fact]
    public async Task Keys_in_a_URL_are_used_and_never_shown()
    {
        var url = new Uri(first.Url.ToString().Replace("http://", "http://me:pass%21word@", StringComparison.Ordinal) + "v3/0123456789abcdef0123456789abcdef?key=hidden");
        using var reader = new ReaderUnderTest(FakeChain.Token, [url], time);
        await reader.GetHeadAsync();
        first.Authorization.Should().Be("Basic " + Convert.ToBase64String("me:pass!word"u8));
        reader.Reader.Nodes[0].Url.Should().Be($"http://127.0.0.1:{first.Url.Port}/v3/***?***");
    }
}
