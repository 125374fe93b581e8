using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;

namespace Payments.Storage.Queries;

/// <summary>Says what the gateway has stored of a transfer that its nodes tell of.</summary>
public sealed class TransferStandings(
    OrderQueries orders, TransferStore transfers, TransferMemory memory, WalletAddressQueries addresses)
{
    /// <summary>Whose the paid addresses are, asked once for all.</summary>
    public async Task<IReadOnlyDictionary<(ChainId Chain, string Address), MerchantId?>> OwnersAsync(IReadOnlyList<Transfer> paid)
    {
        var owners = new Dictionary<(ChainId, string), MerchantId?>();
        foreach (var chain in paid.GroupBy(transfer => transfer.Chain))
            foreach (var (address, owner) in await addresses.OwnersAsync(chain.Key, [.. chain.Select(transfer => transfer.To).Distinct()]))
                owners[(chain.Key, address)] = owner;
        return owners;
    }

    /// <summary>What is stored of one transfer.</summary>
    /// <param name="transfer">The transfer.</param>
    /// <param name="owner">Whose address it paid.</param>
    /// <param name="naming">All orders that name its transaction.</param>
    /// <param name="step">One payable step of its token; null where the token is off.</param>
    public async Task<TransferStanding> FindAsync(Transfer transfer, MerchantId? owner, IReadOnlyList<Order> naming, UInt128? step)
    {
        var listed = await transfers.FindAsync(transfer.Id);
        var counting = naming.FirstOrDefault(order => OrderRules.Counts(order, transfer));
        // An archived order does not name what it counted, but the list does that it was assigned.
        if (counting is null && listed?.AssignedOrder is { } assigned) counting = await orders.FindAsync(assigned);
        return new TransferStanding(transfer, owner, counting, listed is not null, listed?.Cause)
        {
            MeantFor = listed is null
                ? []
                : [.. listed.Candidates.Prepend(listed.MeantFor ?? default).Where(id => id != default).Distinct()],
            IsDust = counting is null && listed is null && step is { } least && await IsDustAsync(transfer, least),
        };
    }

    /// <summary>Whether a transfer is less than one payable step, and no order at its address waits for as little or asked it.</summary>
    private async Task<bool> IsDustAsync(Transfer transfer, UInt128 step)
    {
        var (chain, to, token, units) = (transfer.Chain, transfer.To, transfer.Token, transfer.Units);
        return Dust.IsCountedOnly(units, step, isInexact: true) &&
            (await orders.HoldingBetweenAsync(chain, to, token, UInt128.Zero, Dust.MostAwaited(units))).Count == 0 &&
            (await memory.AskedAsync(chain, to, token, units)).Count == 0;
    }
}
