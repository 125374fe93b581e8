using System.Globalization;
using Payments.Chains;
using Payments.Chains.Reading;
using Payments.Domain.Identity;
using Payments.Domain.Tokens;
using Payments.Domain.Transfers;

namespace Payments.Grains.Tests.Chains;

/// <summary>Bitcoin as a test writes it, block by block, with what waits for a block.</summary>
public sealed class PaperChain(TimeProvider time) : IChainReaders, IChainReader, IMempoolReader
{
    private readonly List<(BlockRef Block, Transfer[] Transfers)> blocks = [];
    private readonly List<Sighting> waiting = [];
    private int branch;

    public ChainId Chain => ChainId.Bitcoin;

    public ChainOptions Options { get; private set; } = OptionsOf(startBlock: null);

    public IReadOnlyList<NodeHealth> Nodes => [];

    public IMempoolReader Mempool => this;

    /// <summary>Released by each look at the head.</summary>
    public SemaphoreSlim Rounds { get; } = new(0);

    /// <summary>What the node that answers says of the head, where another than the one that holds all blocks does.</summary>
    public ChainHead? OtherHead { get; set; }

    /// <summary>Thrown by each look at the head.</summary>
    public Exception? HeadFailure { get; set; }

    /// <summary>Makes reading blocks fail.</summary>
    public bool HidesBlocks { get; set; }

    /// <summary>Makes looking at what waits fail.</summary>
    public bool HidesMempool { get; set; }

    /// <summary>Makes blocks come without their payments, as a node may for a moment.</summary>
    public bool HidesPayments { get; set; }

    /// <summary>Makes blocks without payments suspect, as a chain's reader does where they never are.</summary>
    public bool SuspectsEmptyBlocks { get; set; }

    /// <summary>Makes payments the receiving wallet's own doing.</summary>
    public bool PaysItself { get; set; }

    /// <summary>Makes the second look fail.</summary>
    public bool HidesSecondLook { get; set; }

    /// <summary>What reading a block tells of each of its payments; the payment as it is where a test says nothing else.</summary>
    public Func<Transfer, IEnumerable<Transfer>> Told { get; set; } = transfer => [transfer];

    /// <summary>Transactions of which the nodes know nothing any more.</summary>
    public HashSet<string> Forgotten { get; } = [];

    /// <summary>Part of the blocks that no node can give in a readable form.</summary>
    public string? Unreadable { get; set; }

    public bool LooksTwice { get; set; }

    /// <summary>How many addresses the watcher searched the last blocks for.</summary>
    public int Watched { get; private set; }

    /// <summary>Sets the first block that is read, for a watcher that never read one.</summary>
    public void StartAt(long block) => Options = OptionsOf(block);

    /// <summary>A payment that waits for a block.</summary>
    public Sighting Send(string transaction, string to, UInt128 units)
    {
        waiting.Add(new Sighting
        {
            Id = TransferId.Of(Chain, transaction, "0"),
            Chain = Chain,
            Token = "BTC",
            Units = units,
            To = to,
            Transaction = transaction,
            SeenAt = time.GetUtcNow(),
        });
        return waiting[^1];
    }

    /// <summary>A waiting payment is gone.</summary>
    public void Forget(string transaction) => waiting.RemoveAll(sighting => sighting.Transaction == transaction);

    /// <summary>Adds a block with all that waits, or without.</summary>
    /// <param name="isEmpty">Whether what waits goes on waiting.</param>
    /// <param name="ahead">How far its stamp is ahead of the time.</param>
    public void Mine(bool isEmpty = false, TimeSpan ahead = default)
    {
        var number = blocks.Count;
        var block = new BlockRef(number, Hash(number), number == 0 ? Hash(-1) : blocks[^1].Block.Hash, time.GetUtcNow() + ahead);
        blocks.Add((block, isEmpty ? [] : [.. waiting.Select(sighting => block.Transfer(sighting))]));
        if (!isEmpty) waiting.Clear();
    }

    /// <summary>Takes the newest blocks away; those that follow are another branch.</summary>
    public void Drop(int depth)
    {
        blocks.RemoveRange(blocks.Count - depth, depth);
        branch++;
    }

    /// <summary>All blocks as they are now, to bring them back later.</summary>
    public Action Remember()
    {
        var kept = blocks.ToArray();
        return () =>
        {
            blocks.Clear();
            blocks.AddRange(kept);
        };
    }

    /// <summary>Whether another node still has what the one that is read has not.</summary>
    public bool IsKnownElsewhere { get; set; }

    public Task<bool> KnowsAsync(long number, string hash, CancellationToken cancellationToken) =>
        Task.FromResult(IsKnownElsewhere || blocks[(int)number].Block.Hash == hash);

    public IChainReader? Find(ChainId chain) => chain == Chain ? this : null;

    public IAddressSet CreateAddressSet() => new Addresses();

    public Task<ChainHead> GetHeadAsync(CancellationToken cancellationToken)
    {
        Rounds.Release();
        return HeadFailure is { } failure ? Task.FromException<ChainHead>(failure) : Task.FromResult(OtherHead ?? new ChainHead(blocks.Count - 1, blocks.Count - 2));
    }

    public Task<FoundTransaction?> FindAsync(string transaction, CancellationToken cancellationToken)
    {
        if (Forgotten.Contains(transaction)) return Task.FromResult<FoundTransaction?>(null);
        var block = blocks.FirstOrDefault(entry => entry.Transfers.Any(transfer => transfer.Transaction == transaction));
        var payees = block.Block is null
            ? waiting.Where(sighting => sighting.Transaction == transaction).Select(sighting => sighting.To)
            : block.Transfers.Where(transfer => transfer.Transaction == transaction).Select(transfer => transfer.To);
        Payee[] all = [.. payees.Select(to => new Payee(to, null))];
        return Task.FromResult(all.Length == 0 ? null : new FoundTransaction(block.Block?.Number, HasFailed: false, all));
    }

    public Task<BlockRef> GetBlockAsync(long number, CancellationToken cancellationToken) => Task.FromResult(blocks[(int)number].Block);

    public Task<BlockBatch> ReadAsync(long from, long to, IAddressSet watched, CancellationToken cancellationToken)
    {
        if (HidesBlocks) throw new ChainReadException("no blocks today");
        Watched = watched.Count;
        var range = blocks[(int)from..((int)to + 1)];
        return Task.FromResult(new BlockBatch(
            [.. range.Select(entry => entry.Block)], [.. range.Where(_ => !HidesPayments).SelectMany(entry => entry.Transfers)
                .Where(transfer => ((Addresses)watched).Has(transfer.To))
                .SelectMany(Told).Select(transfer => transfer with { SignedByReceiver = PaysItself })])
        {
            Seen = LooksTwice ? [.. range.Select(entry => Seen(entry.Block, HidesPayments ? 0 : entry.Transfers.Length))] : [],
            Unreadable = Unreadable is null ? [] : [Unreadable],
        });
    }

    public Task<IReadOnlyList<Transfer>> LookAgainAsync(IReadOnlyList<SeenBlock> seen, IReadOnlySet<TransferId> known, IAddressSet watched, CancellationToken cancellationToken)
    {
        if (HidesSecondLook) throw new ChainReadException("no second look today");
        return Task.FromResult<IReadOnlyList<Transfer>>([.. seen.SelectMany(one => blocks[(int)one.Block.Number].Transfers).Where(transfer => !HidesPayments && ((Addresses)watched).Has(transfer.To))]);
    }

    /// <summary>What the nodes say of a payment; all of them tell of it where a test says nothing else.</summary>
    public Func<Transfer, Verdict> Verdict { get; set; } = _ => new Verdict(VerdictKind.Confirmed);

    /// <summary>Whether the last question was one for two nodes.</summary>
    public bool? AskedBySecond { get; private set; }

    public Task<IReadOnlyList<Verdict>> VerifyAsync(IReadOnlyList<Transfer> transfers, bool bySecond, CancellationToken cancellationToken)
    {
        AskedBySecond = bySecond;
        return Task.FromResult<IReadOnlyList<Verdict>>([.. transfers.Select(Verdict)]);
    }

    public Task<NetworkFacts> GetNetworkFactsAsync(CancellationToken cancellationToken) => throw new ChainReadException("nothing is known of fees");

    public Task<IReadOnlyList<Sighting>> LookAsync(IReadOnlyList<string> awaited, CancellationToken cancellationToken) => HidesMempool
        ? throw new ChainReadException("the mempool is not shown")
        : Task.FromResult<IReadOnlyList<Sighting>>([.. waiting.Where(sighting => awaited.Contains(sighting.To))]);

    private SeenBlock Seen(BlockRef block, int transactions) =>
        new(block, transactions) { IsSuspect = SuspectsEmptyBlocks && transactions == 0 };

    private static ChainOptions OptionsOf(long? startBlock) => new()
    {
        Chain = ChainId.Bitcoin,
        DisplayName = "Bitcoin",
        ChainNumber = 1181622790,
        Confirmations = 2,
        PollInterval = TimeSpan.FromSeconds(15),
        ReorgWindow = 10,
        BlockTime = TimeSpan.FromMinutes(10),
        StartBlock = startBlock,
        Tokens = new Dictionary<string, TokenInfo>(),
    };

    private string Hash(long number) => branch.ToString("x32", CultureInfo.InvariantCulture) + number.ToString("x32", CultureInfo.InvariantCulture);

    private sealed class Addresses : IAddressSet
    {
        private readonly HashSet<string> all = [];

        public int Count => all.Count;

        public bool TakesCoin { get; set; }

        public bool Add(string canonical) => all.Add(canonical);

        public bool Has(string canonical) => all.Contains(canonical);
    }
}

internal static class PaperBlocks
{
    public static Transfer Transfer(this BlockRef block, Sighting sighting) => new()
    {
        Id = sighting.Id,
        Chain = sighting.Chain,
        Token = sighting.Token,
        Units = sighting.Units,
        From = "",
        To = sighting.To,
        Transaction = sighting.Transaction,
        Block = block.Number,
        BlockHash = block.Hash,
        BlockTime = block.Time,
    };
}
