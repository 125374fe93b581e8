using Payments.Chains.Reading;
using Payments.Chains.Tron;
using Payments.Domain.Chains;
using Payments.Domain.Transfers;
using Payments.Testing.Nodes.Tron;

namespace Payments.Chains.Tests.Tron;

/// <summary>What counts as a payment on TRON, and what does not.</summary>
public sealed class TronReaderTests : IAsyncLifetime
{
    private const string Wallet = "41000000000000000000000000000000000000a11c";
    private const string SecondWallet = "410000000000000000000000000000000000000b0b";
    private const string Stranger = "41000000000000000000000000000000000000dead";

    private readonly TronChain chain = new();
    private TronSimulator node = null!;
    private ReaderUnderTest reader = null!;

    public async Task InitializeAsync()
    {
        chain.Mine(30);
        node = await TronSimulator.StartAsync(chain);
        reader = ReaderUnderTest.Tron([node]);
        reader.Watched.Add(Text(Wallet));
        reader.Watched.Add(Text(SecondWallet));
    }

    public async Task DisposeAsync()
    {
        reader.Dispose();
        await node.DisposeAsync();
    }

    private static string Text(string hex) => TronAddress.TryParse(hex, out var canonical, out var error) ? canonical : throw new FormatException(error);

    private Task<BlockBatch> ReadNewestAsync()
    {
        chain.Mine();
        return reader.ReadAsync(chain.Head, chain.Head);
    }

    [Fact]
    public async Task One_block_tells_of_tokens_and_coins_to_several_addresses()
    {
        var first = chain.SendToken(Wallet, 1_500_000);
        chain.SendToken(Stranger, 9);
        var coins = chain.SendCoins(SecondWallet, 7_000_001);
        var second = chain.SendToken(SecondWallet, 2_000_001);

        var batch = await ReadNewestAsync();

        var block = batch.Blocks.Should().ContainSingle().Subject;
        batch.Transfers.Select(transfer => (transfer.Id.Value, transfer.Token, transfer.To, transfer.Units)).Should().Equal(
            ($"tron:{first}:0", "USDT", Text(Wallet), 1_500_000),
            ($"tron:{coins}:native", "TRX", Text(SecondWallet), 7_000_001),
            ($"tron:{second}:0", "USDT", Text(SecondWallet), 2_000_001));
        batch.Transfers.Should().OnlyContain(transfer =>
            transfer.From == Text(TronChain.Payer) && transfer.Block == chain.Head && transfer.BlockHash == block.Hash && transfer.BlockTime == block.Time);
        block.Should().Be(new BlockRef(chain.Head, chain.Block(chain.Head)!.Id, chain.Block(chain.Head - 1)!.Id, DateTimeOffset.FromUnixTimeMilliseconds(chain.Block(chain.Head)!.Timestamp)));
    }

    [Fact]
    public async Task One_transaction_may_pay_several_addresses_and_each_has_its_name()
    {
        var transaction = chain.Scatter([(Wallet, 250_000), (Stranger, 1), (SecondWallet, 250_000), (Wallet, 250_000)]);
        var batch = await ReadNewestAsync();
        batch.Transfers.Select(transfer => transfer.Id).Should().Equal(new TransferId($"tron:{transaction}:0"), new TransferId($"tron:{transaction}:2"), new TransferId($"tron:{transaction}:3"));
        batch.Transfers.Select(transfer => transfer.To).Should().Equal(Text(Wallet), Text(SecondWallet), Text(Wallet));
    }

    [Theory]
    [InlineData("REVERT")]
    [InlineData("OUT_OF_ENERGY")]
    [InlineData("OUT_OF_TIME")]
    public async Task What_failed_on_the_chain_does_not_count(string result)
    {
        chain.SendToken(Wallet, 5, result: result);
        chain.SendCoins(Wallet, 5, result: result);
        (await ReadNewestAsync()).Transfers.Should().BeEmpty();
    }

    [Fact]
    public async Task A_reverted_transaction_does_not_count_even_if_a_node_gives_logs_with_it()
    {
        chain.SendToken(Wallet, 5, result: "REVERT");
        node.Answer = (question, honest) =>
        {
            if (question.Path.EndsWith("infobyblocknum", StringComparison.Ordinal))
                honest[0]!["log"] = new System.Text.Json.Nodes.JsonArray(new TronMovement(TronChain.Token, TronChain.Payer, Wallet, 5).ToLog());
            return honest;
        };
        (await ReadNewestAsync()).Transfers.Should().BeEmpty();
    }

    [Fact]
    public async Task Another_contract_of_the_same_symbol_a_TRC10_asset_and_nothing_do_not_count()
    {
        chain.SendToken(Wallet, 5, TronChain.FakeToken);
        chain.SendAsset(Wallet, 5);
        chain.SendToken(Wallet, 0);
        (await ReadNewestAsync()).Transfers.Should().BeEmpty();
    }

    [Fact]
    public async Task Coins_that_a_contract_sends_on_do_not_count_because_not_every_node_tells_of_them()
    {
        chain.SendCoinsFromContract(Wallet, 5_000_000);
        (await ReadNewestAsync()).Transfers.Should().BeEmpty();
    }

    [Fact]
    public async Task Other_tokens_count_when_configured()
    {
        using var other = ReaderUnderTest.Tron([node], null, ("Tokens:JST:Contract", Text(TronChain.FakeToken)), ("Tokens:JST:Decimals", "18"));
        other.Watched.Add(Text(Wallet));
        chain.SendToken(Wallet, 5, TronChain.FakeToken);
        chain.Mine();
        (await other.ReadAsync(chain.Head, chain.Head)).Transfers.Should().ContainSingle().Which.Token.Should().Be("JST");
    }

    [Fact]
    public async Task An_amount_beyond_128_bits_is_no_money()
    {
        chain.SendToken(Wallet, 5);
        node.Text = (question, text) => question.Path == "wallet/gettransactioninfobyblocknum"
            ? text.Replace($"{5:x64}", "1" + new string('0', 63), StringComparison.Ordinal) : text;
        (await ReadNewestAsync()).Transfers.Should().BeEmpty();
    }

    [Fact]
    public async Task Solidified_blocks_are_final_unless_a_number_is_set()
    {
        (await reader.GetHeadAsync()).Should().Be(new ChainHead(30, 11));
        using var counted = ReaderUnderTest.Tron([node], null, ("Confirmations", "5"));
        (await counted.GetHeadAsync()).Should().Be(new ChainHead(30, 26));
        node.Asked.Count(question => question.Path.StartsWith("walletsolidity", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task Operators_see_the_chains_number_the_price_of_energy_and_whether_the_node_is_behind()
    {
        var facts = await reader.Reader.GetNetworkFactsAsync(CancellationToken.None);
        facts.Should().BeEquivalentTo(new NetworkFacts(chain.ChainNumber, true, [new FeePrice(FeeResource.Energy, 100), new FeePrice(FeeResource.Bandwidth, 1000)], null));
        (await reader.GetHeadAsync()).Number.Should().Be(30);
        reader.Reader.Nodes.Should().ContainSingle().Which.Head.Should().Be(30);
    }

    [Theory]
    [InlineData("""{"chainParameter":[{"key":"getTransactionFee","value":1000}]}""", 1)]
    [InlineData("""{"chainParameter":[{"key":"getEnergyFee"}]}""", 0)]
    [InlineData("""{"Error":"class java.lang.Exception : closed"}""", 0)]
    [InlineData("[]", 0)]
    public async Task A_node_that_does_not_tell_all_prices_is_not_left_alone(string parameters, int told)
    {
        node.Answer = (question, honest) => question.Path == "wallet/getchainparameters" ? System.Text.Json.Nodes.JsonNode.Parse(parameters)! : honest;
        var facts = await reader.Reader.GetNetworkFactsAsync(CancellationToken.None);
        (facts.Fees.Count, facts.MissingFee).Should().Be((told, NetworkFacts.Refused));
        reader.Reader.Nodes.Should().ContainSingle().Which.IsHealthy.Should().BeTrue();
    }

    [Fact]
    public async Task The_API_key_goes_to_its_node_and_to_no_other()
    {
        await using var second = await TronSimulator.StartAsync(chain);
        using var keyed = ReaderUnderTest.Tron([node, second], null, ("ApiKey", "key-of-first,"));
        await keyed.GetHeadAsync();
        node.Asked.Select(question => question.ApiKey).Distinct().Should().Equal("key-of-first");
        second.Asked.Select(question => question.ApiKey).Distinct().Should().Equal((string?)null);
        keyed.Reader.Nodes.Should().OnlyContain(health => !health.Url.Contains("key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_block_without_transactions_costs_no_question_about_results()
    {
        (await reader.ReadAsync(1, 10)).Blocks.Should().HaveCount(10);
        node.Asked.Select(question => question.Path).Should().Equal("wallet/getblock", "wallet/getblockbylimitnext");
    }
}
