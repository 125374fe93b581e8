namespace Orleans.Runtime;

/// <summary>Tells operators what lives in the silo. Its key is 0.</summary>
public interface IManagementGrain : IGrainWithIntegerKey
{
    /// <summary>How many activations each grain class has.</summary>
    Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics();

    /// <summary>How many activations there are.</summary>
    Task<int> GetTotalActivationCount();

    /// <summary>Deactivates what has been idle for so long, now.</summary>
    Task ForceActivationCollection(TimeSpan ageLimit);

    /// <summary>The grains of a type that have an activation.</summary>
    ValueTask<List<GrainId>> GetActiveGrains(GrainType type);
}

/// <summary>The activations of one grain class.</summary>
[GenerateSerializer, Immutable]
public sealed class SimpleGrainStatistic
{
    /// <summary>The class's full name.</summary>
    [Id(0)]
    public string GrainType { get; init; } = "";

    /// <summary>How many.</summary>
    [Id(2)]
    public int ActivationCount { get; init; }
}
