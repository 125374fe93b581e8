using NBitcoin;
using Payments.Chains.Reading;
using Payments.Testing.Nodes.Bitcoin;

namespace Payments.Chains.Tests.Bitcoin;

/// <summary>Looking at what waits for a block, at nodes of both protocols.</summary>
public sealed class BitcoinMempoolTests() : BitcoinNodes(5)
{
    private static readonly BitcoinOutput Change = new(77, [0, 20, .. Enumerable.Repeat((byte)9, 20)]);

    private static byte[] Script(int wallet) => [0, 20, .. Enumerable.Repeat((byte)wallet, 20)];

    private static string Wallet(int wallet) => NBitcoin.Script.FromBytesUnsafe(Script(wallet)).GetDestinationAddress(Network.RegTest)!.ToString();

    private IMempoolReader Mempool(bool isEsplora) => Reader(Node(isEsplora)).Reader.Mempool!;

    private static async Task<(string Name, UInt128 Units, string To)[]> LookAsync(IMempoolReader mempool, params int[] wallets) =>
        [.. (await mempool.LookAsync([.. wallets.Select(Wallet)], CancellationToken.None)).Select(sighting => (sighting.Id.Value, sighting.Units, sighting.To))];

    private int Asked(string method) => Rpc.Asked.Count(question => question.Method == method);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_payment_is_seen_while_it_waits_under_the_name_that_its_block_gives_it(bool isEsplora)
    {
        var reader = Reader(Node(isEsplora));
        var mempool = reader.Reader.Mempool!;
        (await LookAsync(mempool, 1)).Should().BeEmpty();
        var paid = Chain.Pay(Change, new BitcoinOutput(5, Script(1)), new BitcoinOutput(6, Script(2)), new BitcoinOutput(7, Script(1)));
        Chain.Pay(Change);
        (await LookAsync(mempool, 1)).Should().BeEquivalentTo([($"bitcoin:{paid}:1", (UInt128)5, Wallet(1)), ($"bitcoin:{paid}:3", (UInt128)7, Wallet(1))]);

        Chain.Mine();
        (await LookAsync(mempool, 1)).Should().BeEmpty();
        reader.Watched.Add(Wallet(1));
        (await reader.ReadAsync(6, 6)).Transfers.Select(transfer => transfer.Id.Value).Should().Equal($"bitcoin:{paid}:1", $"bitcoin:{paid}:3");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_replaced_spent_otherwise_or_dropped_is_not_seen_any_more(bool isEsplora)
    {
        var mempool = Mempool(isEsplora);
        var (first, second) = (Chain.Pay(new BitcoinOutput(5, Script(1))), Chain.Pay(new BitcoinOutput(6, Script(1))));
        (await LookAsync(mempool, 1)).Should().HaveCount(2);
        var bumped = Chain.Replace(first, new BitcoinOutput(5, Script(1)), Change);
        (await LookAsync(mempool, 1)).Select(sighting => sighting.Name).Should().BeEquivalentTo($"bitcoin:{bumped}:0", $"bitcoin:{second}:0");
        Chain.Replace(bumped, Change);
        (await LookAsync(mempool, 1)).Select(sighting => sighting.Name).Should().Equal($"bitcoin:{second}:0");
        Chain.Evict(second);
        (await LookAsync(mempool, 1)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Where_nobody_is_awaited_nothing_is_asked(bool isEsplora)
    {
        Chain.Pay(new BitcoinOutput(5, Script(1)));
        (await LookAsync(Mempool(isEsplora))).Should().BeEmpty();
        Rpc.Asked.Concat(Esplora.Asked).Should().BeEmpty();
    }

    [Fact]
    public async Task Bytes_of_a_transaction_are_asked_for_once()
    {
        var mempool = Mempool(isEsplora: false);
        for (var i = 0; i < 250; i++) Chain.Pay(new BitcoinOutput(i + 1, i % 50 == 0 ? Script(1) : Script(8)));
        for (var look = 0; look < 3; look++) (await LookAsync(mempool, 1)).Should().HaveCount(5);
        (Asked("getrawmempool"), Asked("getrawtransaction")).Should().Be((3, 250));
    }

    [Fact]
    public async Task A_full_mempool_is_read_over_several_looks()
    {
        var mempool = Mempool(isEsplora: false);
        for (var i = 0; i < 2_100; i++) Chain.Pay(new BitcoinOutput(i + 1, Script(1)));
        (await LookAsync(mempool, 1)).Should().HaveCount(2_000);
        (await LookAsync(mempool, 1)).Should().HaveCount(2_100);
    }

    [Fact]
    public async Task A_transaction_that_is_gone_before_its_bytes_are_asked_for_is_asked_for_again()
    {
        var mempool = Mempool(isEsplora: false);
        Chain.Pay(new BitcoinOutput(5, Script(1)));
        Rpc.Answer = (question, honest) => question.Method == "getrawtransaction" ? throw new InvalidOperationException("No such mempool transaction.") : honest;
        (await LookAsync(mempool, 1)).Should().BeEmpty();
        Rpc.Answer = (_, honest) => honest;
        (await LookAsync(mempool, 1)).Should().ContainSingle();
    }

    [Fact]
    public async Task What_is_not_what_it_was_asked_for_as_is_nobodys()
    {
        var (mine, others) = (Chain.Pay(new BitcoinOutput(5, Script(1))), Chain.Pay(Change));
        var bytes = Chain.Waiting[0].Serialize(withWitness: true);
        // The flag of Litecoin's extension block, with a body, as its wallets send it.
        byte[] extension = [.. bytes[..5], 8, .. bytes[6..]];
        Rpc.Answer = (question, honest) => question.Method != "getrawtransaction" ? honest
            : question.Subject == others ? Convert.ToHexStringLower(bytes) : Convert.ToHexStringLower(extension);
        (await LookAsync(Mempool(isEsplora: false), 1)).Should().BeEmpty($"{mine} is of another form, and {others} is not what came");
    }

    [Fact]
    public async Task Many_addresses_are_asked_about_by_turns()
    {
        var mempool = Mempool(isEsplora: true);
        int[] wallets = [.. Enumerable.Range(1, 50)];
        foreach (var wallet in wallets) Chain.Pay(new BitcoinOutput(wallet, Script(wallet)));
        var seen = new List<int>();
        for (var look = 0; look < 3; look++) seen.Add((await LookAsync(mempool, wallets)).Length);
        seen.Should().Equal(20, 40, 50);
        Esplora.Asked.Count(question => question.Method == "address-mempool").Should().Be(60);
        (await LookAsync(mempool, 1, 2)).Should().HaveCount(2, "nobody waits at the others any more");
    }

    [Fact]
    public async Task A_node_that_does_not_answer_says_so()
    {
        Esplora.Handle = context =>
        {
            if (!context.Request.Path.Value!.Contains("mempool", StringComparison.Ordinal)) return Task.FromResult(false);
            context.Response.StatusCode = 429;
            return Task.FromResult(true);
        };
        await FluentActions.Awaiting(() => LookAsync(Mempool(isEsplora: true), 1)).Should().ThrowAsync<ChainReadException>().WithMessage("*txs/mempool: HTTP 429*");
    }

    [Fact]
    public void Chains_whose_blocks_come_in_seconds_have_none_to_look_at()
    {
        using var reader = new ReaderUnderTest("0xd1220a0cf47c7b9be7a2e6ba89f429762e7b9adb", [new Uri("http://127.0.0.1:9")]);
        reader.Reader.Mempool.Should().BeNull();
    }
}
