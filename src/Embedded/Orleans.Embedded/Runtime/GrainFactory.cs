namespace Orleans.Runtime;

/// <summary>The silo's own client.</summary>
internal sealed class GrainFactory(SiloRuntime runtime, IServiceProvider services) : IClusterClient
{
    public IServiceProvider ServiceProvider => services;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        if (grainClassNamePrefix is not null) throw new ArgumentException("Class name prefixes are not supported by the embedded runtime.", nameof(grainClassNamePrefix));
        return runtime.References.GetByKey<TGrainInterface>(primaryKey);
    }

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable => runtime.References.Get<TGrainInterface>(grainId);
}
