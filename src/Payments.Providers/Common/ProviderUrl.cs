using System.Net;

namespace Payments.Providers.Common;

/// <summary>Which addresses a provider may be reached at, as far as a URL tells by itself.</summary>
internal static class ProviderUrl
{
    /// <summary>Whether a text is such an address.</summary>
    public static bool IsAllowed(string text, ProviderReach reach) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && IsAllowed(url, reach);

    /// <summary>Whether a URL is. A name may yet lead to an address that is not: <see cref="GuardedConnect"/> looks at that.</summary>
    public static bool IsAllowed(Uri url, ProviderReach reach) => reach switch
    {
        ProviderReach.Sandbox => url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp,
        ProviderReach.Trusted => url.Scheme == Uri.UriSchemeHttps && !url.IsLoopback,
        _ => url.Scheme == Uri.UriSchemeHttps && !url.IsLoopback &&
            !(IPAddress.TryParse(url.DnsSafeHost, out var address) && ForbiddenAddresses.Contains(address, allowLoopback: false)),
    };
}
