using Microsoft.AspNetCore.Http;

namespace Payments.Http.Common;

/// <summary>Whether a form was sent from a page of ours: the browser says so itself, in headers that no page can set.</summary>
internal static class SameOrigin
{
    public static bool Sent(HttpRequest request, PublicAddress address)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site == "same-origin";
        // Browsers before Sec-Fetch-Site send the origin of a POST.
        return Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin) &&
            (origin.Authority == request.Host.Value || origin.Authority == new Uri(address.Root).Authority);
    }
}
