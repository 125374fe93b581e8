using System.Globalization;
using Payments.Chains;
using Payments.Chains.Reading;
using Payments.Domain.Chains;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;

namespace Payments.Testing.Gateway;

/// <summary>A chain that a test writes block by block, in place of a node.</summary>
public sealed class ScriptedChain : IChainReaders, IChainReader
{
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly List<(BlockRef Block, Transfer[] Transfers)> blocks = [];

    /// <summary>A chain with a hundred empty blocks.</summary>
    /// <param name="confirmations">Blocks that make a transfer final.</param>
    /// <param name="clock">Tells the blocks' times; the machine's if not said.</param>
    /// <param name="checksWork">Whether it is one whose blocks prove work, and that is checked.</param>
    public ScriptedChain(int confirmations, TimeProvider? clock = null, bool? checksWork = null)
    {
        time = clock ?? TimeProvider.System;
        Options = new ChainOptions
        {
            Chain = Chain,
            DisplayName = "Scripted",
            ChainNumber = 56,
            Confirmations = confirmations,
            BlockTime = TimeSpan.FromSeconds(1),
            PollInterval = TimeSpan.FromMilliseconds(50),
            ReorgWindow = 64,
            ChecksWork = checksWork,
            Tokens = new Dictionary<string, Domain.Tokens.TokenInfo>(),
        };
        for (var i = 0; i < 100; i++) Mine();
    }

    /// <summary>Settings that switch the chain on in the catalog; its node is never called.</summary>
    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Chains:Bsc:Rpc"] = "http://127.0.0.1:9/",
        ["Orders:Grace"] = "00:30:00",
    };

    /// <summary>The chain's coin, which is read like that of a real chain: only where somebody wants it.</summary>
    public const string Coin = "BNB";

    /// <inheritdoc />
    public ChainId Chain => ChainId.Bsc;

    /// <inheritdoc />
    public ChainOptions Options { get; }

    /// <summary>Set to make every read fail.</summary>
    public string? Outage { get; set; }

    /// <summary>Set to have blocks come without their payments, as a node may for a moment.</summary>
    public bool HidesPayments { get; set; }

    /// <summary>Set to have the chain's nodes contradict each other about every payment.</summary>
    public string? Disagreement { get; set; }

    /// <summary>Where the chain's nodes are said to be.</summary>
    public IReadOnlyList<string> NodeUrls { get; set; } = ["https://node.example/***"];

    /// <inheritdoc />
    public IReadOnlyList<NodeHealth> Nodes => [.. NodeUrls.Select(url => new NodeHealth(url, Outage is null, Head, 12, Outage, null))];

    /// <summary>The newest block.</summary>
    public long Head => blocks.Count - 1;

    /// <summary>Adds a block.</summary>
    public void Mine(params Transfer[] transfers)
    {
        lock (gate)
        {
            var number = blocks.Count;
            blocks.Add((new BlockRef(number, Hash(number), Hash(number - 1), time.GetUtcNow()), transfers));
        }
    }

    /// <summary>Adds a block that pays.</summary>
    /// <returns>The transaction.</returns>
    public string Pay(string address, string token, UInt128 units)
    {
        lock (gate)
        {
            var number = blocks.Count;
            var transaction = "0x" + number.ToString("x64", CultureInfo.InvariantCulture);
            Mine(new Transfer
            {
                Id = TransferId.Of(Chain, transaction, "0"),
                Chain = Chain,
                Token = token,
                Units = units,
                From = "0x00000000000000000000000000000000000000aa",
                To = address,
                Transaction = transaction,
                Block = number,
                BlockHash = Hash(number),
                BlockTime = time.GetUtcNow(),
            });
            return transaction;
        }
    }

    /// <inheritdoc />
    public IChainReader? Find(ChainId chain) => chain == Chain ? this : null;

    /// <inheritdoc />
    public IAddressSet CreateAddressSet() => new Addresses();

    /// <inheritdoc />
    public Task<ChainHead> GetHeadAsync(CancellationToken cancellationToken)
    {
        if (Outage is { } reason) throw new ChainReadException(reason);
        lock (gate) return Task.FromResult(new ChainHead(Head, Head - Options.Confirmations!.Value + 1));
    }

    /// <summary>Transactions that nodes tell of beside the payments in blocks: waiting and failed ones, and other assets.</summary>
    public Dictionary<string, FoundTransaction> OtherTransactions { get; } = [];

    /// <inheritdoc />
    public Task<FoundTransaction?> FindAsync(string transaction, CancellationToken cancellationToken)
    {
        if (Outage is { } reason) throw new ChainReadException(reason);
        lock (gate)
        {
            if (OtherTransactions.TryGetValue(transaction, out var other)) return Task.FromResult<FoundTransaction?>(other);
            Transfer[] paid = [.. blocks.SelectMany(entry => entry.Transfers).Where(transfer => transfer.Transaction == transaction)];
            return Task.FromResult(paid.Length == 0
                ? null
                : new FoundTransaction(paid[0].Block, HasFailed: false, [.. paid.Select(transfer => new Payee(transfer.To, null))]));
        }
    }

    /// <inheritdoc />
    public Task<BlockRef> GetBlockAsync(long number, CancellationToken cancellationToken)
    {
        lock (gate) return Task.FromResult(blocks[(int)number].Block);
    }

    /// <inheritdoc />
    public Task<BlockBatch> ReadAsync(long from, long to, IAddressSet watched, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var range = blocks.Skip((int)from).Take((int)(to - from + 1)).ToArray();
            return Task.FromResult(new BlockBatch(
                [.. range.Select(entry => entry.Block)],
                [.. range.Where(_ => !HidesPayments).SelectMany(entry => entry.Transfers).Where(transfer =>
                    ((Addresses)watched).All.Contains(transfer.To) && (watched.TakesCoin || transfer.Token != Coin))]));
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<Verdict>> VerifyAsync(IReadOnlyList<Transfer> transfers, bool bySecond, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Verdict>>([.. transfers.Select(_ => new Verdict(Disagreement is null ? VerdictKind.Confirmed : VerdictKind.Disputed, Disagreement))]);

    /// <inheritdoc />
    public Task<NetworkFacts> GetNetworkFactsAsync(CancellationToken cancellationToken) => Task.FromResult(new NetworkFacts(56, false, [new FeePrice(FeeResource.Gas, 1_000_000_000)], null));

    private static string Hash(long number) => "0x" + (number + 0x1000000).ToString("x64", CultureInfo.InvariantCulture);

    private sealed class Addresses : IAddressSet
    {
        public HashSet<string> All { get; } = new(StringComparer.Ordinal);

        public int Count => All.Count;

        public bool TakesCoin { get; set; }

        public bool Add(string canonical) => All.Add(canonical);
    }
}
