namespace Orleans;

/// <summary>Why an activation ends.</summary>
public readonly struct DeactivationReason(DeactivationReasonCode code, string text)
{
    /// <summary>The kind of reason.</summary>
    public DeactivationReasonCode ReasonCode { get; } = code;

    /// <summary>In words.</summary>
    public string Description { get; } = text;
}

/// <summary>Kinds of reasons to end an activation.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>Not given.</summary>
    None,

    /// <summary>The silo stops.</summary>
    ShuttingDown,

    /// <summary>Its first turn failed.</summary>
    ActivationFailed,

    /// <summary>It was idle for longer than its age limit.</summary>
    ActivationIdle,

    /// <summary>The grain asked for it.</summary>
    ApplicationRequested,

    /// <summary>A call failed in a way that leaves the state in doubt.</summary>
    ApplicationError,
}
