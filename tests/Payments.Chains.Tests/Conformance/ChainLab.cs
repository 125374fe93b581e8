using Payments.Domain.Transfers;
using Payments.Testing;

namespace Payments.Chains.Tests.Conformance;

/// <summary>A chain of a test's own with two nodes, in the words of one family of chains. It keeps the truth by which readers are judged.</summary>
public abstract class ChainLab : IAsyncDisposable
{
    /// <summary>Nodes of the chain.</summary>
    public const int Nodes = 2;

    /// <summary>How far a lagging node is behind.</summary>
    protected const int Lag = 12;

    private readonly List<LabTransaction[]> blocks = [[]];

    /// <summary>The clock of readers.</summary>
    public ManualTimeProvider Time { get; } = new();

    /// <summary>What is wrong with each node at present.</summary>
    public LabFault[] Faults { get; } = new LabFault[Nodes];

    /// <summary>Watched addresses, canonical.</summary>
    public abstract IReadOnlyList<string> Ours { get; }

    /// <summary>An address that nobody watches, canonical.</summary>
    public abstract string Stranger { get; }

    /// <summary>The coin's symbol.</summary>
    public abstract string Coin { get; }

    /// <summary>The token's symbol; where a chain has no tokens it is the coin's.</summary>
    public virtual string Token => "USDT";

    /// <summary>Whether coins that a contract sends on are payments: only where every node tells of them.</summary>
    public virtual bool InternalCoinsCount => false;

    /// <summary>The name of the last transaction that was added.</summary>
    public string LastTransaction { get; protected set; } = "";

    /// <summary>What nodes call the token of <see cref="LabMoney.FakeToken"/>; null where there are no tokens.</summary>
    public virtual string? FakeAsset => null;

    /// <summary>The newest block.</summary>
    public long Head => blocks.Count - 1;

    /// <summary>Starts the nodes.</summary>
    public abstract Task StartAsync();

    /// <summary>A reader of the chain with the lab's clock.</summary>
    /// <param name="nodes">Which nodes it knows.</param>
    public ReaderUnderTest NewReader(params int[] nodes)
    {
        var reader = CreateReader(nodes);
        foreach (var address in Ours) reader.Watched.Add(address);
        return reader;
    }

    /// <summary>A reader over nodes of this lab and others of the same family, in this order.</summary>
    public ReaderUnderTest NewReader((ChainLab Lab, int Node)[] nodes, params (string Name, string Value)[] settings)
    {
        var reader = CreateReader([0], [("Rpc", string.Join(',', nodes.Select(item => item.Lab.Url(item.Node)))), .. settings]);
        foreach (var address in Ours) reader.Watched.Add(address);
        return reader;
    }

    /// <summary>Where a node is.</summary>
    public abstract Uri Url(int node);

    /// <summary>Adds a block.</summary>
    public void Mine(params LabTransaction[] transactions)
    {
        blocks.Add(transactions);
        AddBlock(transactions);
    }

    /// <summary>Adds a block with one payment to the first of our addresses.</summary>
    public void Pay(UInt128 units) => Mine(new LabTransaction(new LabPayment(LabMoney.Token, Ours[0], units)));

    /// <summary>Adds empty blocks.</summary>
    public void MineEmpty(int count)
    {
        for (var i = 0; i < count; i++) Mine();
    }

    /// <summary>Puts other, empty blocks in the place of the newest.</summary>
    public void Reorg(int depth)
    {
        blocks.RemoveRange(blocks.Count - depth, depth);
        DropBlocks(depth);
        MineEmpty(depth);
    }

    /// <summary>What a reader must find in blocks above one of them, in the order of the chain.</summary>
    public IReadOnlyList<LabFinding> TruthAbove(long block) =>
    [
        .. from number in Enumerable.Range(0, blocks.Count)
           where number > block
           from transaction in blocks[number]
           where !transaction.Failed
           from payment in transaction.Payments
           where (payment.Money is LabMoney.Token or LabMoney.Coin || (payment.Money == LabMoney.InternalCoin && InternalCoinsCount)) && payment.Units > 0 && Ours.Contains(payment.To)
           select new LabFinding(number, payment.Money == LabMoney.Token ? Token : Coin, payment.To, payment.Units),
    ];

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();

    /// <summary>Makes a reader over some of the nodes.</summary>
    protected abstract ReaderUnderTest CreateReader(int[] nodes, params (string Name, string Value)[] settings);

    /// <summary>Adds a block in the family's own form.</summary>
    protected abstract void AddBlock(LabTransaction[] transactions);

    /// <summary>Takes the newest blocks away; later ones are another branch.</summary>
    protected abstract void DropBlocks(int depth);

    /// <summary>The newest block that a node knows.</summary>
    protected long KnownTo(int node) => Faults[node] == LabFault.Lagging ? Math.Max(0, Head - Lag) : Head;
}

/// <summary>A payment as both truth and reader tell it.</summary>
public sealed record LabFinding(long Block, string Token, string To, UInt128 Units)
{
    /// <summary>What a reader found.</summary>
    public static LabFinding Of(Transfer transfer) => new(transfer.Block, transfer.Token, transfer.To, transfer.Units);
}
