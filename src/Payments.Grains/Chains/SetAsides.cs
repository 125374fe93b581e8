using Payments.Chains;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;
using Payments.Storage;

namespace Payments.Grains.Chains;

/// <summary>
/// Stores what is nobody's. What is below one payable step of its token, and is not what an order asked, is counted only.
/// </summary>
public sealed class SetAsides(TransferStore store, ChainCatalog chains)
{
    /// <summary>Stores or counts transfers.</summary>
    public async Task AddAsync(IReadOnlyCollection<SetAside> transfers)
    {
        var dust = transfers.Where(IsDust).ToArray();
        if (dust.Length > 0) await store.CountDustAsync([.. dust.Select(aside => aside.Transfer)]);
        if (dust.Length < transfers.Count) await store.AddAsync([.. transfers.Except(dust)]);
    }

    private bool IsDust(SetAside aside) =>
        chains.TryGetToken(aside.Transfer.Chain, aside.Transfer.Token, out var token) && aside.Cause is { } cause &&
        Dust.IsCountedOnly(aside.Transfer.Units, token.Step, UnmatchedCauses.IsOfInexact(cause));
}
