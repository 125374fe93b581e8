using Payments.Testing.Nodes.Bitcoin;

namespace Payments.Chains.Tests.Bitcoin;

/// <summary>One chain at a node of each protocol.</summary>
public abstract class BitcoinNodes(int blocks) : IAsyncLifetime
{
    private readonly List<ReaderUnderTest> readers = [];

    protected BitcoinChain Chain { get; } = new();

    protected BitcoinSimulator Rpc { get; private set; } = null!;

    protected BitcoinSimulator Esplora { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Chain.Mine(blocks);
        Rpc = await BitcoinSimulator.StartAsync(Chain);
        Esplora = await BitcoinSimulator.StartAsync(Chain, isEsplora: true);
    }

    public async Task DisposeAsync()
    {
        foreach (var reader in readers) reader.Dispose();
        await Rpc.DisposeAsync();
        await Esplora.DisposeAsync();
    }

    protected BitcoinSimulator Node(bool isEsplora) => isEsplora ? Esplora : Rpc;

    protected ReaderUnderTest Reader(BitcoinSimulator node, params (string, string)[] settings)
    {
        var reader = ReaderUnderTest.Bitcoin([node], null, settings);
        readers.Add(reader);
        return reader;
    }
}
