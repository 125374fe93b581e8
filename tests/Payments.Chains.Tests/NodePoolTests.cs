using Payments.Chains.Tests.Nodes;

namespace Payments.Chains.Tests;

/// <summary>Nodes that are broken, busy, behind, of another chain or not there.</summary>
public sealed class NodePoolTests : FakeNodeTests
{
    [Fact]
    public async Task A_node_that_refuses_even_one_block_is_left_alone_and_the_other_asked()
    {
        First.Answer = (question, honest) => question.Method == "eth_getLogs" ? FakeNode.RpcError(-32000, "archive requests need a plan") : honest;
        var reader = Reader(First, Second);
        await ExpectEverythingAsync(reader);
        (await reader.ReadAsync(30, 30)).Transfers.Should().ContainSingle();
        reader.Reader.Nodes[0].IsHealthy.Should().BeFalse();
        reader.Reader.Nodes[0].LastError.Should().Contain("archive requests need a plan");
        reader.Reader.Nodes[1].IsHealthy.Should().BeTrue();
    }

    [Fact]
    public async Task A_node_of_another_chain_is_refused_by_name()
    {
        First.ChainId = 1;
        var reader = Reader(First);
        (await reader.RefusedAsync(1, 2)).Should().Be("the node serves chain id 1, and bsc is 31337");
        First.Asked.Should().OnlyContain(question => question.Method == "eth_chainId");
        await ExpectEverythingAsync(Reader(First, Second));
    }

    [Fact]
    public async Task A_node_that_asks_for_patience_is_left_alone_that_long()
    {
        var isBusy = true;
        First.Handle = (context, _) =>
        {
            if (!isBusy) return Task.FromResult(false);
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "30";
            return Task.FromResult(true);
        };
        var reader = Reader(First, Second);
        await ExpectEverythingAsync(reader);
        reader.Reader.Nodes[0].BackOffUntil.Should().Be(Time.GetUtcNow() + TimeSpan.FromSeconds(30));
        isBusy = false;
        First.Asked.Clear();

        Time.Advance(TimeSpan.FromSeconds(29));
        await reader.ReadAsync(1, 5);
        First.Asked.Should().BeEmpty();
        Time.Advance(TimeSpan.FromSeconds(2));
        await reader.ReadAsync(1, 5);
        First.Asked.Should().NotBeEmpty();
        reader.Reader.Nodes[0].IsHealthy.Should().BeTrue();
    }

    [Fact]
    public async Task A_broken_node_is_asked_less_and_less_often()
    {
        First.Handle = (context, _) =>
        {
            context.Response.StatusCode = 500;
            return Task.FromResult(true);
        };
        var reader = Reader(First, Second);
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 9; i++)
        {
            await reader.GetHeadAsync();
            var until = reader.Reader.Nodes[0].BackOffUntil!.Value;
            waits.Add(until - Time.GetUtcNow());
            Time.Advance(until - Time.GetUtcNow());
        }
        waits.Select(wait => wait.TotalSeconds).Should().Equal(1, 2, 4, 8, 16, 32, 64, 120, 120);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_node_that_does_not_answer_is_unhealthy_all_the_time_until_it_does(bool hasAnother)
    {
        var isBroken = true;
        First.Handle = (context, _) =>
        {
            if (isBroken) context.Response.StatusCode = 500;
            return Task.FromResult(isBroken);
        };
        var reader = hasAnother ? Reader(First, Second) : Reader(First);
        await LookAsync(reader);
        // Ten minutes, looked at as a monitor does: rests of up to two minutes begin and end meanwhile, and the node is tried again.
        for (var looks = 0; looks < 40; looks++)
        {
            Time.Advance(TimeSpan.FromSeconds(15));
            reader.Reader.Nodes[0].IsHealthy.Should().BeFalse();
            await LookAsync(reader);
            reader.Reader.Nodes[0].IsHealthy.Should().BeFalse();
        }
        if (hasAnother) reader.Reader.Nodes[1].IsHealthy.Should().BeTrue();

        isBroken = false;
        Time.Advance(TimeSpan.FromMinutes(2));
        await reader.GetHeadAsync();
        reader.Reader.Nodes[0].IsHealthy.Should().BeTrue();
    }

    private static async Task LookAsync(ReaderUnderTest reader)
    {
        try
        {
            await reader.GetHeadAsync();
        }
        catch (Payments.Chains.Reading.ChainReadException)
        {
            // No node answers.
        }
    }

    [Fact]
    public async Task A_node_far_behind_the_others_does_not_tell_the_head()
    {
        while (Second.Chain.Head < 60) Second.Chain.Append();
        var reader = Reader(First, Second);
        (await reader.GetHeadAsync()).Number.Should().Be(60);
        reader.Reader.Nodes[0].LastError.Should().Be("the node is 20 blocks behind the others");
    }

    [Fact]
    public async Task A_node_that_does_not_answer_in_time_is_left_for_the_next()
    {
        using var asked = new SemaphoreSlim(0);
        First.Handle = async (context, _) =>
        {
            asked.Release();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        var reader = Reader([First, Second], ("Timeout", "00:00:03"));
        var reading = reader.ReadAsync(30, 30);
        await asked.WaitAsync();
        Time.Advance(TimeSpan.FromSeconds(3));
        (await reading).Transfers.Should().ContainSingle();
        reader.Reader.Nodes[0].LastError.Should().Be("no answer within 3 s");
    }

    [Fact]
    public async Task When_no_node_answers_the_failure_says_so()
    {
        var url = First.Url;
        await First.DisposeAsync();
        using var reader = new ReaderUnderTest(FakeChain.Token, [url], Time);
        (await reader.RefusedAsync(1, 2)).Should().StartWith("no connection");
        (await reader.RefusedAsync(1, 2)).Should().Be("every node is being left alone after failures");
    }

    [Fact]
    public async Task Keys_in_a_URL_are_used_and_never_shown()
    {
        var url = new Uri(First.Url.ToString().Replace("http://", "http://me:pass%21word@", StringComparison.Ordinal) + "v3/0123456789abcdef0123456789abcdef?key=hidden");
        using var reader = new ReaderUnderTest(FakeChain.Token, [url], Time);
        await reader.GetHeadAsync();
        First.Authorization.Should().Be("Basic " + Convert.ToBase64String("me:pass!word"u8));
        reader.Reader.Nodes[0].Url.Should().Be($"http://127.0.0.1:{First.Url.Port}/v3/***?***");
    }
}
