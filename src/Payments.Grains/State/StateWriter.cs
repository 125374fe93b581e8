using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Payments.Grains.State;

/// <summary>The one way in which grains write.</summary>
public static class StateWriter
{
    /// <summary>Stores a record. When it fails for any reason, what storage holds is unknown, so the activation ends and the next call reads afresh.</summary>
    /// <remarks>After an <see cref="InconsistentStateException"/> that leaves the call the runtime ends the activation by itself.</remarks>
    public static async Task SaveAsync<T>(this IGrainBase grain, IPersistentState<Stored<T>> state, T value) where T : class
    {
        state.State.Value = value;
        try
        {
            await state.WriteStateAsync();
        }
        catch (Exception failure) when (failure is not InconsistentStateException)
        {
            grain.GrainContext.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, "a write whose outcome is unknown"));
            throw;
        }
    }
}
