namespace Payments.Grains.Persistence;

/// <summary>Names of the storage providers that grains ask for (<c>[PersistentState(state, provider)]</c>).</summary>
public static class StorageNames
{
    /// <summary>For states that are written seldom: merchants, chain cursors, rates. On PostgreSQL Persistence.AdoNet, on SQLite the same as <see cref="Batched"/>.</summary>
    public const string Default = "Default";

    /// <summary>For states that are written often: addresses, extended keys. Our own provider, which writes many grains' rows in one commit, on both databases.</summary>
    public const string Batched = "Batched";

    /// <summary>
    /// <see cref="Batched"/> without the read at activation, for grains that are nearly always new: orders and callbacks. The state is read by <see cref="StoredExtensions.FindAsync"/>, and not before.
    /// </summary>
    public const string OnDemand = "OnDemand";
}
