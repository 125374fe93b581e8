using Orleans.Runtime;

namespace Orleans;

/// <summary>Reads keys off grains and references.</summary>
public static class GrainExtensions
{
    /// <summary>The text key.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => GetGrainId(grain).Key.ToString()!;

    /// <summary>The identity of a grain or of the grain that a reference stands for.</summary>
    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        GrainReference reference => reference.GrainId,
        IGrainBase instance => instance.GrainContext.GrainId,
        _ => throw new ArgumentException($"{grain.GetType()} is neither a grain nor a reference.", nameof(grain)),
    };
}
