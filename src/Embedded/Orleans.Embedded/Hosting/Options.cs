namespace Orleans.Configuration;

/// <summary>How calls travel.</summary>
public sealed class SiloMessagingOptions
{
    /// <summary>How long a caller waits for an answer. Default 30 seconds; looked at once a second.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether a call that timed out also cancels the token of its method. Default false.</summary>
    public bool CancelRequestOnTimeout { get; set; }
}

/// <summary>When idle activations are collected.</summary>
public sealed class GrainCollectionOptions
{
    /// <summary>Idle for so long, an activation is deactivated. Default 15 minutes.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Another age for a class, by its full name. Default none.</summary>
    public Dictionary<string, TimeSpan> ClassSpecificCollectionAge { get; set; } = [];

    /// <summary>How often idle activations are looked for. Default one minute.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>After so long the token of <see cref="Grain.OnActivateAsync"/> is cancelled. Default 30 seconds.</summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After so long the token of <see cref="Grain.OnDeactivateAsync"/> is cancelled. Default 30 seconds.</summary>
    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
