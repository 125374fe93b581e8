using System.Globalization;
using Payments.Domain.Merchants;
using Payments.Http.Common;
using Payments.Http.Limits;

namespace Payments.Http.Admin;

/// <summary>Reads a merchant's own rate limits, of the API and of the operators' side alike.</summary>
internal static class LimitRequest
{
    /// <summary>The fields' names.</summary>
    public static readonly string[] Fields = ["api_per_second", "webhooks_per_second", "network_per_hour", "shop_per_second"];

    /// <summary>The limits: what is left out or null is the installation's. Null where all of them are.</summary>
    /// <exception cref="InputException">A number is wrong.</exception>
    public static MerchantLimits? Of(JsonFields body)
    {
        var limits = new MerchantLimits
        {
            ApiPerSecond = Number(body, Fields[0]),
            WebhooksPerSecond = Number(body, Fields[1]),
            NetworkPerHour = Number(body, Fields[2]),
            ShopPerSecond = Number(body, Fields[3]),
        };
        return limits == new MerchantLimits() ? null : limits;
    }

    private static int? Number(JsonFields body, string field)
    {
        if (body.Number(field) is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= LimitOptions.Most
            ? number
            : throw new InputException(field, $"expected a whole number from 0 to {LimitOptions.Most}, or null");
    }
}
