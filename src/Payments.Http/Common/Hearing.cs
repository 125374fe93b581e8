using Payments.Domain.Merchants;

namespace Payments.Http.Common;

/// <summary>Refuses orders without a callback address whose payment nobody would hear of.</summary>
internal static class Hearing
{
    /// <summary>Requires that the merchant hears of an order that has no callback address.</summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="field">The field of the request that names the callback address.</param>
    /// <param name="missing">What else could have named it and does not, as a clause.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="InputException">Nobody would hear of a payment.</exception>
    public static void Require(Merchant merchant, string field, string missing, DateTimeOffset now)
    {
        if (MerchantRules.HearsWithoutCallback(merchant, now)) return;
        throw new InputException(field, $"is required: {missing}, so nobody would hear of a payment; a merchant that asks for its orders " +
            "itself sets polling (PUT /api/v1/merchants/{id})");
    }
}
