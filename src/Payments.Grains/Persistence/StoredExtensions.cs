using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Payments.Storage;
using Payments.Storage.States;

namespace Payments.Grains.Persistence;

/// <summary>The one way in which grains read and write their records.</summary>
public static class StoredExtensions
{
    /// <summary>The record, or null; read now where it was not read yet (<see cref="StorageNames.OnDemand"/>).</summary>
    public static ValueTask<T?> FindAsync<T>(this IPersistentState<Stored<T>> stored) where T : class
    {
        return stored.State.IsUnread ? ReadAsync(stored) : ValueTask.FromResult(stored.State.Value);

        static async ValueTask<T?> ReadAsync(IPersistentState<Stored<T>> stored)
        {
            await stored.ReadStateAsync();
            return stored.State.Value;
        }
    }

    /// <summary>
    /// Writes the next record. When the write fails the memory keeps the record that is known to be stored; when its outcome
    /// is unknown, or somebody else wrote meanwhile, the activation ends as well, so that the next call reads what is true. That it
    /// ends does not hang on the exception leaving the call: background work and outboxes catch it.
    /// </summary>
    public static async Task SaveAsync<T>(this IPersistentState<Stored<T>> stored, T next, IGrainContext activation) where T : class
    {
        var before = stored.State;
        stored.State = new Stored<T> { Value = next };
        try
        {
            await stored.WriteStateAsync();
        }
        catch (Exception exception)
        {
            stored.State = before;
            var isConflict = exception is InconsistentStateException;
            // What was never read contradicts nothing that this activation believes.
            if (StorageFaults.IsTaken(exception) || (isConflict && before.IsUnread)) throw;
            if (!isConflict) activation.ActivationServices.GetRequiredService<StorageMetrics>().Doubted();
            activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, isConflict ? "the state was written elsewhere" : "a write of unknown outcome"));
            throw;
        }
    }

    /// <summary>Writes the next record as <see cref="SaveAsync"/> does; false where it was taken for the first one, unread, and storage holds one already.</summary>
    public static async Task<bool> TrySaveAsync<T>(this IPersistentState<Stored<T>> stored, T next, IGrainContext activation) where T : class
    {
        try
        {
            await stored.SaveAsync(next, activation);
            return true;
        }
        catch (InconsistentStateException) when (stored.State.IsUnread)
        {
            return false;
        }
    }
}
