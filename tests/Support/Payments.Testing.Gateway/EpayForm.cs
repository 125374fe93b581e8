using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Payments.Contracts.Merchants;

namespace Payments.Testing.Gateway;

/// <summary>An EPay order as a shop signs it, by the letter of the 188Pay document and apart from the product's own code, so that it is not its own judge.</summary>
public static class EpayForm
{
    /// <summary>A signed order over CNY.</summary>
    public static Dictionary<string, string> Of(MerchantKeys merchant, string number, string money, string notifyUrl, string type = "usdt") =>
        Of(merchant.Merchant.Pid, merchant.ApiSecret, number, money, notifyUrl, type);

    /// <summary>A signed order over CNY.</summary>
    public static Dictionary<string, string> Of(long pid, string secret, string number, string money, string notifyUrl, string type = "usdt")
    {
        var form = new Dictionary<string, string>
        {
            ["pid"] = pid.ToString(CultureInfo.InvariantCulture),
            ["type"] = type,
            ["out_trade_no"] = number,
            ["money"] = money,
            ["notify_url"] = notifyUrl,
            ["return_url"] = "https://shop.example/return",
            ["name"] = "VIP 会员 + 1",
        };
        form["sign"] = Sign(form, secret);
        form["sign_type"] = "MD5";
        return form;
    }

    /// <summary>Sorted by name, without <c>sign</c>, <c>sign_type</c> and empty values, then the key, MD5.</summary>
    public static string Sign(IEnumerable<KeyValuePair<string, string>> parameters, string secret)
    {
        var text = string.Join('&', parameters.Where(pair => pair.Value != "" && pair.Key is not ("sign" or "sign_type")).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
        return Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text + secret)));
    }
}
