using Payments.Domain.Reconciliation;
using Payments.Storage.Reconciliation;

namespace Payments.Grains.Reconciliation;

/// <summary>Finds our refunds by the numbers of one provider's statements.</summary>
/// <param name="books">The refunds.</param>
/// <param name="isByPayment">Whether the statements name a refund by its payment.</param>
internal sealed class RefundSearch(RefundBooks books, bool isByPayment)
{
    /// <summary>Refunds by the numbers of a statement, <see cref="ChargeBooks.MostSought"/> at most.</summary>
    public Task<IReadOnlyDictionary<string, OwnEntry>> FindAsync(string provider, IReadOnlyCollection<string> references) =>
        books.FindAsync(provider, isByPayment, references);
}
