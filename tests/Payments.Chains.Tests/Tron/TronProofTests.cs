using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Payments.Chains.Reading;
using Payments.Chains.Tron;
using Payments.Domain.Transfers;
using Payments.Testing;
using Payments.Testing.Nodes.Tron;

namespace Payments.Chains.Tests.Tron;

/// <summary>
/// A block's header proves which transactions it has, and these are what was signed: whatever a node leaves out or changes is told from it.
/// </summary>
public sealed class TronProofTests : IAsyncLifetime
{
    private const string Wallet = "41000000000000000000000000000000000000a11c";
    private const string Stranger = "41000000000000000000000000000000000000dead";
    private const string Results = "wallet/gettransactioninfobyblocknum";
    private const string Blocks = "wallet/getblockbylimitnext";

    /// <summary>
    /// Nile's block 33801077, whole, with its one transaction. Source: the reference of <c>/wallet/getblockbylatestnum</c> in a public
    /// documentation of TRON's HTTP API.
    /// </summary>
    private const string Nile = """
        {"block":[{"blockID":"000000000203c375c7521ef953106e9a112e1902664a91becc5f40371a7397d7","block_header":{"raw_data":{"number":33801077,
        "txTrieRoot":"30fe6502e11e110fa389d5c17e1cf53fa8df93f26297d9f27cd8c07d3558d722","witness_address":"41e71c365c9dbf284ca8c1eed2d7877638941b9011",
        "parentHash":"000000000203c3741f9a08f594934bd26df95cc6c49b475d118e3a87aed5a4a4","version":27,"timestamp":1684509309000},
        "witness_signature":"cb4845bbd745f620852a1a54a955cee0d1aecc209f2f96e9b4ea53bf3d2ceb0f665fa07a5e870fcf9c6b98110a33d5bba5f35b588cc4123394b7e9f439fe265301"},
        "transactions":[{"ret":[{"contractRet":"SUCCESS"}],
        "signature":["95874b4774ba56125dfd7bf2a99a0652d4abda98c6977e3f417852b7ea6f2b81ff2f260df473d186be9586b6bbeb74b5382d7f058593fd72fb60da5d0f77f77100"],
        "txID":"31370141e3345421bdb92eff72f0d69aba8d04e636317ed52745d3f97e9faabb",
        "raw_data":{"contract":[{"parameter":{"value":{"data":"37383d0e00000000000000000000000000000000000000000000000000000188349354c9",
        "owner_address":"41fcf7ab2a2fb29362babd41647a22b223f7fbedec","contract_address":"41c3c5115bd3f5cfe5559c634eeb250f339ae3e29c"},
        "type_url":"type.googleapis.com/protocol.TriggerSmartContract"},"type":"TriggerSmartContract"}],
        "ref_block_bytes":"c362","ref_block_hash":"4ddf60f936a910d9","expiration":1684509366000,"fee_limit":150000000,"timestamp":1684509306936},
        "raw_data_hex":"0a02c36222084ddf60f936a910d940f0add4a483315a8e01081f1289010a31747970652e676f6f676c65617069732e636f6d2f70726f746f636f6c2e54726967676572536d617274436f6e747261637412540a1541fcf7ab2a2fb29362babd41647a22b223f7fbedec121541c3c5115bd3f5cfe5559c634eeb250f339ae3e29c222437383d0e00000000000000000000000000000000000000000000000000000188349354c970b8e0d0a48331900180a3c347"}]}]}
        """;

    /// <summary>A transfer of coins of the main net, in block 30864544. Source: a public documentation of the same API.</summary>
    private const string MainNetTransfer = "0a02f49e2208bf6a4ff33cc1c16040a894b3ad9e2f5a68080112640a2d"
        + "747970652e676f6f676c65617069732e636f6d2f70726f746f636f6c2e5472616e73666572436f6e7472616374"
        + "12330a1541c33eeefda1059afba41d86759e281bcb851edfc812154158c85b7b6a5118beb3b23c14fcb2f3551a81d79a1880e1eb1770b0dbafad9e2f";

    /// <summary>More blocks than are solid only later: what lies below them is final.</summary>
    private const int Solid = 30;

    private readonly ManualTimeProvider time = new();
    private readonly TronChain chain = new();
    private TronSimulator node = null!;
    private TronSimulator other = null!;

    public async Task InitializeAsync()
    {
        chain.Mine(5);
        node = await TronSimulator.StartAsync(chain);
        other = await TronSimulator.StartAsync(chain);
    }

    public async Task DisposeAsync()
    {
        await node.DisposeAsync();
        await other.DisposeAsync();
    }

    private ReaderUnderTest Reader(params TronSimulator[] nodes)
    {
        var reader = ReaderUnderTest.Tron(nodes, time);
        TronAddress.TryParse(Wallet, out var canonical, out _).Should().BeTrue();
        reader.Watched.Add(canonical);
        return reader;
    }

    /// <summary>A block with payments of 1, 2 … units, coins and tokens by turns, between others.</summary>
    private void Mine(int payments)
    {
        for (var i = 1; i <= payments; i++)
        {
            if (i % 2 == 0) chain.SendToken(Wallet, (UInt128)i);
            else chain.SendCoins(Wallet, i);
        }
        chain.Mine();
    }

    private static TronBlock ReadNile(string answer) => TronBlockParser.ReadRange(Encoding.UTF8.GetBytes(answer), new TronAddressSet())
        .Single();

    [Fact]
    public void The_root_of_a_real_block_is_that_of_its_transaction()
    {
        var block = ReadNile(Nile);
        (block.IsProven, block.Transactions.Count, block.Unreadable.Count).Should().Be((true, 1, 0));
    }

    [Theory]
    [InlineData("\"contractRet\":\"SUCCESS\"", "\"contractRet\":\"REVERT\"",
        "the transactions of block 33801077 are not those of its header")]
    [InlineData("{\"contractRet\":\"SUCCESS\"}", "{}", "the transactions of block 33801077 are not those of its header")]
    [InlineData("\"95874b4774", "\"95874b4775", "the transactions of block 33801077 are not those of its header")]
    [InlineData("\"0a02c36222084d", "\"0a02c36222084e", "a transaction's id is not the hash of its bytes")]
    [InlineData("\"31370141e3", "\"31370141e4", "a transaction's id is not the hash of its bytes")]
    [InlineData("\"raw_data_hex\"", "\"raw_data_he\"", "a transaction's id is not the hash of its bytes")]
    public void A_real_block_of_which_anything_was_changed_is_told(string real, string changed, string reason)
    {
        var block = ReadNile(Nile.Replace(real, changed, StringComparison.Ordinal));
        block.IsProven.Should().BeFalse();
        block.Unreadable.Should().Equal(reason);
    }

    /// <summary>
    /// Fields of an outcome that are not known here cannot be written: the block is believed without the proof, and looked at twice.
    /// </summary>
    [Fact]
    public void What_cannot_be_recomputed_is_not_taken_for_a_lie()
    {
        const string Known = "\"contractRet\":\"SUCCESS\"";
        var block = ReadNile(Nile.Replace(Known, Known + ",\"somethingNew\":[1]", StringComparison.Ordinal));
        (block.IsProven, block.Unreadable.Count).Should().Be((false, 0));
    }

    [Fact]
    public void A_real_transfer_is_read_from_what_was_signed()
    {
        var call = TronContractCall.Read(Convert.FromHexString(MainNetTransfer));
        (call.IsTransfer, call.Amount).Should().Be((true, 50_000_000));
        Convert.ToHexStringLower(call.From).Should().Be("41c33eeefda1059afba41d86759e281bcb851edfc8");
        Convert.ToHexStringLower(call.To).Should().Be("4158c85b7b6a5118beb3b23c14fcb2f3551a81d79a");
    }

    [Fact]
    public void Bytes_that_end_in_the_middle_are_no_transaction()
    {
        var whole = Convert.FromHexString(MainNetTransfer);
        var refused = 0;
        for (var length = 0; length < whole.Length; length++)
        {
            try
            {
                TronContractCall.Read(whole.AsSpan(0, length));
            }
            catch (ChainReadException)
            {
                refused++;
            }
        }
        refused.Should().Be(whole.Length - 5, "a cut between two of the five fields leaves a message that is one, and so does nothing");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(13)]
    public async Task Blocks_of_any_size_prove_that_they_are_whole_and_need_no_second_look(int payments)
    {
        Mine(payments);
        using var reader = Reader(node);
        var batch = await reader.ReadAsync(1, chain.Head);
        batch.Transfers.Select(transfer => (int)transfer.Units).Should().Equal(Enumerable.Range(1, payments));
        (batch.Seen.Count, batch.Unreadable.Count).Should().Be((0, 0));
    }

    /// <summary>Body and results lack the same payment for a moment, so that they fit together: the cursor must not pass.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_payment_that_body_and_results_both_lack_is_missed(int place)
    {
        Mine(5);
        node.Answer = (question, honest) =>
        {
            if (question.Path == Results) honest.AsArray().RemoveAt(place);
            else if (question.Path == Blocks)
                foreach (var block in honest["block"]!.AsArray()) (block!["transactions"] as JsonArray)?.RemoveAt(place);
            return honest;
        };
        using var alone = Reader(node);
        (await alone.RefusedAsync(chain.Head, chain.Head)).Should()
            .Be($"the transactions of block {chain.Head} are not those of its header");
        using var both = Reader(node, other);
        (await both.ReadAsync(chain.Head, chain.Head)).Transfers.Select(transfer => (int)transfer.Units).Should().Equal(1, 2, 3, 4, 5);
        both.Reader.Nodes.Select(health => health.IsHealthy).Should().Equal(false, true);
        node.Answer = (_, honest) => honest;
        time.Advance(TimeSpan.FromSeconds(1));
        (await alone.ReadAsync(chain.Head, chain.Head)).Transfers.Should().HaveCount(5);
    }

    [Fact]
    public async Task A_payment_that_nobody_signed_is_told_from_its_name()
    {
        chain.SendCoins(Stranger, 7);
        chain.Mine();
        node.Text = (question, text) => question.Path == Blocks ? text.Replace(Stranger[2..], Wallet[2..], StringComparison.Ordinal) : text;
        using var reader = Reader(node);
        (await reader.RefusedAsync(chain.Head, chain.Head)).Should().Be("a transaction's id is not the hash of its bytes");
    }

    [Fact]
    public async Task What_a_node_prints_beside_the_bytes_pays_nobody()
    {
        chain.SendCoins(Stranger, 7);
        chain.Mine();
        node.Answer = (question, honest) =>
        {
            if (question.Path != Blocks) return honest;
            var printed = honest["block"]![0]!["transactions"]![0]!["raw_data"]!["contract"]![0]!;
            printed["parameter"]!["value"]!["to_address"] = Wallet;
            return honest;
        };
        using var reader = Reader(node);
        (await reader.ReadAsync(chain.Head, chain.Head)).Transfers.Should().BeEmpty();
    }

    [Fact]
    public async Task Addresses_in_Base58_are_read_as_well()
    {
        Mine(3);
        static string Visible(string hex) => TronAddress.Encode(Convert.FromHexString(hex[2..]));
        node.Answer = (question, honest) =>
        {
            if (question.Path != Blocks) return honest;
            foreach (var block in honest["block"]!.AsArray())
            {
                var header = block!["block_header"]!["raw_data"]!;
                header["witness_address"] = Visible(header["witness_address"]!.GetValue<string>());
                foreach (var transaction in block["transactions"]?.AsArray() ?? [])
                {
                    var value = transaction!["raw_data"]!["contract"]![0]!["parameter"]!["value"]!.AsObject();
                    foreach (var field in (string[])["owner_address", "to_address", "contract_address"])
                        if (value[field] is { } address) value[field] = Visible(address.GetValue<string>());
                }
            }
            return honest;
        };
        using var reader = Reader(node);
        (await reader.ReadAsync(chain.Head, chain.Head)).Transfers.Select(transfer => (int)transfer.Units).Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task A_transaction_of_which_its_block_does_not_say_what_became_of_it_is_no_payment()
    {
        chain.SendCoins(Wallet, 5, result: "");
        chain.SendToken(Wallet, 5, result: "");
        chain.SendCoins(Wallet, 6);
        chain.Mine();
        node.Answer = (question, honest) =>
        {
            if (question.Path != Results) return honest;
            // The results tell of a success all the same.
            honest[1]!["receipt"]!["result"] = "SUCCESS";
            honest[1]!["log"] = new JsonArray(new TronMovement(TronChain.Token, TronChain.Payer, Wallet, 5).ToLog());
            return honest;
        };
        using var reader = Reader(node);
        (await reader.ReadAsync(chain.Head, chain.Head)).Transfers.Select(transfer => (int)transfer.Units).Should().Equal(6);
    }

    [Fact]
    public async Task An_outcome_that_was_left_out_is_missed()
    {
        Mine(3);
        node.Answer = (question, honest) =>
        {
            if (question.Path == Blocks) honest["block"]![0]!["transactions"]![0]!.AsObject().Remove("ret");
            return honest;
        };
        using var reader = Reader(node);
        (await reader.RefusedAsync(chain.Head, chain.Head)).Should()
            .Be($"the transactions of block {chain.Head} are not those of its header");
    }

    /// <summary>What never makes sense halts nothing for good.</summary>
    public static TheoryData<string, int[]> Damages => new()
    {
        { "no id", [1, 3, 4, 5] },
        { "bytes of another", [1, 3, 4, 5] },
        { "no result", [1, 3, 4, 5] },
        { "result without id", [1, 3, 4, 5] },
        { "two results", [1, 3, 4, 5] },
        { "log without amount", [1, 3, 4, 5] },
        { "another success", [1, 3, 4, 5] },
        { "signature", [1, 2, 3, 4, 5] },
    };

    private static void Damage(string which, TronQuestion question, JsonNode honest)
    {
        if (question.Path == Blocks && honest["block"] is JsonArray blocks)
            foreach (var transactions in blocks.Select(block => block!["transactions"]).OfType<JsonArray>().Where(list => list.Count > 2))
            {
                if (which == "no id") transactions[1]!.AsObject().Remove("txID");
                if (which == "bytes of another") transactions[1]!["raw_data_hex"] = transactions[2]!["raw_data_hex"]!.GetValue<string>();
                if (which == "signature") transactions[1]!["signature"] = new JsonArray("00");
            }
        if (question.Path != Results || honest is not JsonArray { Count: > 0 } results) return;
        if (which == "no result") results.RemoveAt(1);
        if (which == "result without id") results[1]!.AsObject().Remove("id");
        if (which == "two results") results[1] = results[0]!.DeepClone();
        if (which == "log without amount") results[1]!["log"]![0]!["topics"]![1] = new string('z', 64);
        if (which == "another success") results[1]!["result"] = "FAILED";
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task One_transaction_that_makes_no_sense_halts_nothing_for_good(string which, int[] paid)
    {
        Mine(5);
        chain.Mine(3);
        Mine(1);
        node.Answer = (question, honest) =>
        {
            if (question.Number("startNum") <= 6 || question.Number("num") == 6) Damage(which, question, honest);
            return honest;
        };
        using var second = Reader(node, other);
        (await second.ReadAsync(6, 6)).Transfers.Select(transfer => (int)transfer.Units).Should()
            .Equal([1, 2, 3, 4, 5], "another node is asked first");

        using var reader = Reader(node);
        var (next, refused, found, unreadable) = (6L, 0, new List<Transfer>(), new List<string>());
        while (next <= chain.Head)
        {
            try
            {
                var batch = await reader.ReadAsync(next, chain.Head);
                found.AddRange(batch.Transfers);
                unreadable.AddRange(batch.Unreadable);
                next = batch.Blocks[^1].Number + 1;
            }
            catch (ChainReadException)
            {
                (++refused).Should().BeLessThan(20, "no answer halts a chain for good");
            }
            time.Advance(TimeSpan.FromMinutes(2));
        }
        refused.Should().BeGreaterThanOrEqualTo(4, "the node has its chance to mend it");
        unreadable.Should().NotBeEmpty();
        found.Select(transfer => (int)transfer.Units).Should().Equal([.. paid, 1]);
    }

    private static async Task<IEnumerable<VerdictKind>> VerdictsAsync(ReaderUnderTest reader, IReadOnlyList<Transfer> told) =>
        (await reader.Reader.VerifyAsync(told, bySecond: true, CancellationToken.None)).Select(verdict => verdict.Kind);

    [Fact]
    public async Task A_block_that_the_second_node_never_gives_keeps_no_other_from_being_confirmed()
    {
        for (var i = 0; i < 3; i++) Mine(1);
        chain.Mine(Solid);
        using var reader = Reader(node, other);
        var told = (await reader.ReadAsync(6, 8)).Transfers;
        other.Answer = (question, honest) => question.Path == Blocks && question.Number("startNum") is 6 or 8 ? new JsonObject() : honest;
        (await VerdictsAsync(reader, told)).Should().Equal(VerdictKind.NotYet, VerdictKind.Confirmed, VerdictKind.NotYet);
    }

    [Fact]
    public async Task What_the_second_node_cannot_read_it_does_not_deny()
    {
        Mine(3);
        chain.Mine(Solid);
        using var reader = Reader(node, other);
        var told = (await reader.ReadAsync(6, 6)).Transfers;
        other.Answer = (question, honest) =>
        {
            Damage("no id", question, honest);
            return honest;
        };
        (await VerdictsAsync(reader, told)).Should().Equal(VerdictKind.Confirmed, VerdictKind.NotYet, VerdictKind.Confirmed);
        reader.Reader.Nodes.Should().OnlyContain(health => health.SetAside == null);
    }

    [Fact]
    public async Task A_full_nodes_own_port_tells_what_is_solid_by_its_node_info()
    {
        node.Handle = async (context, question) =>
        {
            if (!question.Path.StartsWith("walletsolidity", StringComparison.Ordinal)) return false;
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync("<html><head><title>Error 404 Not Found</title></head></html>");
            return true;
        };
        chain.Mine(30);
        using var reader = Reader(node);
        (await reader.GetHeadAsync()).Should().Be(new ChainHead(35, 16));
        node.Asked.Clear();
        (await reader.GetHeadAsync()).FinalNumber.Should().Be(16);
        node.Asked.Select(question => question.Path).Should().Equal("wallet/getblock", "wallet/getnodeinfo");

        // What stands behind the URL may change: both places are asked again after a failure.
        node.Handle = (_, _) => Task.FromResult(false);
        node.Answer = (question, honest) => question.Path == "wallet/getnodeinfo" ? TronSimulator.Error("closed") : honest;
        var failed = () => reader.GetHeadAsync();
        (await failed.Should().ThrowAsync<ChainReadException>()).WithMessage("*getnodeinfo*");
        time.Advance(TimeSpan.FromMinutes(1));
        (await reader.GetHeadAsync()).FinalNumber.Should().Be(16);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"solidityBlock\":5}")]
    [InlineData("{\"solidityBlock\":\"Num:16,ID:0000000000000011ffffffffffffffffffffffffffffffffffffffffffffffff\"}")]
    [InlineData("{\"solidityBlock\":\"Num:16\"}")]
    public async Task A_node_info_that_does_not_tell_is_a_failure(string info)
    {
        node.Handle = (context, question) =>
        {
            if (question.Path.StartsWith("walletsolidity", StringComparison.Ordinal)) context.Response.StatusCode = 404;
            return Task.FromResult(context.Response.StatusCode == 404);
        };
        node.Answer = (question, honest) => question.Path == "wallet/getnodeinfo" ? JsonNode.Parse(info)! : honest;
        using var reader = Reader(node);
        var act = () => reader.GetHeadAsync();
        (await act.Should().ThrowAsync<ChainReadException>()).WithMessage("wallet/getnodeinfo: *");
    }
}
