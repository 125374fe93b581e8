using Microsoft.AspNetCore.Http;
using NBitcoin;
using Payments.Chains.Reading;
using Payments.Domain.Chains;
using Payments.Testing;
using Payments.Testing.Nodes.Bitcoin;

namespace Payments.Chains.Tests.Bitcoin;

/// <summary>Reading Bitcoin from a node of either protocol.</summary>
public sealed class BitcoinReaderTests() : BitcoinNodes(20)
{
    private static readonly byte[] Script = [0, 20, .. Enumerable.Repeat((byte)7, 20)];

    private readonly string wallet = NBitcoin.Script.FromBytesUnsafe(Script).GetDestinationAddress(Network.RegTest)!.ToString();
    [Theory]
    [InlineData("2", 19)]
    [InlineData("1", 20)]
    [InlineData("0", 20)]
    [InlineData("30", -9)]
    public async Task A_block_is_final_with_so_many_blocks_on_it_as_are_set(string confirmations, long final) =>
        (await Reader(Rpc, ("Confirmations", confirmations)).GetHeadAsync()).Should().Be(new ChainHead(20, final));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Where_nobody_takes_the_coin_headers_are_enough(bool isEsplora)
    {
        var node = Node(isEsplora);
        var reader = Reader(node);
        reader.Watched.Add(wallet);
        reader.Watched.TakesCoin = false;
        (await reader.ReadAsync(1, 5)).Blocks.Should().HaveCount(5);
        node.Asked.Select(question => question.Method).Should().NotContain("getblock").And.Contain("getblockheader");
        node.Asked.Clear();
        reader.Watched.TakesCoin = true;
        (await reader.ReadAsync(6, 7)).Blocks.Should().HaveCount(2);
        node.Asked.Count(question => question.Method == "getblock").Should().Be(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Operators_see_the_chains_number_the_fee_rate_and_the_node(bool isEsplora)
    {
        var reader = Reader(Node(isEsplora));
        (await reader.Reader.GetNetworkFactsAsync(CancellationToken.None)).Should().BeEquivalentTo(
            new NetworkFacts(BitcoinChain.ChainNumber, isEsplora ? null : false, [new FeePrice(FeeResource.Size, 12_000)], null));
        await reader.GetHeadAsync();
        reader.Reader.Nodes.Should().ContainSingle().Which.Head.Should().Be(20);
    }

    [Fact]
    public async Task A_node_without_an_estimate_says_so_and_is_read_all_the_same()
    {
        Rpc.Answer = (question, honest) => question.Method == "estimatesmartfee" ? System.Text.Json.Nodes.JsonNode.Parse("""{"errors":["Insufficient data or no feerate found"],"blocks":6}""") : honest;
        var facts = await Reader(Rpc).Reader.GetNetworkFactsAsync(CancellationToken.None);
        (facts.Fees.Count, facts.MissingFee).Should().Be((0, "the node has seen too few payments for an estimate"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_that_refuses_the_question_for_fees_is_not_left_alone(bool isEsplora)
    {
        var node = Node(isEsplora);
        node.Answer = (question, honest) => question.Method is "estimatesmartfee" or "fee-estimates" ? "no" : honest;
        var reader = Reader(node);
        var facts = await reader.Reader.GetNetworkFactsAsync(CancellationToken.None);
        (facts.Fees.Count, facts.MissingFee).Should().Be((0, NetworkFacts.Refused));
        reader.Reader.Nodes.Should().ContainSingle().Which.IsHealthy.Should().BeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_of_another_network_is_refused_by_name(bool isEsplora)
    {
        var reader = Reader(Node(isEsplora), ("ChainId", "177005167"));
        await FluentActions.Invoking(reader.GetHeadAsync).Should().ThrowAsync<ChainReadException>().WithMessage("the node serves chain id 1181622790, and Bitcoin is 177005167");
    }

    [Fact]
    public async Task Which_protocol_a_node_speaks_is_asked_once_and_not_where_a_password_says_it()
    {
        var reader = Reader(Rpc);
        var gets = 0;
        Rpc.Handle = context =>
        {
            if (context.Request.Method == "GET") gets++;
            return Task.FromResult(false);
        };
        await reader.GetHeadAsync();
        await reader.ReadAsync(1, 5);
        gets.Should().Be(1);
        var withPassword = Reader(Rpc, ("Rpc", Rpc.Url.ToString().Replace("://", "://user:secret@", StringComparison.Ordinal)));
        string? credentials = null;
        Rpc.Handle = context =>
        {
            if (context.Request.Method == "GET") gets++;
            credentials = context.Request.Headers.Authorization;
            return Task.FromResult(false);
        };
        await withPassword.GetHeadAsync();
        (gets, credentials).Should().Be((1, "Basic dXNlcjpzZWNyZXQ="));
        withPassword.Reader.Nodes.Should().OnlyContain(node => !node.Url.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, 403)]
    [InlineData(false, 404)]
    [InlineData(false, 200)]
    [InlineData(true, 403)]
    [InlineData(true, 404)]
    [InlineData(true, 200)]
    public async Task A_node_whose_first_answer_was_a_page_of_words_is_asked_again_which_protocol_it_speaks(bool isEsplora, int status)
    {
        var node = Node(isEsplora);
        var isDown = true;
        node.Handle = async context =>
        {
            context.Response.StatusCode = isDown ? status : 200;
            if (isDown) await context.Response.WriteAsync("<html><body>down for maintenance</body></html>");
            return isDown;
        };
        var time = new ManualTimeProvider();
        using var reader = ReaderUnderTest.Bitcoin([node], time);
        await FluentActions.Invoking(reader.GetHeadAsync).Should().ThrowAsync<ChainReadException>();
        isDown = false;
        time.Advance(TimeSpan.FromMinutes(1));
        (await reader.GetHeadAsync()).Number.Should().Be(20);
        (await reader.ReadAsync(1, 5)).Blocks.Should().HaveCount(5);
    }

    [Fact]
    public async Task A_node_that_speaks_another_protocol_after_a_failure_is_read_in_that()
    {
        var time = new ManualTimeProvider();
        using var reader = ReaderUnderTest.Bitcoin([Rpc], time);
        (await reader.GetHeadAsync()).Number.Should().Be(20);
        Rpc.IsEsplora = true;
        await FluentActions.Invoking(reader.GetHeadAsync).Should().ThrowAsync<ChainReadException>();
        time.Advance(TimeSpan.FromMinutes(1));
        (await reader.GetHeadAsync()).Number.Should().Be(20);
    }

    [Fact]
    public async Task Newly_made_coins_do_not_pay_an_order()
    {
        Chain.Mint(new BitcoinOutput(5, Script));
        Chain.Pay(new BitcoinOutput(7, Script));
        Chain.Mine();
        var reader = Reader(Rpc);
        reader.Watched.Add(wallet);
        (await reader.ReadAsync(21, 21)).Transfers.Select(transfer => transfer.Units).Should().Equal(7);
    }

    [Fact]
    public async Task A_transaction_of_many_outputs_is_read_whole()
    {
        // More than 252, so that counts take three bytes, and a script that is no address among them.
        var stranger = new BitcoinOutput(1, [0x6a, 1, 1]);
        Chain.Pay([.. Enumerable.Range(0, 700).Select(i => i % 100 == 99 ? new BitcoinOutput(i, Script) : stranger)]);
        Chain.Mine();
        foreach (var node in new[] { Rpc, Esplora })
        {
            var reader = Reader(node);
            reader.Watched.Add(wallet);
            (await reader.ReadAsync(21, 21)).Transfers.Select(transfer => (transfer.Units, transfer.Id.Value.Split(':')[2])).Should().Equal(
                Enumerable.Range(0, 7).Select(i => ((UInt128)((i * 100) + 99), $"{(i * 100) + 99}")));
        }
    }

    [Fact]
    public async Task A_block_that_the_node_cut_down_is_read_from_nobody()
    {
        Chain.Pay(new BitcoinOutput(7, Script));
        Chain.Mine();
        Rpc.Answer = (question, honest) => question.Method == "getblock" ? Convert.ToHexStringLower(Chain.Find(question.Subject)!.Value.Block.Serialize(without: 1)) : honest;
        var reader = Reader(Rpc);
        reader.Watched.Add(wallet);
        (await reader.RefusedAsync(21, 21)).Should().Contain("does not have the transactions that its header names");
    }
}
