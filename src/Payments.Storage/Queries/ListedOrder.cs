using Payments.Domain.Orders;

namespace Payments.Storage.Queries;

/// <summary>An order in a list.</summary>
/// <param name="Order">The order as it is stored.</param>
/// <param name="Facet">What it is listed as.</param>
public sealed record ListedOrder(Order Order, OrderFacet Facet);

/// <summary>A numbered page of a list.</summary>
/// <param name="Items">Orders, newest first; none behind the last page.</param>
/// <param name="Total">How many orders the whole list has.</param>
public sealed record NumberedPage(IReadOnlyList<ListedOrder> Items, long Total)
{
    /// <summary>How many pages of a size the list has.</summary>
    public long Pages(int limit) => (Total + limit - 1) / limit;
}

/// <summary>How many of a merchant's orders are listed as something.</summary>
/// <param name="Facet">As what.</param>
/// <param name="Orders">How many.</param>
/// <param name="Money">Their money, exactly, in the facet's currency.</param>
public sealed record OrderTally(OrderFacet Facet, long Orders, decimal Money);
