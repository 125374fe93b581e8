namespace Payments.Domain.Chains;

/// <summary>What a payment uses of a resource that its chain charges for.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Amount">How much of it: gas, energy, bytes, signatures, units of computing.</param>
public readonly record struct FeeUse(FeeResource Resource, uint Amount)
{
    /// <summary>What a payment costs in the chain's smallest unit, each part rounded up as chains do; null where one of the prices is not known.</summary>
    /// <exception cref="OverflowException">The cost does not fit 128 bits.</exception>
    public static UInt128? Cost(IReadOnlyList<FeeUse> uses, IReadOnlyList<FeePrice> prices)
    {
        var total = UInt128.Zero;
        foreach (var use in uses)
        {
            if (prices.FirstOrDefault(price => price.Resource == use.Resource) is not { } found) return null;
            var divisor = Divisor(use.Resource);
            total = checked(total + (found.Price * use.Amount + divisor - 1) / divisor);
        }
        return total;
    }

    private static UInt128 Divisor(FeeResource resource) => resource switch
    {
        FeeResource.Gas or FeeResource.Energy or FeeResource.Bandwidth or FeeResource.Signature => 1,
        FeeResource.Size => 1000,
        FeeResource.Compute => 1_000_000,
        _ => throw new ArgumentOutOfRangeException(nameof(resource), resource, null),
    };
}
