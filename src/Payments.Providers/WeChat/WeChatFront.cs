using System.Globalization;
using System.Text;

namespace Payments.Providers.WeChat;

/// <summary>The signed parameters with which a front end opens WeChat's payment.</summary>
public static class WeChatFront
{
    /// <summary>For <c>getBrandWCPayRequest</c> and mini programs. <c>timeStamp</c> is a text there, too.</summary>
    public static IReadOnlyDictionary<string, string> Jsapi(WeChatAccount account, string prepayId, DateTimeOffset now, string nonce)
    {
        var (timestamp, package) = (SecondsOf(now), $"prepay_id={prepayId}");
        return new Dictionary<string, string>
        {
            ["appId"] = account.AppId,
            ["timeStamp"] = timestamp,
            ["nonceStr"] = nonce,
            ["package"] = package,
            ["signType"] = "RSA",
            ["paySign"] = Sign(account, $"{account.AppId}\n{timestamp}\n{nonce}\n{package}\n"),
        };
    }

    /// <summary>For an app's <c>PayReq</c>. <c>package</c> is not signed there.</summary>
    public static IReadOnlyDictionary<string, string> App(WeChatAccount account, string prepayId, DateTimeOffset now, string nonce)
    {
        var timestamp = SecondsOf(now);
        return new Dictionary<string, string>
        {
            ["appid"] = account.AppId,
            ["partnerid"] = account.Merchant,
            ["prepayid"] = prepayId,
            ["package"] = "Sign=WXPay",
            ["noncestr"] = nonce,
            ["timestamp"] = timestamp,
            ["sign"] = Sign(account, $"{account.AppId}\n{timestamp}\n{nonce}\n{prepayId}\n"),
        };
    }

    internal static string SecondsOf(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static string Sign(WeChatAccount account, string text) =>
        WeChatSignature.Sign(account.PrivateKey, Encoding.UTF8.GetBytes(text));
}
