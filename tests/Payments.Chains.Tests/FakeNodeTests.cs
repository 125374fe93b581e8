using Payments.Chains.Tests.Nodes;
using Payments.Testing;

namespace Payments.Chains.Tests;

/// <summary>Two nodes that tell of the same chain until a test makes them misbehave, and readers of them.</summary>
public abstract class FakeNodeTests : IAsyncLifetime
{
    protected const string Wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
    private const string Other = "0x00000000000000000000000000000000000000bb";

    private readonly List<IDisposable> readers = [];

    protected ManualTimeProvider Time { get; } = new();

    protected FakeNode First { get; private set; } = null!;

    protected FakeNode Second { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        First = await FakeNode.StartAsync(NewChain());
        Second = await FakeNode.StartAsync(NewChain());
    }

    public async Task DisposeAsync()
    {
        foreach (var reader in readers) reader.Dispose();
        await First.DisposeAsync();
        await Second.DisposeAsync();
    }

    /// <summary>Blocks 0 to 40; in 11, 12 and 30 the wallet gets 1, 2 and 3 units.</summary>
    private static FakeChain NewChain()
    {
        var chain = new FakeChain(11).Append((Other, 7), (Wallet, 1)).Append((Wallet, 2));
        while (chain.Head < 29) chain.Append();
        chain.Append((Wallet, 3));
        while (chain.Head < 40) chain.Append();
        return chain;
    }

    protected ReaderUnderTest Reader(params FakeNode[] nodes) => Reader(nodes, []);

    protected ReaderUnderTest Reader(FakeNode[] nodes, params (string, string)[] settings)
    {
        var reader = new ReaderUnderTest(FakeChain.Token, nodes.Select(node => node.Url), Time, settings);
        reader.Watched.Add(Wallet);
        readers.Add(reader);
        return reader;
    }

    protected static async Task ExpectEverythingAsync(ReaderUnderTest reader)
    {
        var batch = await reader.ReadAsync(1, 40);
        batch.Blocks.Select(block => block.Number).Should().Equal(Enumerable.Range(1, 40).Select(number => (long)number));
        batch.Transfers.Select(transfer => transfer.Units).Should().Equal(1, 2, 3);
    }
}
