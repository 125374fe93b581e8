using System.Globalization;
using Payments.Domain.Chains;
using Payments.Domain.Money;

namespace Payments.Http.Ops;

/// <summary>A price as operators reckon it.</summary>
internal static class OpsFee
{
    public static string Of(FeePrice fee) => fee.Resource switch
    {
        FeeResource.Gas => string.Create(CultureInfo.InvariantCulture, $"{fee.Price / 1_000_000_000:N0}.{(int)(fee.Price / 1_000_000 % 1000):000} gwei"),
        FeeResource.Energy => $"{fee.Price} sun per energy",
        FeeResource.Bandwidth => $"{fee.Price} sun per byte",
        FeeResource.Size => $"{TokenAmount.Format(fee.Price, 3)} sat per byte",
        FeeResource.Signature => $"{fee.Price} lamports per signature",
        FeeResource.Compute => $"{TokenAmount.Format(fee.Price, 6)} lamports per unit",
        _ => throw new ArgumentOutOfRangeException(nameof(fee), fee.Resource, null),
    };
}
