using Payments.Domain.Identity;

namespace Payments.Contracts.Chains;

/// <summary>
/// Whether payments on a chain would be seen now: the one rule for what is quoted, offered to payers and told to operators.
/// </summary>
public interface IChainReach
{
    /// <summary>Why payments on a chain cannot be seen, in words that strangers may read; null where they can.</summary>
    /// <param name="chain">The chain.</param>
    ValueTask<string?> WhyBehindAsync(ChainId chain);
}
