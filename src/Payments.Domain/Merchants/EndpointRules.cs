namespace Payments.Domain.Merchants;

/// <summary>What may happen to a merchant's webhook endpoints. A rule that changes nothing gives the same instance back.</summary>
public static class EndpointRules
{
    /// <summary>Most endpoints of one merchant: each event of each order may be a callback to every one of them.</summary>
    public const int MaxEndpoints = 10;

    /// <summary>Why an endpoint is off that the merchant switched off.</summary>
    public const string OffByMerchant = "switched off by the merchant";

    /// <summary>How long events are kept for an endpoint that is off: each is a row.</summary>
    public static readonly TimeSpan KeptWhileOff = TimeSpan.FromDays(30);

    /// <summary>Adds an endpoint; null where the merchant has as many as one may.</summary>
    public static Merchant? Add(Merchant merchant, WebhookEndpoint endpoint, DateTimeOffset now) => merchant.Endpoints.Count >= MaxEndpoints
        ? null
        : merchant with { Endpoints = [.. merchant.Endpoints, endpoint], UpdatedAt = now };

    /// <summary>The endpoint with this id, or null.</summary>
    public static WebhookEndpoint? Find(Merchant merchant, string id) => merchant.Endpoints.FirstOrDefault(endpoint => endpoint.Id == id);

    /// <summary>Puts another version of an endpoint in the place of the one with its id.</summary>
    public static Merchant Replace(Merchant merchant, WebhookEndpoint endpoint, DateTimeOffset now) => merchant with
    {
        Endpoints = [.. merchant.Endpoints.Select(known => known.Id == endpoint.Id ? endpoint : known)],
        UpdatedAt = now,
    };

    /// <summary>Removes an endpoint. What waits for it is not sent any more.</summary>
    public static Merchant Remove(Merchant merchant, string id, DateTimeOffset now) =>
        merchant with { Endpoints = [.. merchant.Endpoints.Where(endpoint => endpoint.Id != id)], UpdatedAt = now };
}
