using Payments.Chains.Tests.Nodes;

namespace Payments.Chains.Tests;

/// <summary>When a node is asked again whose chain it serves: what stands behind a URL may change.</summary>
public sealed class NodeIdentityTests : FakeNodeTests
{
    private int Asked => First.Asked.Count(question => question.Method == "eth_chainId");

    /// <summary>Ends connections with their next answer, as a node that starts again or a balancer does.</summary>
    private void CloseConnections() => First.Handle = (context, _) =>
    {
        context.Response.Headers.Connection = "close";
        return Task.FromResult(false);
    };

    private void KeepConnections() => First.Handle = (_, _) => Task.FromResult(false);

    [Fact]
    public async Task On_one_connection_it_is_asked_once_an_hour()
    {
        var reader = Reader(First);
        for (var minutes = 0; minutes < 59; minutes += 10)
        {
            await reader.GetHeadAsync();
            Time.Advance(TimeSpan.FromMinutes(9));
        }
        Asked.Should().Be(1);
        Time.Advance(TimeSpan.FromMinutes(6));
        await reader.GetHeadAsync();
        Asked.Should().Be(2);
    }

    [Fact]
    public async Task It_is_asked_again_after_a_failure_and_the_exam_is_not_repeated()
    {
        var reader = Reader(First);
        await reader.GetHeadAsync();
        First.Answer = (question, honest) => question.Method == "eth_blockNumber" ? FakeNode.RpcError(-32000, "not now") : honest;
        await FluentActions.Invoking(reader.GetHeadAsync).Should().ThrowAsync<Payments.Chains.Reading.ChainReadException>();
        First.Answer = (_, honest) => honest;
        Time.Advance(TimeSpan.FromSeconds(2));
        First.Asked.Clear();
        await reader.GetHeadAsync();
        First.Asked.Select(question => question.Method).Should().Equal("eth_chainId", "eth_blockNumber");
    }

    [Fact]
    public async Task It_is_asked_again_on_a_new_connection_and_another_network_is_not_believed()
    {
        var reader = Reader(First, Second);
        await reader.ReadAsync(1, 5);
        CloseConnections();
        await reader.ReadAsync(6, 8);
        KeepConnections();
        First.ChainId = 1;
        (await reader.ReadAsync(9, 12)).Transfers.Should().HaveCount(2);
        reader.Reader.Nodes[0].SetAside.Should().Be("the node serves chain id 1, and bsc is 31337");
        reader.Reader.Nodes[0].BackOffUntil.Should().Be(Time.GetUtcNow() + TimeSpan.FromMinutes(10));

        First.Asked.Clear();
        Time.Advance(TimeSpan.FromMinutes(9));
        await reader.ReadAsync(13, 20);
        First.Asked.Should().BeEmpty("a node of another network is left alone");
        First.ChainId = ReaderUnderTest.ChainNumber;
        Time.Advance(TimeSpan.FromMinutes(1));
        await reader.ReadAsync(21, 30);
        First.Asked.First().Method.Should().Be("eth_chainId");
        reader.Reader.Nodes[0].IsHealthy.Should().BeTrue();
    }

    [Fact]
    public async Task An_answer_that_came_over_a_new_connection_counts_only_once_the_node_was_asked_again()
    {
        var reader = Reader(First, Second);
        await reader.GetHeadAsync();
        CloseConnections();
        await reader.ReadAsync(1, 1);
        KeepConnections();
        // The connection that the question for blocks opens leads to another network.
        First.ChainId = 1;
        First.Chain = new FakeChain(3).Append(("0x70997970c51812dc3a010c7d01b50e0d17dc79c8", 1_000_000));
        while (First.Chain.Head < 40) First.Chain.Append();
        (await reader.ReadAsync(1, 12)).Transfers.Select(transfer => transfer.Units).Should().Equal(1, 2);
        reader.Reader.Nodes[0].SetAside.Should().NotBeNull();
    }

    [Fact]
    public async Task Figures_of_another_network_set_the_node_aside_as_well()
    {
        var reader = Reader(First);
        await reader.Reader.GetNetworkFactsAsync(CancellationToken.None);
        First.ChainId = 1;
        await FluentActions.Invoking(() => reader.Reader.GetNetworkFactsAsync(CancellationToken.None))
            .Should().ThrowAsync<Payments.Chains.Reading.ChainReadException>();
        reader.Reader.Nodes[0].SetAside.Should().Be("the node serves chain id 1, and bsc is 31337");
    }
}
