namespace Payments.Chains.Reading;

/// <summary>A chain could not be read whole and consistent; the same blocks must be read again.</summary>
public sealed class ChainReadException : Exception
{
    /// <summary>Says what was wrong with the answer.</summary>
    public ChainReadException(string message, Exception? inner = null) : base(message, inner) { }

    /// <summary>Whether the node refused the size of the question: a smaller range may do.</summary>
    public bool IsTooMuch { get; init; }

    /// <summary>Whether an answer came and made no sense: the same part of it may make none for ever.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>The node's own code for its refusal; zero where it gave none.</summary>
    public int Code { get; init; }

    /// <summary>Whether the node does not serve what it was asked at all: HTTP 404.</summary>
    public bool IsNotServed { get; init; }

    /// <summary>How long the node asked to be left alone, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
