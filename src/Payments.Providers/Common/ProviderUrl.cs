namespace Payments.Providers.Common;

/// <summary>Which addresses a provider may be reached at.</summary>
internal static class ProviderUrl
{
    /// <summary>Whether a text is such an address.</summary>
    public static bool IsAllowed(string text, bool allowsSandbox) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && IsAllowed(url, allowsSandbox);

    /// <summary>Whether a URL is allowed: https to another machine, or with sandboxes also http and this machine.</summary>
    public static bool IsAllowed(Uri url, bool allowsSandbox) =>
        url.Scheme == Uri.UriSchemeHttps && (allowsSandbox || !url.IsLoopback) || url.Scheme == Uri.UriSchemeHttp && allowsSandbox;
}
