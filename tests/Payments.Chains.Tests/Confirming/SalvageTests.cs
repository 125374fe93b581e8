using System.Text.Json.Nodes;
using Payments.Chains.Reading;
using Payments.Testing;
using Payments.Testing.Nodes.Solana;

namespace Payments.Chains.Tests.Confirming;

/// <summary>An answer that makes no sense in one place is doubted and another node asked; but it halts no chain for good.</summary>
public sealed class SalvageTests : IAsyncLifetime
{
    private const int Refusals = 5;

    private static readonly string Alice = SolanaChain.Address("alice");

    private readonly ManualTimeProvider time = new();
    private readonly SolanaChain chain = new();
    private readonly List<SolanaSimulator> nodes = [];
    private readonly List<ReaderUnderTest> readers = [];

    public async Task InitializeAsync()
    {
        for (var i = 1; i <= 3; i++)
        {
            chain.Send([new SolanaPart(SolanaChain.Token, SolanaChain.Address("stranger"), 5)]);
            chain.Send([new SolanaPart(SolanaChain.Token, Alice, (ulong)i)]);
            chain.Mine();
        }
        for (var i = 0; i < 2; i++) nodes.Add(await SolanaSimulator.StartAsync(chain));
    }

    public async Task DisposeAsync()
    {
        foreach (var reader in readers) reader.Dispose();
        foreach (var node in nodes) await node.DisposeAsync();
    }

    private ReaderUnderTest Reader(params SolanaSimulator[] asked)
    {
        var reader = ReaderUnderTest.Solana(asked, time);
        reader.Watched.Add(Alice);
        readers.Add(reader);
        return reader;
    }

    /// <summary>Changes the transactions of slot 2.</summary>
    private static Func<SolanaQuestion, JsonNode?, JsonNode?> InSlot2(Action<JsonArray> change) => (question, honest) =>
    {
        var isAsked = question.Method == "getBlock" && question.Number(0) == 2;
        if (isAsked && honest?["transactions"] is JsonArray transactions) change(transactions);
        return honest;
    };

    public static TheoryData<string> Damages => ["twice", "no balances", "fewer accounts"];

    private static Action<JsonArray> Damage(string which) => which switch
    {
        "twice" => transactions => transactions.Add(transactions[^1]!.DeepClone()),
        "no balances" => transactions => transactions[0]!["meta"]!.AsObject().Remove("postTokenBalances"),
        _ => transactions => transactions[0]!["meta"]!["preBalances"]!.AsArray().RemoveAt(0),
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Another_node_is_asked(string which)
    {
        nodes[0].Answer = InSlot2(Damage(which));
        var reader = Reader(nodes[0], nodes[1]);
        var batch = await reader.ReadAsync(1, 3);
        batch.Transfers.Select(transfer => (int)transfer.Units).Should().Equal(1, 2, 3);
        batch.Unreadable.Should().BeEmpty();
        reader.Reader.Nodes.Select(node => node.IsHealthy).Should().Equal(false, true);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Where_no_node_gives_a_better_answer_the_readable_part_is_taken_after_a_while_and_the_rest_named(string which)
    {
        nodes[0].Answer = InSlot2(Damage(which));
        var reader = Reader(nodes[0]);
        var (next, refused, units, unreadable) = (1L, 0, new List<int>(), new List<string>());
        while (next <= 3)
        {
            try
            {
                var batch = await reader.ReadAsync(next, 3);
                units.AddRange(batch.Transfers.Select(transfer => (int)transfer.Units));
                unreadable.AddRange(batch.Unreadable);
                next = batch.Blocks[^1].Number + 1;
            }
            catch (ChainReadException)
            {
                (++refused).Should().BeLessThan(20, "no answer halts a chain for good");
                unreadable.Should().BeEmpty("what comes after what was left out is read as ever");
            }
            time.Advance(TimeSpan.FromMinutes(2));
        }
        refused.Should().BeGreaterThanOrEqualTo(Refusals - 1, "other nodes, and this one later, have their chance first");
        unreadable.Should().ContainSingle();
        units.Should().Equal(1, 2, 3);
    }
}
