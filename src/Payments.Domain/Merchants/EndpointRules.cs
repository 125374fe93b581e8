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
    /// <param name="merchant">The merchant.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="now">The present.</param>
    /// <param name="delay">How long it waits before it is told of anything; zero for not at all.</param>
    public static Merchant? Add(Merchant merchant, WebhookEndpoint endpoint, DateTimeOffset now, TimeSpan delay = default)
    {
        if (merchant.Endpoints.Count >= MaxEndpoints) return null;
        var added = endpoint with { ActiveFrom = delay > TimeSpan.Zero ? now + delay : null };
        return merchant with { Endpoints = [.. merchant.Endpoints, added], UpdatedAt = now };
    }

    /// <summary>
    /// Gives an endpoint another address, which waits for the delay while the present one is told. The present address stops one that
    /// waits; the one that waits goes on waiting. An endpoint that is itself new and waits begins to wait again.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="url">The address.</param>
    /// <param name="now">The present.</param>
    /// <param name="delay">How long a new address waits; zero for not at all.</param>
    /// <returns>The endpoint afterwards; the same instance where nothing changes.</returns>
    public static WebhookEndpoint Move(WebhookEndpoint endpoint, string url, DateTimeOffset now, TimeSpan delay)
    {
        if (url == endpoint.WaitingUrl(now)) return endpoint;
        if (url == endpoint.UrlAt(now))
            return endpoint.WaitingUrl(now) is null ? endpoint : endpoint with { NextUrl = null, NextUrlFrom = null };
        var moved = endpoint with { MovedAt = now, NextUrl = null, NextUrlFrom = null };
        if (!endpoint.IsActive(now)) return moved with { Url = url, ActiveFrom = delay > TimeSpan.Zero ? now + delay : null };
        return delay > TimeSpan.Zero
            ? moved with { Url = endpoint.UrlAt(now), NextUrl = url, NextUrlFrom = now + delay }
            : moved with { Url = url };
    }

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
