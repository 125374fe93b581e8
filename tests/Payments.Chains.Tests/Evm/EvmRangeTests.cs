using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Payments.Chains.Evm;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Chains.Tokens;

namespace Payments.Chains.Tests.Evm;

/// <summary>Blocks and logs are read by their bytes. A reading by document, written for the test, must come to the same.</summary>
public sealed class EvmRangeTests
{
    private static readonly string[] Watched = [.. Enumerable.Range(0, 3).Select(RandomRange.Account)];

    private readonly EvmBatchReader reader = new(KnownChains.Evm[0]);

    [Fact]
    public void Bytes_and_a_document_tell_the_same_of_any_answers()
    {
        var (found, refused) = (0, 0);
        var property = Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var range = new RandomRange(seed);
            var expected = PlainReading.Read(range.Text, RandomRange.First, range.Blocks, Watched);
            var read = Read(range);
            found += expected?.Length ?? 0;
            refused += expected is null ? 1 : 0;
            return expected is null ? read is null : read is not null && expected.SequenceEqual(read);
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), property);
        // What never finds anything, or never refuses, would agree as well.
        found.Should().BeGreaterThan(300);
        refused.Should().BeInRange(100, 900);
    }

    [Fact]
    public void However_an_answer_is_cut_off_it_is_no_answer()
    {
        var whole = Enumerable.Range(0, 1000).Select(seed => new RandomRange(seed)).First(range => Read(range) is { Length: > 2 });
        for (var length = 0; length < whole.Text.Length; length++)
        {
            var cut = Encoding.UTF8.GetBytes(whole.Text[..length]);
            FluentActions.Invoking(() => Answers(cut, whole.Blocks)).Should().Throw<JsonException>();
        }
        FluentActions.Invoking(() => Answers(Encoding.UTF8.GetBytes(whole.Text + "]"), whole.Blocks)).Should().Throw<JsonException>("nothing may follow");
    }

    private string[]? Read(RandomRange range)
    {
        try
        {
            var answers = Answers(Encoding.UTF8.GetBytes(range.Text), range.Blocks);
            var read = reader.Read(answers, RandomRange.First, RandomRange.First + range.Blocks - 1, NewSet(), withCoins: true);
            var told = read.InOrder();
            if (read.Unreadable.Count > 0) return null;
            return [.. told.Select(item => item.Transfer).Select(transfer => $"{transfer.Block} {transfer.Transaction} {transfer.Id.ToString().Split(':')[^1]} {transfer.Units} {transfer.From} {transfer.To}")];
        }
        catch (Exception exception) when (exception is ChainReadException or JsonException)
        {
            return null;
        }
    }

    private static RpcAnswers<EvmAnswer> Answers(byte[] body, int blocks) => new(body, [.. Enumerable.Repeat(new RpcCall("eth_getBlockByNumber"), blocks), new RpcCall("eth_getLogs")], new EvmAnswerParser(NewSet()).Read);

    private static EvmAddressSet NewSet()
    {
        var set = new EvmAddressSet { TakesCoin = true };
        foreach (var address in Watched) set.Add(address);
        return set;
    }
}
