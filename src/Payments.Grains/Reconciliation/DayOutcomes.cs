using Payments.Domain.Reconciliation;
using Payments.Storage.Reconciliation;

namespace Payments.Grains.Reconciliation;

/// <summary>Stores what became of the comparison of a day.</summary>
internal static class DayOutcomes
{
    /// <summary>Compares, and stores the result, or why there is none.</summary>
    /// <returns>Why it could not be done, in words for operators; null where it was.</returns>
    public static async Task<string?> StoreAsync(
        this ReconciliationStore store, ReconciliationKey key, DateOnly day, Func<Task<ReconciliationResult>> compare)
    {
        ReconciliationResult result;
        try
        {
            result = await compare();
        }
        // A day that cannot be compared, for whatever reason, must not keep the days behind it waiting.
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await store.SaveTroubleAsync(key, day, exception.Message);
            return exception.Message;
        }
        await store.SaveAsync(result);
        return null;
    }
}
