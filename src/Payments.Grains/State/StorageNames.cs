namespace Payments.Grains.State;

/// <summary>Names by which grains ask for their storage.</summary>
public static class StorageNames
{
    /// <summary>The provider that all grains use.</summary>
    public const string Default = "Default";
}
