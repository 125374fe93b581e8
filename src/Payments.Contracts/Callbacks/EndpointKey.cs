using Payments.Domain.Identity;

namespace Payments.Contracts.Callbacks;

/// <summary>Keys of the grains of a merchant's webhook endpoint.</summary>
public static class EndpointKey
{
    private const string HealthPrefix = "whe-";
    private const string RecoveryPrefix = "whr-";

    /// <summary>The key of its <see cref="IEndpointHealthGrain"/>.</summary>
    public static string OfHealth(MerchantId merchant, string endpoint) => $"{HealthPrefix}{merchant.Value}-{endpoint}";

    /// <summary>The key of its <see cref="IWebhookRecoveryGrain"/>.</summary>
    public static string OfRecovery(MerchantId merchant, string endpoint) => $"{RecoveryPrefix}{merchant.Value}-{endpoint}";

    /// <summary>Whose endpoint a grain is of.</summary>
    public static (MerchantId Merchant, string Endpoint) Parse(string key)
    {
        var dash = key.LastIndexOf('-');
        return (new MerchantId(key[HealthPrefix.Length..dash]), key[(dash + 1)..]);
    }
}
