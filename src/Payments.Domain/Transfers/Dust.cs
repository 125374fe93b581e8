namespace Payments.Domain.Transfers;

/// <summary>What is too little to be a payment: sending it costs next to nothing, and an order keeps only so many transfers.</summary>
public static class Dust
{
    /// <summary>An inexact transfer below this part of what is awaited is dust.</summary>
    private const int LeastShare = 10;

    /// <summary>Whether an amount is no payment where another is awaited.</summary>
    public static bool Is(UInt128 units, UInt128 awaited) => units < awaited / LeastShare;

    /// <summary>The most that may be awaited where an amount is no dust of it.</summary>
    public static UInt128 MostAwaited(UInt128 units) => (units * LeastShare) + (LeastShare - 1);

    /// <summary>Whether a transfer that no order took is counted by its address instead of being stored.</summary>
    /// <param name="units">The amount.</param>
    /// <param name="step">The token's smallest payable step.</param>
    /// <param name="isInexact">Whether no order ever asked this very amount.</param>
    public static bool IsCountedOnly(UInt128 units, UInt128 step, bool isInexact) => isInexact && units < step;
}
