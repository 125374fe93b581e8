using NBitcoin;
using Payments.Testing.Nodes.Bitcoin;

namespace Payments.Chains.Tests.Bitcoin;

/// <summary>Dash names its blocks by a hash that is not computed here: what stands in for that.</summary>
public sealed class DashReaderTests : IAsyncLifetime
{
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
        byte[] script = [0x76, 0xa9, 20, .. Enumerable.Repeat((byte)7, 20), 0x88, 0xac];
        reader.Watched.Add(Script.FromBytesUnsafe(script).GetDestinationAddress(chain.Rules.Network)!.ToString());
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
        byte[] script = [0x76, 0xa9, 20, .. Enumerable.Repeat((byte)7, 20), 0x88, 0xac];
        var transaction = chain.Pay(new BitcoinOutput(12_345, script));
        chain.Mine();
        var transfer = (await Reader().ReadAsync(6, 6)).Transfers.Should().ContainSingle().Subject;
        (transfer.Token, transfer.Units, transfer.Transaction, transfer.BlockHash).Should().Be(("DASH", (UInt128)12_345, transaction, chain.Block(6)!.Id));
    }
}
