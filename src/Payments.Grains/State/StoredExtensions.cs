using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Payments.Storage;
using Payments.Storage.States;

namespace Payments.Grains.State;

/// <summary>The one way in which grains write their records.</summary>
public static class StoredExtensions
{
    /// <summary>
    /// Writes the next record. When the write fails the memory keeps the record that is known to be stored; when its outcome
    /// is unknown, or somebody else wrote meanwhile, the activation ends as well, so that the next call reads what is true. That it
    /// ends does not hang on the exception leaving the call: background work and outboxes catch it.
    /// </summary>
    public static async Task SaveAsync<T>(this IPersistentState<Stored<T>> stored, T next, IGrainContext activation) where T : class
    {
        var before = stored.State.Value;
        stored.State.Value = next;
        try
        {
            await stored.WriteStateAsync();
        }
        catch (Exception exception)
        {
            stored.State.Value = before;
            if (StorageFaults.IsAmountTaken(exception)) throw;
            var isConflict = exception is InconsistentStateException;
            if (!isConflict) activation.ActivationServices.GetRequiredService<StorageMetrics>().Doubted();
            activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, isConflict ? "the state was written elsewhere" : "a write of unknown outcome"));
            throw;
        }
    }
}
