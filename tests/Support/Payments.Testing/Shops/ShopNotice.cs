using System.Net;

namespace Payments.Testing.Shops;

/// <summary>A callback as a shop heard it, and what it made of it.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Body">The body's text.</param>
/// <param name="Status">The HTTP status it answered.</param>
/// <param name="Verdict"><c>paid</c> the first time it took it for payment, <c>repeat</c> afterwards, <c>refused</c> when it did not.</param>
public sealed record ShopNotice(string Method, string Target, string Body, int Status, string Verdict)
{
    /// <summary>The parameters of the body, or of the query where there is no body.</summary>
    public IReadOnlyDictionary<string, string> Parameters =>
        (Body.Length > 0 ? Body : Target[(Target.IndexOf('?') + 1)..])
        .Split('&')
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => WebUtility.UrlDecode(pair[0]), pair => WebUtility.UrlDecode(pair[1]));
}
