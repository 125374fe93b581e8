namespace Payments.Domain.Limits;

/// <summary>How large a lease is.</summary>
public static class LeaseRules
{
    /// <summary>A lease of so many tokens is never too large, however small the window's quota.</summary>
    public const int LeastBatch = 5;

    /// <summary>A lease is at most this part of a quota: what a front took and does not spend is lost until the window ends.</summary>
    private const int SmallestPart = 20;

    /// <summary>The most tokens of one lease.</summary>
    public static int Most(int tokens) => Math.Max(LeastBatch, tokens / SmallestPart);

    /// <summary>
    /// What one front gets of what is left: half of its even share, so that the others find something when they ask, and a front that goes
    /// on asks again. One token at least, as long as there is one.
    /// </summary>
    /// <param name="tokens">The window's quota.</param>
    /// <param name="left">What is left of it.</param>
    /// <param name="fronts">How many fronts share it.</param>
    public static int Share(int tokens, int left, int fronts) =>
        left <= 0 ? 0 : Math.Clamp(left / (2 * fronts), 1, Math.Min(left, Most(tokens)));
}
