using Microsoft.AspNetCore.Http;
using Payments.Testing;
using StandardWebhooks;

namespace Payments.Http.Tests.Api;

/// <summary>A receiver that verifies with the library of Standard Webhooks.</summary>
internal static class StandardVerifier
{
    /// <summary>Whether the library accepts a request under a secret of the form <c>whsec_…</c>.</summary>
    public static bool Accepts(ShopReceiver.Heard heard, string secret)
    {
        var headers = new HeaderDictionary();
        foreach (var name in new[] { "webhook-id", "webhook-timestamp", "webhook-signature" })
            if (heard.Headers.TryGetValue(name, out var value)) headers[name] = value;
        try
        {
            new StandardWebhook(secret).Verify(heard.Body, headers);
            return true;
        }
        catch (Exception exception) when (exception.GetType().Namespace!.StartsWith("StandardWebhooks", StringComparison.Ordinal))
        {
            return false;
        }
    }
}
