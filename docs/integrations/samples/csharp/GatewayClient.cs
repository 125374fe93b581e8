using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Payments.Samples;

/// <summary>A shop's side of the gateway: EPay's requests and callbacks, and WoPay's webhooks.</summary>
/// <param name="gateway">The gateway's address, without a slash at the end.</param>
/// <param name="pid">Your merchant number.</param>
/// <param name="key">Your api_secret.</param>
/// <param name="http">Sends the requests.</param>
public sealed class GatewayClient(string gateway, string pid, string key, HttpClient http)
{
    /// <summary>Creates a payment. Send the payer to <c>payurl</c>, or show it in a page of your own with <c>cashier_token</c>.</summary>
    /// <param name="order"><c>out_trade_no</c>, <c>money</c>, <c>type</c>, <c>name</c>, <c>notify_url</c>, <c>return_url</c> …</param>
    public async Task<JsonElement> CreateAsync(IReadOnlyDictionary<string, string> order)
    {
        var form = new Dictionary<string, string>(order) { ["pid"] = pid };
        form["sign"] = Sign(form);
        form["sign_type"] = "MD5";
        using var content = new FormUrlEncodedContent(form);
        using var response = await http.PostAsync($"{gateway}/mapi.php", content);
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        if (answer.GetProperty("code").GetInt32() != 1) throw new InvalidOperationException(answer.GetProperty("msg").GetString());
        return answer;
    }

    /// <summary>
    /// Whether a callback says that an order is paid. Compare its money with your order's before you deliver, and answer <c>success</c>.
    /// </summary>
    public bool IsPaid(IReadOnlyDictionary<string, string> received) =>
        Same(Sign(received), received.GetValueOrDefault("sign", "").ToLowerInvariant()) &&
        received.GetValueOrDefault("pid") == pid && received.GetValueOrDefault("trade_status") == "TRADE_SUCCESS";

    /// <summary>The data of a webhook, or null where the signature does not fit. Give the bytes of the body exactly as they came.</summary>
    public JsonElement? WebhookData(byte[] body, string signature)
    {
        var expected = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), body));
        return Same(expected, signature) ? JsonDocument.Parse(body).RootElement : null;
    }

    /// <summary>The digest of EPay: sorted by name, without sign, sign_type and empty ones, joined, and the key behind them.</summary>
    private string Sign(IReadOnlyDictionary<string, string> parameters)
    {
        var pairs = parameters.Where(pair => pair.Value.Length > 0 && pair.Key is not ("sign" or "sign_type"))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}");
        return Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(string.Join('&', pairs) + key)));
    }

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
