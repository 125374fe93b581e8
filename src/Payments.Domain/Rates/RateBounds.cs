namespace Payments.Domain.Rates;

/// <summary>The prices that are believable at all, both ends included.</summary>
public sealed record RateBounds(decimal Min, decimal Max)
{
    /// <summary>Whether a price lies within.</summary>
    public bool Holds(decimal price) => price >= Min && price <= Max;
}
