using Payments.Testing.Nodes.Bitcoin;

namespace Payments.Chains.Tests.Bitcoin;

/// <summary>Dash names its blocks by a hash that is not computed here: what stands in for that.</summary>
public sealed class DashReaderTests : IAsyncLifetime
{
    private static readonly byte[] Script = [0x76, 0xa9, 20, .. Enumerable.Repeat((byte)7, 20), 0x88, 0xac];

    private readonly BitcoinChain chain = new(rules: BitcoinRules.Dash);
    private readonly List<ReaderUnderTest> readers = [];
    private BitcoinSimulator node = null!;

    public async Task InitializeAsync()
    {
        chain.Mine(5);
        node = await BitcoinSimulator.StartAsync(chain);
    }

    public async Task DisposeAsync()
    {
        foreach (var reader in readers) reader.Dispose();
        await node.DisposeAsync();
    }

    private ReaderUnderTest Reader()
    {
        var reader = ReaderUnderTest.Bitcoin([node]);
        readers.Add(reader);
        reader.Watched.Add(NBitcoin.Script.FromBytesUnsafe(Script).GetDestinationAddress(chain.Rules.Network)!.ToString());
        return reader;
    }

    [Fact]
    public async Task Every_block_is_read_beside_its_description()
    {
        var reader = Reader();
        (await reader.ReadAsync(0, 0)).Blocks.Should().ContainSingle().Which.Hash.Should().Be(chain.Rules.FirstHash);
        (await reader.ReadAsync(1, 5)).Blocks.Select(block => block.Hash).Should().Equal(Enumerable.Range(1, 5).Select(number => chain.Block(number)!.Id));
        node.Asked.Count(question => question is { Method: "getblockheader", IsVerbose: true }).Should().Be(node.Asked.Count(question => question.Method == "getblock"));
    }

    [Theory]
    [InlineData("getblock")]
    [InlineData("getblockheader")]
    public async Task Bytes_of_another_block_under_the_name_that_was_asked_for_are_refused(string method)
    {
        // Another block over the same parent, as it is after a fork: only its transactions differ.
        var other = new BitcoinChain(rules: BitcoinRules.Dash);
        other.Mine(2);
        other.Pay(new BitcoinOutput(1_000, [0x51]));
        other.Mine();
        other.Block(2)!.Id.Should().Be(chain.Block(2)!.Id);
        node.Answer = (question, honest) => question.Method == method && !question.IsVerbose && question.Subject == chain.Block(3)!.Id
            ? Convert.ToHexStringLower(method == "getblock" ? other.Block(3)!.Serialize() : other.Block(3)!.Header) : honest;
        var reader = Reader();
        if (method == "getblockheader") reader.Watched.TakesCoin = false;
        (await reader.RefusedAsync(3, 3)).Should().Be($"the node describes block {chain.Block(3)!.Id} otherwise than its bytes");
        node.Answer = (_, honest) => honest;
        var next = Reader();
        (await next.ReadAsync(3, 3)).Blocks.Should().ContainSingle();
    }

    [Theory]
    [InlineData("hash")]
    [InlineData("merkleroot")]
    [InlineData("previousblockhash")]
    public async Task A_description_of_another_block_is_refused(string field)
    {
        node.Answer = (question, honest) =>
        {
            if (question.IsVerbose) honest[field] = new string('a', 64);
            return honest;
        };
        (await Reader().RefusedAsync(3, 3)).Should().Contain("otherwise than its bytes");
    }

    [Fact]
    public async Task A_payment_is_found_by_the_rules_of_Dash()
    {
        var transaction = chain.Pay(new BitcoinOutput(12_345, Script));
        chain.Mine();
        var transfer = (await Reader().ReadAsync(6, 6)).Transfers.Should().ContainSingle().Subject;
        (transfer.Token, transfer.Units, transfer.Transaction, transfer.BlockHash).Should().Be(("DASH", (UInt128)12_345, transaction, chain.Block(6)!.Id));
    }

    [Fact]
    public async Task A_payment_is_found_in_a_block_behind_a_quorum_commitment()
    {
        // DIP-6, type 6: no inputs, no outputs, 329 bytes of payload. Miners put one into a block about hourly.
        var commitment = new BitcoinTransactionData([], []) { Version = 0x0006_0003, Payload = Enumerable.Range(0, 329).Select(i => (byte)i).ToArray() };
        Convert.ToHexStringLower(commitment.Serialize(withWitness: false)).Should().StartWith("03000600" + "00" + "00" + "00000000" + "fd4901" + "0001020304");
        chain.Include(commitment);
        var transaction = chain.Pay(new BitcoinOutput(12_345, Script));
        chain.Mine();
        var transfer = (await Reader().ReadAsync(6, 6)).Transfers.Should().ContainSingle().Subject;
        (transfer.Units, transfer.Transaction, transfer.BlockHash).Should().Be(((UInt128)12_345, transaction, chain.Block(6)!.Id));
    }

    [Fact]
    public async Task An_asset_unlock_pays_like_any_transaction_and_hides_none_behind_it()
    {
        // DIP-27, type 9: no inputs; the outputs are paid from the credit pool.
        var unlock = new BitcoinTransactionData([], [new BitcoinOutput(777, [0x6a]), new BitcoinOutput(50_000, Script)]) { Version = 0x0009_0003, Payload = new byte[145] };
        Convert.ToHexStringLower(unlock.Serialize(withWitness: false)).Should().StartWith("03000900" + "00" + "02" + "0903000000000000" + "01" + "6a").And.EndWith("88ac" + "00000000" + "91" + new string('0', 290));
        var unlocked = chain.Include(unlock);
        var transaction = chain.Pay(new BitcoinOutput(12_345, Script));
        chain.Mine();
        (await Reader().ReadAsync(6, 6)).Transfers.Select(transfer => (transfer.Id.Value, transfer.Units)).Should().Equal(
            ($"dash:{unlocked}:1", (UInt128)50_000), ($"dash:{transaction}:0", (UInt128)12_345));
    }

    [Fact]
    public async Task A_transaction_without_inputs_that_waits_for_its_block_is_read()
    {
        var unlock = chain.Include(new BitcoinTransactionData([], [new BitcoinOutput(50_000, Script)]) { Version = 0x0009_0003, Payload = new byte[145] });
        var wallet = NBitcoin.Script.FromBytesUnsafe(Script).GetDestinationAddress(chain.Rules.Network)!.ToString();
        var sighting = (await Reader().Reader.Mempool!.LookAsync([wallet], CancellationToken.None)).Should().ContainSingle().Subject;
        (sighting.Transaction, sighting.Units, sighting.To).Should().Be((unlock, (UInt128)50_000, wallet));
    }
}
