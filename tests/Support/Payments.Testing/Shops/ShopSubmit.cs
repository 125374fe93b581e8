namespace Payments.Testing.Shops;

/// <summary>A shop's signed request for an order.</summary>
/// <param name="Method">GET or POST, as the client sends the payer or calls itself.</param>
/// <param name="Url">The gateway's address that it goes to.</param>
/// <param name="Parameters">Names and raw values, empty ones included, signature included.</param>
public sealed record ShopSubmit(string Method, string Url, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>The request on the wire: a form body for POST, the query for GET.</summary>
    public HttpRequestMessage ToRequest()
    {
        if (Method == "POST") return new HttpRequestMessage(HttpMethod.Post, Url) { Content = new FormUrlEncodedContent(Parameters) };
        var query = string.Join('&', Parameters.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        return new HttpRequestMessage(HttpMethod.Get, $"{Url}?{query}");
    }
}
