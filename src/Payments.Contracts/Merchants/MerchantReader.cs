using System.Collections.Concurrent;
using Orleans;
using Payments.Domain.Identity;

namespace Payments.Contracts.Merchants;

/// <summary>
/// Reads merchants. A merchant whose grain is active in this process is read from what the grain published, without a call: orders read their merchant twice, once in the face and once in the order.
/// Any other is asked for with a call.
/// </summary>
public sealed class MerchantReader(IGrainFactory grains)
{
    private readonly ConcurrentDictionary<MerchantId, MerchantAccess> published = new();

    /// <summary>The merchant as its grain would answer now, or null.</summary>
    public ValueTask<MerchantAccess?> FindAsync(MerchantId id) => published.TryGetValue(id, out var access) ? ValueTask.FromResult<MerchantAccess?>(access) : AskAsync(id);

    /// <summary>Makes what is stored readable here. Called by the merchant's grain alone.</summary>
    public void Publish(MerchantAccess access) => published[access.Merchant.Id] = access;

    /// <summary>Takes back what was published: it was replaced, or its grain ends. What a newer activation published stays.</summary>
    public void Withdraw(MerchantAccess access) => published.TryRemove(KeyValuePair.Create(access.Merchant.Id, access));

    private async ValueTask<MerchantAccess?> AskAsync(MerchantId id) => await grains.Find<IMerchantGrain>(id.GrainKey).GetAsync();
}
