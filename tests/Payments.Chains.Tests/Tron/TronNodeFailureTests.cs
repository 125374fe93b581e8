using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Payments.Chains.Reading;
using Payments.Chains.Tron;
using Payments.Testing;
using Payments.Testing.Nodes.Tron;

namespace Payments.Chains.Tests.Tron;

/// <summary>Nodes and services that refuse, limit, or mix up what they say: nothing is skipped, whatever they do.</summary>
public sealed class TronNodeFailureTests : IAsyncLifetime
{
    private const string Wallet = "41000000000000000000000000000000000000a11c";
    private const string Results = "wallet/gettransactioninfobyblocknum";
    private const string Blocks = "wallet/getblockbylimitnext";

    private readonly ManualTimeProvider time = new();
    private readonly TronChain chain = new();
    private readonly List<ReaderUnderTest> readers = [];
    private TronSimulator first = null!;
    private TronSimulator second = null!;

    /// <summary>Blocks 0 to 40; in 11, 12 and 30 the wallet gets 1, 2 and 3 units; 20 has transactions of others.</summary>
    public async Task InitializeAsync()
    {
        chain.Mine(10);
        Pay(1);
        Pay(2);
        chain.Mine(7);
        chain.SendToken(TronChain.FakeToken, 9);
        chain.SendCoins(TronChain.FakeToken, 9);
        chain.Mine(10);
        Pay(3);
        chain.Mine(10);
        chain.Head.Should().Be(40);
        first = await TronSimulator.StartAsync(chain);
        second = await TronSimulator.StartAsync(chain);
    }

    public async Task DisposeAsync()
    {
        foreach (var reader in readers) reader.Dispose();
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    private void Pay(UInt128 units)
    {
        chain.SendToken(Wallet, units);
        chain.Mine();
    }

    private ReaderUnderTest Reader(params TronSimulator[] nodes) => Reader(nodes, []);

    private ReaderUnderTest Reader(TronSimulator[] nodes, params (string, string)[] settings)
    {
        var reader = ReaderUnderTest.Tron(nodes, time, settings);
        TronAddress.TryParse(Wallet, out var canonical, out _);
        reader.Watched.Add(canonical);
        readers.Add(reader);
        return reader;
    }

    private static async Task ExpectEverythingAsync(ReaderUnderTest reader)
    {
        var batch = await reader.ReadAsync(1, 40);
        batch.Blocks.Select(block => block.Number).Should().Equal(Enumerable.Range(1, 40).Select(number => (long)number));
        batch.Transfers.Select(transfer => transfer.Units).Should().Equal(1, 2, 3);
    }

    /// <summary>Lets short waits between questions pass; a question's own patience is longer.</summary>
    private async Task<T> PacedAsync<T>(Task<T> reading)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!reading.IsCompleted)
        {
            patience.Token.ThrowIfCancellationRequested();
            if (time.NextDue - time.GetUtcNow() is { } wait && wait < TimeSpan.FromSeconds(1)) time.Advance(wait);
            else await Task.WhenAny(reading, Task.Run(static () => { }));
        }
        return await reading;
    }

    [Theory]
    [InlineData(429, "The key exceeds the frequency limit(15), and the query server is suspended for 30 s")]
    [InlineData(403, "The key exceeds the frequency limit(15), and the query server is suspended for 30s")]
    public async Task A_service_that_limits_its_callers_is_left_alone_as_long_as_it_says(int status, string message)
    {
        var isBusy = true;
        first.Handle = async (context, _) =>
        {
            if (!isBusy) return false;
            context.Response.StatusCode = status;
            await context.Response.WriteAsync($$"""{"Error":"{{message}}"}""");
            return true;
        };
        var reader = Reader(first, second);
        await ExpectEverythingAsync(reader);
        reader.Reader.Nodes[0].BackOffUntil.Should().Be(time.GetUtcNow() + TimeSpan.FromSeconds(30));
        reader.Reader.Nodes[0].LastError.Should().Contain("suspended for 30");
        isBusy = false;
        first.Asked.Clear();
        time.Advance(TimeSpan.FromSeconds(29));
        await reader.ReadAsync(1, 5);
        first.Asked.Should().BeEmpty();
        time.Advance(TimeSpan.FromSeconds(2));
        (await PacedAsync(reader.ReadAsync(1, 5))).Blocks.Should().HaveCount(5);
        first.Asked.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("<html>Too Many Requests</html>")]
    [InlineData("{\"Error\":\"The key exceeds")]
    [InlineData("")]
    public async Task A_status_says_enough_whatever_comes_with_it(string body)
    {
        first.Handle = async (context, _) =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "20";
            await context.Response.WriteAsync(body);
            return true;
        };
        var reader = Reader(first, second);
        await ExpectEverythingAsync(reader);
        (reader.Reader.Nodes[0].BackOffUntil, reader.Reader.Nodes[0].LastError).Should().Be((time.GetUtcNow() + TimeSpan.FromSeconds(20), "wallet/getblock: HTTP 429"));
    }

    [Fact]
    public async Task A_named_rate_is_kept_from_then_on()
    {
        var reader = Reader(first);
        await reader.GetHeadAsync();
        first.Handle = async (context, _) =>
        {
            context.Response.StatusCode = 429;
            await context.Response.WriteAsync("""{"Error":"request rate of (getblock) exceeded the allowed_rps(2), and the query server is suspended for 1 s"}""");
            return true;
        };
        (await reader.RefusedAsync(1, 5)).Should().Contain("allowed_rps(2)");
        first.Handle = (_, _) => Task.FromResult(false);
        first.Asked.Clear();
        time.Advance(TimeSpan.FromSeconds(1));
        var began = time.GetUtcNow();

        // After a failure the first block, then the newest and the solidified one: three questions, half a second apart.
        var asking = reader.GetHeadAsync();
        for (var asked = 1; asked < 3; asked++)
        {
            var due = began + (asked * TimeSpan.FromSeconds(0.5));
            await Patience.UntilAsync(() => time.NextDue == due, "the next question waits");
            first.Asked.Should().HaveCount(asked);
            asking.IsCompleted.Should().BeFalse();
            time.Advance(TimeSpan.FromSeconds(0.5));
        }
        (await asking).Number.Should().Be(40);
        first.Asked.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_nodes_own_limit_is_no_reason_to_ask_for_less()
    {
        first.Answer = (question, honest) => question.Path == Blocks ? TronSimulator.Error("class java.lang.IllegalAccessException : lack of computing resources") : honest;
        var reader = Reader(first, second);
        await ExpectEverythingAsync(reader);
        first.Asked.Count(question => question.Path == Blocks).Should().Be(1);
        reader.Reader.Nodes[0].IsHealthy.Should().BeFalse();
    }

    [Fact]
    public async Task What_was_read_before_a_limit_struck_is_kept()
    {
        first.Handle = async (context, question) =>
        {
            if (question.Path != Results || question.Number("num") != 30) return false;
            context.Response.StatusCode = 429;
            await context.Response.WriteAsync("""{"Error":"The key exceeds the frequency limit, and the query server is suspended for 5 s"}""");
            return true;
        };
        var reader = Reader([first], ("BatchBlocks", "10"));
        var batch = await reader.ReadAsync(1, 40);
        batch.Blocks.Select(block => block.Number).Should().Equal(Enumerable.Range(1, 20).Select(number => (long)number));
        batch.Transfers.Select(transfer => transfer.Units).Should().Equal(1, 2);
        first.Handle = (_, _) => Task.FromResult(false);
        time.Advance(TimeSpan.FromSeconds(5));
        (await reader.ReadAsync(21, 40)).Transfers.Select(transfer => transfer.Units).Should().Equal(3);
    }

    [Fact]
    public async Task A_node_that_lets_few_questions_through_at_a_time_is_read_in_short_ranges()
    {
        // Twenty blocks with payments, and never more than five questions before the next refusal.
        for (var i = 0; i < 20; i++) Pay(1);
        var left = 5;
        first.Handle = async (context, _) =>
        {
            if (left-- > 0) return false;
            left = 5;
            context.Response.StatusCode = 429;
            await context.Response.WriteAsync("""{"Error":"request rate exceeded, and the query server is suspended for 1 s"}""");
            return true;
        };
        var reader = Reader(first);
        var (next, units) = (41L, UInt128.Zero);
        for (var rounds = 0; next <= 60; rounds++)
        {
            rounds.Should().BeLessThan(30);
            try
            {
                var batch = await reader.ReadAsync(next, 60);
                next = batch.Blocks[^1].Number + 1;
                foreach (var transfer in batch.Transfers) units += transfer.Units;
            }
            catch (ChainReadException)
            {
                // The next round asks for less.
            }
            time.Advance(TimeSpan.FromMinutes(3));
        }
        units.Should().Be(20);
    }

    [Fact]
    public async Task A_range_that_a_service_refuses_is_read_in_smaller_pieces()
    {
        first.Answer = (question, honest) => question.Path == Blocks && question.Number("endNum") - question.Number("startNum") > 3
            ? TronSimulator.Error("class java.lang.Exception : body size is too big, the limit is 100") : honest;
        await ExpectEverythingAsync(Reader(first));
    }

    [Fact]
    public async Task Blocks_in_another_order_and_twice_are_the_same_blocks()
    {
        first.Answer = (question, honest) =>
        {
            if (question.Path == Blocks) honest["block"] = new JsonArray([.. honest["block"]!.AsArray().Reverse().Concat(honest["block"]!.AsArray().Take(2)).Select(block => block!.DeepClone())]);
            return honest;
        };
        await ExpectEverythingAsync(Reader(first));
    }

    [Fact]
    public async Task Results_in_another_order_belong_to_their_transactions()
    {
        chain.SendCoins(Wallet, 7);
        chain.SendToken(Wallet, 8, result: "REVERT");
        Pay(9);
        first.Answer = (question, honest) => question.Path == Results ? new JsonArray([.. honest.AsArray().Reverse().Select(item => item!.DeepClone())]) : honest;
        (await Reader(first).ReadAsync(41, 41)).Transfers.Select(transfer => (transfer.Token, transfer.Units)).Should().Equal(("TRX", 7), ("USDT", 9));
    }

    /// <summary>Answers about block 20, which has two transactions of others: even where nothing is to be found, half an answer is none.</summary>
    public static TheoryData<string, string, string> Mutilations => new()
    {
        { Results, "[]", "results came for 0" },
        { Results, "{}", "no results of block 20" },
        { Results, "null", "no results of block 20" },
        { Results, "without one", "results came for 1" },
        { Results, "twice", "two results of one transaction" },
        { Results, "blockNumber", "a result of another block" },
        { Results, "blockTimeStamp", "a result of another block" },
        { Results, "id", "not in block 20" },
        { Results, "cut off", "cut off" },
        { Blocks, "{}", "does not have block" },
        { Blocks, "without one", "does not have block" },
        { Blocks, "transactions", "came without its transactions" },
        { Blocks, "parentHash", "is not the hash of its header" },
        { Blocks, "blockID", "is not the hash of its header" },
        { Blocks, "cut off", "cut off" },
    };

    [Theory]
    [MemberData(nameof(Mutilations))]
    public async Task Half_an_answer_is_none(string path, string how, string reason)
    {
        const string Other = "0000000000000014ffffffffffffffffffffffffffffffffffffffffffffffff";
        first.Answer = (question, honest) =>
        {
            if (question.Path != path) return honest;
            switch (how)
            {
                case "[]" or "{}":
                    return JsonNode.Parse(how)!;
                case "without one":
                    (honest as JsonArray ?? honest["block"]!.AsArray()).RemoveAt(0);
                    break;
                case "twice":
                    honest.AsArray()[1] = honest[0]!.DeepClone();
                    break;
                case "blockNumber" or "blockTimeStamp":
                    honest[0]![how] = honest[0]![how]!.GetValue<long>() + 1;
                    break;
                case "id":
                    honest[0]![how] = Other;
                    break;
                case "transactions":
                    foreach (var block in honest["block"]!.AsArray()) block!.AsObject().Remove(how);
                    break;
                case "parentHash":
                    honest["block"]![0]!["block_header"]!["raw_data"]![how] = Other;
                    break;
                case "blockID":
                    honest["block"]![0]![how] = Other;
                    break;
            }
            return honest;
        };
        first.Text = (question, text) => question.Path != path ? text : how == "null" ? "null" : how == "cut off" ? text[..(text.Length / 2)] : text;
        (await Reader(first).RefusedAsync(20, 20)).Should().Contain(reason);
        await ExpectEverythingAsync(Reader(first, second));
    }

    [Fact]
    public async Task A_node_of_another_net_is_refused_by_name()
    {
        var reader = Reader([first], ("ChainId", "728126428"));
        (await reader.RefusedAsync(1, 2)).Should().Be($"the node serves chain id {chain.ChainNumber}, and tron is 728126428");
        first.Asked.Should().ContainSingle();
    }

    [Fact]
    public async Task A_node_far_behind_the_others_does_not_tell_the_head()
    {
        first.KnownHead = 34;
        var reader = Reader(first, second);
        (await reader.GetHeadAsync()).Number.Should().Be(40);
        reader.Reader.Nodes[0].LastError.Should().Be("the node is 6 blocks behind the others");
    }

    [Fact]
    public async Task A_key_that_is_refused_is_no_reason_to_ask_for_less()
    {
        first.Handle = (context, _) =>
        {
            context.Response.StatusCode = 401;
            return Task.FromResult(true);
        };
        await ExpectEverythingAsync(Reader(first, second));
        first.Asked.Should().ContainSingle();
    }
}
