using System.Globalization;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Transfers;

namespace Payments.Chains.Tron;

/// <summary>A full node of TRON by its HTTP API: coins from blocks, TRC-20 transfers from the logs of their transactions.</summary>
internal sealed class TronNode(ChainOptions options, TronApi api, TimeProvider time) : IChainNode
{
    /// <summary>Blocks of one question at most, as java-tron has it.</summary>
    public const int RangeLimit = 100;

    /// <summary>A newest block of that age says that the node is not up to date: one comes every three seconds.</summary>
    private static readonly TimeSpan SyncingAge = TimeSpan.FromMinutes(1);

    private readonly TronBatchReader batches = new(options);
    private readonly TronSolidBlock solid = new(api);

    /// <summary>A chain's number is the end of its first block's id.</summary>
    public async Task<long> GetChainIdAsync(CancellationToken cancellationToken)
    {
        var genesis = await GetBlockAsync(0, cancellationToken);
        return long.Parse(genesis.Hash.AsSpan(genesis.Hash.Length - 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    public async Task<long> GetHeadAsync(CancellationToken cancellationToken) => (await NewestAsync(cancellationToken)).Number;

    public Task<long> GetFinalAsync(CancellationToken cancellationToken) => solid.GetAsync(cancellationToken);

    public Task<BlockRef> GetBlockAsync(long number, CancellationToken cancellationToken) => BlockAsync("wallet/getblock", $$"""{"id_or_num":"{{number}}","detail":false}""", cancellationToken);

    public Task<BlockBatch> ReadAsync(long from, long to, IAddressSet watched, CancellationToken cancellationToken) => batches.ReadAsync(api, from, to, (TronAddressSet)watched, cancellationToken);

    public Task<FoundTransaction?> FindAsync(string transaction, CancellationToken cancellationToken) =>
        TronTransactions.FindAsync(api, transaction, cancellationToken);

    public Task<IReadOnlyList<Transfer>> LookAgainAsync(IReadOnlyList<SeenBlock> blocks, IReadOnlySet<TransferId> known, IAddressSet watched, CancellationToken cancellationToken) =>
        batches.LookAgainAsync(api, blocks, (TronAddressSet)watched, cancellationToken);

    public async Task<NetworkFacts> GetFactsAsync(CancellationToken cancellationToken)
    {
        var newest = await NewestAsync(cancellationToken);
        return await TronFacts.ReadAsync(api, options.ChainNumber, isSyncing: time.GetUtcNow() - newest.Time > SyncingAge, cancellationToken);
    }

    private Task<BlockRef> NewestAsync(CancellationToken cancellationToken) =>
        BlockAsync("wallet/getblock", TronBlockParser.HeaderQuestion, cancellationToken);

    private async Task<BlockRef> BlockAsync(string path, string question, CancellationToken cancellationToken) =>
        TronBlockParser.ReadHeader(await api.AskAsync(path, question, cancellationToken)).Name;
}
