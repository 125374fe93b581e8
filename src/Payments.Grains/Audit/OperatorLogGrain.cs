using Orleans;
using Orleans.Runtime;
using Payments.Contracts.Audit;
using Payments.Domain.Audit;
using Payments.Grains.Persistence;
using Payments.Storage.States;

namespace Payments.Grains.Audit;

/// <summary>What operators did to things that have no chain of their own.</summary>
[GrainType("operator-log")]
public sealed class OperatorLogGrain(
    [PersistentState(StateNames.OperatorLog, StorageNames.Default)] IPersistentState<Stored<OperatorLog>> stored, TimeProvider time)
    : Grain, IOperatorLogGrain
{
    /// <inheritdoc />
    public Task NoteAsync(OperatorDeed deed)
    {
        var log = stored.State.Value ?? new OperatorLog();
        var change = new AuditChange(deed.Field, null, deed.After);
        var mark = AuditChain.Append(
            log.Audit, IOperatorLogGrain.Key, AuditContext.Actor, deed.What, deed.Reason, [change], time.GetUtcNow());
        return stored.SaveAsync(log with { Audit = mark }, GrainContext);
    }
}
