namespace Payments.Chains.Reading;

/// <summary>A chain could not be read whole and consistent; the same blocks must be read again.</summary>
public sealed class ChainReadException : Exception
{
    /// <summary>Says what was wrong with the answer.</summary>
    public ChainReadException(string message, Exception? inner = null) : base(message, inner) { }

    /// <summary>Whether the node refused the size of the question: a smaller range may do.</summary>
    public bool IsTooMuch { get; init; }

    /// <summary>How long the node asked to be left alone, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
