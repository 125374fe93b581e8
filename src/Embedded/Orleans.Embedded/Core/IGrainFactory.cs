using Orleans.Runtime;

namespace Orleans;

/// <summary>Makes references to grains. A reference costs nothing; the first call activates the grain.</summary>
public interface IGrainFactory
{
    /// <summary>The grain with this key.</summary>
    /// <exception cref="ArgumentException">No class implements the interface, or more than one.</exception>
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithStringKey;

    /// <summary>The grain with this key.</summary>
    /// <exception cref="ArgumentException">No class implements the interface, or more than one.</exception>
    TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithIntegerKey;

    /// <summary>The grain with this key, its interface known at run time only.</summary>
    IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey);

    /// <summary>The grain with this identity, seen through an interface that its class implements.</summary>
    TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable;
}

/// <summary>A client of the cluster; in one process it is the silo itself.</summary>
public interface IClusterClient : IGrainFactory
{
    /// <summary>The services of the client.</summary>
    IServiceProvider ServiceProvider { get; }
}
