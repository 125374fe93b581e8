namespace Payments.Http.Ops;

/// <summary>Whether this process is up as a member of its cluster.</summary>
public interface IReadiness
{
    /// <summary>Whether requests may be sent to this process.</summary>
    Task<bool> IsReadyAsync();
}
