using System.Text;
using System.Text.Json.Nodes;
using Payments.Providers.Common;

namespace Payments.Providers.Tests.Alipay;

/// <summary>Notices of tests.</summary>
internal static class AlipayNotices
{
    private static readonly IReadOnlyDictionary<string, string> NoHeaders = new Dictionary<string, string>();

    public static ProviderNotice Of(byte[] body, string query = "") => new("POST", query, NoHeaders, body);

    public static ProviderNotice Of(string body) => Of(Encoding.UTF8.GetBytes(body));

    /// <summary>A payer's return.</summary>
    public static ProviderNotice Return(string query) => new("GET", query, NoHeaders, ReadOnlyMemory<byte>.Empty);

    /// <summary>The fields of a paid trade's notice, some of them others; null takes one away.</summary>
    public static JsonObject Paid(params (string Name, string? Value)[] others)
    {
        var fields = new JsonObject
        {
            ["notify_time"] = "2025-01-01 12:00:06",
            ["notify_type"] = "trade_status_sync",
            ["app_id"] = AlipayVectors.AppId,
            ["seller_id"] = AlipayVectors.SellerId,
            ["charset"] = "utf-8",
            ["sign_type"] = "RSA2",
            ["trade_no"] = "2025010122001489861008118997",
            ["out_trade_no"] = "r_1",
            ["trade_status"] = "TRADE_SUCCESS",
            ["total_amount"] = "88.88",
            ["gmt_payment"] = "2025-01-01 12:00:05",
            ["subject"] = "a",
        };
        foreach (var (name, value) in others)
        {
            fields.Remove(name);
            if (value is not null) fields[name] = value;
        }
        return fields;
    }
}
