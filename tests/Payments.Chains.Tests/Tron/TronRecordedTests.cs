using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Chains.Tron;
using Payments.Domain.Identity;

namespace Payments.Chains.Tests.Tron;

/// <summary>
/// Answers in the shapes of real nodes. Facts: Nile block 66987565 and transaction 01b4cde4… from the HTTP reference of
/// tronprotocol/documentation-en; main net USDT transactions b69c51db…, e63a324a… and the plain transfer 23897196… from a public SDK's reference.
/// </summary>
public sealed class TronRecordedTests
{
    private const string Receiver = "41cdae4e9a6287333a3f7df432b050af7b17e79e63";

    private const string NileHeader = """
        {"blockID":"0000000003fe262d52bfa4b2814f816fd2e57af5b98a33d60d8630a03a908e0e","block_header":{"raw_data":{"number":66987565,
        "txTrieRoot":"faf8fe3858339ead25cc892461c82a59b84dca4a51c45b026676bf3f45a352a2","witness_address":"41b2f713d57dbcec679d93a8849fa0cd0e4db594ba",
        "parentHash":"0000000003fe262c85cd6b02033f4c3e5c1efa35de256a17bd906dc61fb1aeed","version":34,"timestamp":1777445121000},
        "witness_signature":"5b3cf6cb15d52947989f7726f4907a144b39ccd667a1a0f98707b40cdfe65b96173ddf34ae8dcc5e78f136e0cf903a15c7128984aa2191f02333209d1879d3f900"}}
        """;

    private const string Paid = """
        {"id":"b69c51db8f9d974e6a38c76852c8ce1adcb682dbacb25ad8ad4f6876121fe9dc","fee":345000,"blockNumber":66861993,"blockTimeStamp":1731235554000,
        "contractResult":["0000000000000000000000000000000000000000000000000000000000000000"],"contract_address":"41a614f803b6fd780986a42c78ec9c7f77e6ded13c",
        "receipt":{"energy_usage":64285,"energy_usage_total":64285,"net_fee":345000,"result":"SUCCESS","energy_penalty_total":49635},
        "log":[{"address":"a614f803b6fd780986a42c78ec9c7f77e6ded13c","topics":["ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef",
        "00000000000000000000000060e6e92e57d61a9d68b5d95275cc9667d9e6c7c9","000000000000000000000000cdae4e9a6287333a3f7df432b050af7b17e79e63"],
        "data":"00000000000000000000000000000000000000000000000000000000003567e0"}]}
        """;

    private const string Failed = """
        {"id":"e63a324a43aebfe41273db4f7fdfe325b2257b4f5711595a5fc0f8a75cf1b481","fee":16500120,"blockNumber":66860010,"blockTimeStamp":1731229605000,"contractResult":[""],
        "contract_address":"41a614f803b6fd780986a42c78ec9c7f77e6ded13c","receipt":{"energy_fee":16500120,"energy_usage_total":78572,"net_usage":345,"result":"OUT_OF_ENERGY","energy_penalty_total":25905},
        "result":"FAILED","resMessage":"4e6f7420656e6f756768"}
        """;

    private const string Plain = """
        {"id":"2389719608ed69f7ec3e72c1abb92acaa43b7175f3062f4ebc6e2e02cc82d0d2","blockNumber":66862205,"blockTimeStamp":1731236190000,"contractResult":[""],"receipt":{"net_usage":265}}
        """;

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static TronAddressSet Watched(string hex)
    {
        var set = new TronAddressSet();
        TronAddress.TryParse(hex, out var canonical, out _).Should().BeTrue();
        set.Add(canonical);
        return set;
    }

    private static List<TronTokenTransfer> Read(string result, bool succeeded, params string[] unreadable)
    {
        // The block as its own answer would give it; the result's transaction is its only one.
        var facts = JsonNode.Parse(result)!;
        var id = facts["id"]!.GetValue<string>();
        var name = new BlockRef(facts["blockNumber"]!.GetValue<long>(), "", "", DateTimeOffset.FromUnixTimeMilliseconds(facts["blockTimeStamp"]!.GetValue<long>()));
        var block = new TronBlock(name, Bytes(id), [new TronTransaction(new Place(0, id.Length), succeeded)], []);
        var catalog = new ChainCatalog(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Chains:Tron:Rpc", (string?)"http://127.0.0.1:1")]).Build());
        catalog.TryGetToken(ChainId.Tron, "usdt", out var usdt).Should().BeTrue();
        var leftOut = new List<string>();
        var read = new TronResultParser([new TronContract(usdt!)]).Read(Bytes($"[{result}]"), block, Watched(Receiver), leftOut);
        leftOut.Should().Equal(unreadable);
        return read;
    }

    [Fact]
    public void A_blocks_id_is_the_hash_of_its_header()
    {
        var block = TronBlockParser.ReadOne(Bytes(NileHeader))!;
        block.Name.Should().Be(new BlockRef(
            66987565, "0000000003fe262d52bfa4b2814f816fd2e57af5b98a33d60d8630a03a908e0e", "0000000003fe262c85cd6b02033f4c3e5c1efa35de256a17bd906dc61fb1aeed",
            new DateTimeOffset(2026, 4, 29, 6, 45, 21, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("\"timestamp\":1777445121000", "\"timestamp\":1777445121001", "is not the hash of its header")]
    [InlineData("\"parentHash\":\"0000000003fe262c85", "\"parentHash\":\"0000000003fe262c86", "is not the hash of its header")]
    [InlineData("\"number\":66987565", "\"number\":66987566", "has the id of another height")]
    [InlineData("\"version\":34", "\"version\":\"34\"", "a whole number was expected")]
    [InlineData("\"blockID\":\"0000000003fe262d52", "\"blockID\":\"0000000003fe262d53", "is not the hash of its header")]
    public void A_header_that_was_changed_is_not_believed(string real, string changed, string reason) =>
        FluentActions.Invoking(() => TronBlockParser.ReadOne(Bytes(NileHeader.Replace(real, changed, StringComparison.Ordinal))))
            .Should().Throw<ChainReadException>().WithMessage($"*{reason}*");

    [Fact]
    public void A_header_with_a_field_of_a_later_version_is_still_read() =>
        TronBlockParser.ReadOne(Bytes(NileHeader.Replace("\"version\":34", "\"version\":35,\"somethingNew\":{\"a\":[1]}", StringComparison.Ordinal)))!.Name.Number.Should().Be(66987565);

    [Fact]
    public void A_block_that_is_not_there_is_an_empty_object() => TronBlockParser.ReadOne("{}"u8.ToArray()).Should().BeNull();

    [Fact]
    public void A_real_USDT_transfer_is_read()
    {
        var transfer = Read(Paid, succeeded: true).Should().ContainSingle().Subject;
        (transfer.Transaction, transfer.Log.Index, transfer.Log.Units).Should().Be((0, 0, (UInt128)3_500_000));
        transfer.Log.From.Should().Be(TronAddress.Encode(Convert.FromHexString("60e6e92e57d61a9d68b5d95275cc9667d9e6c7c9")));
        transfer.Log.To.Should().Be(TronAddress.Encode(Convert.FromHexString(Receiver[2..])));
    }

    [Fact]
    public void Results_without_logs_are_read() => (Read(Failed, succeeded: false).Count, Read(Plain, succeeded: true).Count).Should().Be((0, 0));

    [Fact]
    public void Block_and_result_must_agree_on_a_payments_success() => Read(
        Paid, succeeded: false,
            "block and result disagree on whether transaction b69c51db8f9d974e6a38c76852c8ce1adcb682dbacb25ad8ad4f6876121fe9dc succeeded")
        .Should().BeEmpty();

    [Theory]
    [InlineData("{\"Error\":\"The key exceeds the frequency limit(15), and the query server is suspended for 30s\"}", 30, 15)]
    [InlineData("{\"Error\":\"The key exceeds the frequency limit(15), and the query server is suspended for 27 s\"}", 27, 15)]
    [InlineData("{\"Success\":false,\"Error\":\"request rate of (getnowblock) exceeded the allowed_rps(3), and the query server is suspended for 1 s.\",\"StatusCode\":429}", 1, 3)]
    [InlineData("{\"Error\":\"class java.lang.IllegalAccessException : lack of computing resources\"}", null, null)]
    public void Limits_are_understood_in_their_own_words(string answer, int? suspendedSeconds, int? rate)
    {
        var text = TronRefusal.TextOf(Bytes(answer))!;
        TronRefusal.IsLimit(text).Should().BeTrue();
        TronRefusal.Suspension(text)?.TotalSeconds.Should().Be(suspendedSeconds);
        TronRefusal.AllowedRate(text).Should().Be(rate);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"blockID\":\"00\",\"Error\":[]}")]
    [InlineData("{\"block\":[{\"Error\":\"deep inside\"}]}")]
    public void An_answer_is_no_refusal(string answer) => TronRefusal.TextOf(Bytes(answer)).Should().BeNull();
}
