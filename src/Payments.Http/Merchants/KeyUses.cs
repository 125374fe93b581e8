using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Merchants;
using Payments.Domain.Merchants;
using Payments.Domain.Settings;
using Payments.Http.Common;

namespace Payments.Http.Merchants;

/// <summary>Tells merchants when their API keys are used: each key once in <see cref="ApiKeyRules.UseRest"/>, behind the answer.</summary>
internal sealed partial class KeyUses(IGrainFactory grains, TimeProvider time, ILogger<KeyUses> logger)
{
    /// <summary>Keys that are remembered; when there are more, the memory begins anew.</summary>
    private const int Limit = 100_000;

    private readonly ConcurrentDictionary<string, long> told = new(StringComparer.Ordinal);

    /// <summary>Notes a use.</summary>
    public void Note(KeyHolder holder, IPAddress? from)
    {
        var now = time.GetTimestamp();
        if (told.TryGetValue(holder.Hash, out var last))
        {
            if (time.GetElapsedTime(last, now) < ApiKeyRules.UseRest || !told.TryUpdate(holder.Hash, now, last)) return;
        }
        else
        {
            if (told.Count >= Limit) told.Clear();
            if (!told.TryAdd(holder.Hash, now)) return;
        }
        _ = TellAsync(holder, from is null ? null : ClientNetwork.Of(from).ToString());
    }

    private async Task TellAsync(KeyHolder holder, string? from)
    {
        try
        {
            await grains.Find<IMerchantGrain>(holder.Access.Merchant.Id.GrainKey).NoteKeyUseAsync(holder.Key.Id, from);
        }
        catch (Exception exception)
        {
            LogNotNoted(logger, holder.Access.Merchant.Id, exception);
        }
    }
}
