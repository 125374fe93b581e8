namespace Payments.Storage.States;

/// <summary>A state that may be in memory without having been read.</summary>
public interface IReadOnDemand
{
    /// <summary>Whether nobody looked yet what storage holds.</summary>
    bool IsUnread { get; set; }
}
