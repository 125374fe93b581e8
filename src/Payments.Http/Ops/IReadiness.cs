namespace Payments.Http.Ops;

/// <summary>What the edition knows of being ready, beside the database.</summary>
public interface IReadiness
{
    /// <summary>Whether requests may be sent to this process.</summary>
    Task<bool> IsReadyAsync();
}
