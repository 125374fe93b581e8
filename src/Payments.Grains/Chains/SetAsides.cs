using Payments.Chains;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;
using Payments.Storage;
using Payments.Storage.Queries;

namespace Payments.Grains.Chains;

/// <summary>
/// Stores what is nobody's. What is below one payable step of its token, and is not what an order asked, is counted only.
/// </summary>
public sealed class SetAsides(TransferStore store, DustStore dustCounts, TransferMemory memory, OrderQueries orders, ChainCatalog chains)
{
    /// <summary>Stores or counts transfers.</summary>
    public async Task AddAsync(IReadOnlyCollection<SetAside> transfers)
    {
        var dust = await DustAsync(transfers);
        if (dust.Count > 0) await dustCounts.CountAsync([.. dust.Select(aside => aside.Transfer)]);
        if (dust.Count < transfers.Count) await store.AddAsync([.. transfers.Where(aside => !dust.Contains(aside))]);
    }

    private async Task<HashSet<SetAside>> DustAsync(IReadOnlyCollection<SetAside> transfers)
    {
        var dust = transfers.Where(aside => IsDust(aside, UnmatchedCauses.IsOfInexact)).ToHashSet();
        // Dust comes by the thousand in one amount: what nobody asked is asked for once.
        var unclear = transfers.Where(aside => IsDust(aside, UnmatchedCauses.IsOfAnyAmount))
            .GroupBy(aside => (aside.Transfer.Chain, aside.Transfer.To, aside.Transfer.Token, aside.Transfer.Units));
        foreach (var same in unclear)
            if (!await IsAskedAsync(same.First().Transfer)) dust.UnionWith(same);
        return dust;
    }

    private bool IsDust(SetAside aside, Func<UnmatchedCause, bool> isInexact) =>
        chains.TryGetToken(aside.Transfer.Chain, aside.Transfer.Token, out var token) && aside.Cause is { } cause &&
        Dust.IsCountedOnly(aside.Transfer.Units, token.Step, isInexact(cause));

    /// <summary>Whether an order asks just this amount at the address, or did: the rest of an order may be less than a step.</summary>
    private async Task<bool> IsAskedAsync(Transfer transfer) =>
        await orders.HolderAsync(transfer.Chain, transfer.To, transfer.Token, transfer.Units) is not null ||
        (await memory.AskedAsync(transfer.Chain, transfer.To, transfer.Token, transfer.Units)).Count > 0;
}
