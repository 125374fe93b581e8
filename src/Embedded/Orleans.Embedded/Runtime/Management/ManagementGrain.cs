namespace Orleans.Runtime.Management;

/// <summary>Reads the silo's own books.</summary>
[GrainType("management")]
internal sealed class ManagementGrain(SiloRuntime runtime) : Grain, IManagementGrain
{
    public Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics() => Task.FromResult(runtime.Activations
        .CountBy(static activation => activation.Class.Name)
        .Select(static pair => new SimpleGrainStatistic { GrainType = pair.Key, ActivationCount = pair.Value })
        .ToArray());

    public Task<int> GetTotalActivationCount() => Task.FromResult(runtime.ActivationCount);

    public Task ForceActivationCollection(TimeSpan ageLimit)
    {
        runtime.Collect(ageLimit);
        return Task.CompletedTask;
    }

    public ValueTask<List<GrainId>> GetActiveGrains(GrainType type) =>
        ValueTask.FromResult(runtime.Activations.Select(static activation => activation.GrainId).Where(id => id.Type == type).ToList());
}
