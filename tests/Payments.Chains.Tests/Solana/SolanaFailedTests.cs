using System.Text.Json.Nodes;
using Payments.Testing.Nodes.Solana;

namespace Payments.Chains.Tests.Solana;

/// <summary>Transactions that failed. An honest node shows no change of balances for them; what counts is that they failed.</summary>
public sealed class SolanaFailedTests : IAsyncLifetime
{
    private static readonly string Alice = SolanaChain.Address("alice"), Bob = SolanaChain.Address("bob");

    private readonly SolanaChain chain = new();
    private SolanaSimulator node = null!;
    private ReaderUnderTest reader = null!;

    public async Task InitializeAsync()
    {
        chain.Mine();
        node = await SolanaSimulator.StartAsync(chain);
        reader = ReaderUnderTest.Solana([node]);
        reader.Watched.Add(Alice);
        reader.Watched.Add(Bob);
    }

    public Task DisposeAsync()
    {
        reader.Dispose();
        return node.DisposeAsync().AsTask();
    }

    [Theory]
    [InlineData("""{"InstructionError":[0,{"Custom":1}]}""")]
    [InlineData("\"AccountNotFound\"")]
    [InlineData("{}")]
    public async Task A_failed_transaction_pays_nothing_whatever_balances_it_shows(string error)
    {
        chain.Send([new SolanaPart(SolanaChain.Token, Alice, 5), new SolanaPart(null, Bob, 7)]);
        chain.Send([new SolanaPart(SolanaChain.Token, Alice, 6)]);
        chain.Mine();
        (await PaidAsync()).Should().HaveCount(3, "both succeeded");

        node.Answer = (question, honest) =>
        {
            if (question.Method == "getBlock") honest!["transactions"]![0]!["meta"]!["err"] = JsonNode.Parse(error);
            return honest;
        };
        (await PaidAsync()).Should().Equal((Alice, "USDT", (UInt128)6));
    }

    private async Task<IEnumerable<(string To, string Token, UInt128 Units)>> PaidAsync() =>
        (await reader.ReadAsync(chain.Newest.Slot, chain.Newest.Slot)).Transfers
            .Select(transfer => (transfer.To, transfer.Token, transfer.Units));
}
