using System.Text.Json.Nodes;
using Payments.Chains.Reading;
using Payments.Chains.Tests.Nodes;
using Payments.Domain.Transfers;

namespace Payments.Chains.Tests.Evm;

/// <summary>One payment about which a node never makes sense keeps no other from being read, and none from being confirmed.</summary>
public sealed class EvmSalvageTests : FakeNodeTests
{
    private static readonly string Damaged = FakeChain.Hash(12_000, "transaction");

    public static TheoryData<string, string> Damages => new()
    {
        { "no receipt", "the node does not have a receipt yet" },
        { "receipt of no shape", "the node does not have a receipt yet" },
        { "receipt of another", "a receipt of another block or transaction" },
        { "receipt without status", "hex was expected" },
        { "receipt without logs", "a log that its transaction's receipt does not tell of" },
        { "log without amount", "an amount that is no number" },
    };

    private static JsonNode? Damage(string which, Question question, JsonNode? honest)
    {
        if (question.Method == "eth_getLogs" && which == "log without amount")
            foreach (var log in honest!.AsArray().Where(log => log!["transactionHash"]!.GetValue<string>() == Damaged))
                log!["data"] = "0xzz";
        if (question.Method != "eth_getTransactionReceipt" || question.Parameter(0)!.GetValue<string>() != Damaged) return honest;
        switch (which)
        {
            case "no receipt":
                return null;
            case "receipt of no shape":
                return "pending";
            case "receipt of another":
                honest!["transactionHash"] = FakeChain.Hash(1);
                break;
            case "receipt without status":
                honest!["status"] = null;
                break;
            case "receipt without logs":
                honest!["logs"] = new JsonArray();
                break;
        }
        return honest;
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_payment_that_makes_no_sense_is_left_out_after_a_while_and_looked_at_again(string which, string reason)
    {
        First.Answer = (question, honest) => Damage(which, question, honest);
        await ExpectEverythingAsync(Reader(First, Second));

        var reader = Reader(First);
        (await reader.RefusedAsync(10, 12)).Should().Be(reason);
        var (next, refused, found, unreadable, seen) = (1L, 0, new List<Transfer>(), new List<string>(), new List<SeenBlock>());
        while (next <= 40)
        {
            try
            {
                var batch = await reader.ReadAsync(next, 40);
                found.AddRange(batch.Transfers);
                unreadable.AddRange(batch.Unreadable);
                seen.AddRange(batch.Seen);
                next = batch.Blocks[^1].Number + 1;
            }
            catch (ChainReadException)
            {
                (++refused).Should().BeLessThan(20, "no answer halts a chain for good");
            }
            Time.Advance(TimeSpan.FromMinutes(2));
        }
        refused.Should().BeGreaterThanOrEqualTo(4);
        unreadable.Should().Equal(reason);
        found.Select(transfer => (int)transfer.Units).Should().Equal(1, 3);
        seen.Where(block => block.IsSuspect).Select(block => block.Block.Number).Should().Equal(12);

        First.Answer = (_, honest) => honest;
        var known = found.Select(transfer => transfer.Id).ToHashSet();
        SeenBlock[] apart = [.. seen.Where(block => block.Block.Number is 3 or 4 or 12 or 30)];
        (await reader.Reader.LookAgainAsync(apart, known, reader.Watched, CancellationToken.None))
            .Select(transfer => (int)transfer.Units).Should().Contain(2).And.HaveCount(1);
    }

    [Fact]
    public async Task One_payment_of_which_a_node_tells_nonsense_keeps_no_other_from_being_confirmed()
    {
        // Block 30 is final, too.
        var reader = Reader([First, Second], ("Confirmations", "5"));
        var told = (await reader.ReadAsync(1, 40)).Transfers;
        Second.Answer = (question, honest) => Damage("receipt of another", question, honest);
        var verdicts = await reader.Reader.VerifyAsync(told, bySecond: true, CancellationToken.None);
        verdicts.Select(verdict => verdict.Kind).Should().Equal(VerdictKind.Confirmed, VerdictKind.NotYet, VerdictKind.Confirmed);
    }
}
