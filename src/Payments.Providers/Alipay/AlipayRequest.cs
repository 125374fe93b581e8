using System.Text;
using Payments.Providers.Alipay.Requests;

namespace Payments.Providers.Alipay;

/// <summary>The parameters of a request to Alipay, signed.</summary>
/// <remarks>
/// Signed are all parameters with a value but <c>sign</c>, <c>sign_type</c> among them, in the order of their names' bytes; the values as
/// they are before they are encoded for a URL.
/// </remarks>
internal static class AlipayRequest
{
    /// <summary>Signs a request.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="method">The method's name.</param>
    /// <param name="content">The method's own parameters.</param>
    /// <param name="now">The present.</param>
    /// <returns>The parameters in the order in which they were signed, and <c>sign</c> behind them.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(
        AlipayAccount account, string method, AlipayContent content, DateTimeOffset now)
    {
        var parameters = new SortedDictionary<string, string?>(StringComparer.Ordinal)
        {
            ["alipay_root_cert_sn"] = account.RootCertSn,
            ["app_auth_token"] = account.AppAuthToken,
            ["app_cert_sn"] = account.AppCertSn,
            ["app_id"] = account.AppId,
            ["biz_content"] = AlipayJson.Text(content.ToJson()),
            ["charset"] = "utf-8",
            ["format"] = "JSON",
            ["method"] = method,
            ["notify_url"] = content.NotifyUrl,
            ["return_url"] = content.ReturnUrl,
            ["sign_type"] = "RSA2",
            ["timestamp"] = AlipayTime.Text(now),
            ["version"] = "1.0",
        };
        KeyValuePair<string, string>[] signed =
        [
            .. parameters.Where(one => one.Value is { Length: > 0 }).Select(one => KeyValuePair.Create(one.Key, one.Value!)),
        ];
        var sign = account.Sign(Encoding.UTF8.GetBytes(SignText(signed)));
        return [.. signed, KeyValuePair.Create("sign", sign)];
    }

    /// <summary>The text that is signed.</summary>
    /// <param name="parameters">In the order of their names, without <c>sign</c> and without empty values.</param>
    public static string SignText(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join('&', parameters.Select(one => $"{one.Key}={one.Value}"));
}
