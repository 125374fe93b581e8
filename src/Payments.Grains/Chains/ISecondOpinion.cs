using Payments.Domain.Orders;
using Payments.Domain.Transfers;

namespace Payments.Grains.Chains;

/// <summary>Whoever is asked about transfers in final blocks before they complete orders.</summary>
public interface ISecondOpinion
{
    /// <summary>The transfers that may count as final. The others are asked about again in the next round.</summary>
    /// <param name="pending">Transfers in blocks that are final by the watcher's own account, with their orders.</param>
    Task<IReadOnlySet<TransferId>> ConfirmedAsync(IReadOnlyList<(Order Order, Transfer Transfer)> pending);
}
