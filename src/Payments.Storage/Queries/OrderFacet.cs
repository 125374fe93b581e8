namespace Payments.Storage.Queries;

/// <summary>
/// What an order is listed as: everything that lists filter by exactly. Written by the database's triggers (script <c>0037</c>), in the
/// words of stored states.
/// </summary>
/// <param name="Status">The order's status; a detected order of which nothing is in a block yet is <see cref="Sighted"/>.</param>
/// <param name="Currency">The pricing currency.</param>
/// <param name="Face">The face through which it came: <c>epay</c>, <c>pay188</c>, <c>woPay</c>.</param>
/// <param name="Delivery">
/// The status of its newest callback: <c>pending</c>, <c>delivered</c>, <c>failed</c>, <c>unconfirmed</c>; <c>none</c> before the first one
/// and for archived orders.
/// </param>
/// <param name="Chain">The chain of the quote on show; empty without one.</param>
/// <param name="Token">Its token; empty without one.</param>
public sealed record OrderFacet(string Status, string Currency, string Face, string Delivery, string Chain, string Token)
{
    /// <summary>The status of a detected order all of whose payments wait for a block.</summary>
    public const string Sighted = "sighted";

    private const int Parts = 6;

    /// <summary>Reads what the triggers wrote.</summary>
    /// <exception cref="FormatException">It is no facet.</exception>
    public static OrderFacet Parse(string text) => text.Split('/', Parts) is [var status, var currency, var face, var delivery, var chain, var token]
        ? new OrderFacet(status, currency, face, delivery, chain, token)
        : throw new FormatException($"{text} is no facet of an order.");
}
