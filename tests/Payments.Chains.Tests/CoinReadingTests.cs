using Payments.Chains.Tests.Nodes;

namespace Payments.Chains.Tests;

/// <summary>Blocks are read with their transactions only where somebody waits for the chain's coin.</summary>
public sealed class CoinReadingTests : FakeNodeTests
{
    [Fact]
    public async Task Without_anybody_who_takes_the_coin_blocks_come_without_transactions()
    {
        var reader = Reader(First);
        reader.Watched.TakesCoin = false;
        await reader.GetHeadAsync();
        First.Asked.Clear();
        await ExpectEverythingAsync(reader);
        Blocks().Should().HaveCount(40).And.OnlyContain(question => !question.Parameter(1)!.GetValue<bool>());
    }

    [Fact]
    public async Task From_the_first_who_takes_it_on_they_come_with_them()
    {
        var reader = Reader(First);
        reader.Watched.TakesCoin = false;
        await reader.ReadAsync(1, 10);
        reader.Watched.TakesCoin = true;
        First.Asked.Clear();
        await reader.ReadAsync(11, 20);
        Blocks().Should().HaveCount(10).And.OnlyContain(question => question.Parameter(1)!.GetValue<bool>());
    }

    [Fact]
    public async Task Blocks_that_do_not_link_are_seen_either_way()
    {
        First.Answer = (question, honest) =>
        {
            if (question.Method == "eth_getBlockByNumber" && question.Parameter(0)!.GetValue<string>() == "0x14") honest!["parentHash"] = FakeChain.Hash(19, "another branch");
            return honest;
        };
        var reader = Reader(First);
        reader.Watched.TakesCoin = false;
        (await reader.RefusedAsync(15, 25)).Should().Contain("does not follow");
    }

    private IEnumerable<Question> Blocks() => First.Asked.Where(question => question.Method == "eth_getBlockByNumber");
}
