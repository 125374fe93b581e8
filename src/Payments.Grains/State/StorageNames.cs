namespace Payments.Grains.State;

/// <summary>Names by which grains ask for their storage.</summary>
public static class StorageNames
{
    /// <summary>The provider that grains use: the state is there when the first call is.</summary>
    public const string Default = "Default";

    /// <summary>The same, for grains that are nearly always new when they are activated: the state is read by <see cref="StoredExtensions.FindAsync"/>, and not before.</summary>
    public const string OnDemand = "OnDemand";
}
