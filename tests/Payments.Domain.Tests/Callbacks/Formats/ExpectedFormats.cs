using Payments.Domain.Callbacks;
using Payments.Domain.Orders;

namespace Payments.Domain.Tests.Callbacks.Formats;

/// <summary>What each face's callback must be. Every face is here.</summary>
public static class ExpectedFormats
{
    private const string EpaySigned =
        "pid=1001&trade_no=0123456789abcdef0123456789abcdef&out_trade_no=N-1&type=alipay&name=VIP%20%E4%BC%9A%E5%91%98&money=100.50" +
        "&trade_status=TRADE_SUCCESS&param=client_id%3D42&sign=2c37589c343ce7510712fa3c3fb0b348&sign_type=MD5";

    private const string EpayRenewed =
        "pid=1001&trade_no=0123456789abcdef0123456789abcdef&out_trade_no=N-1&type=alipay&name=VIP%20%E4%BC%9A%E5%91%98&money=100.50" +
        "&trade_status=TRADE_SUCCESS&param=client_id%3D42&sign=af5f5cd2fb9c3fda91024edc1235d1d7&sign_type=MD5";

    private static readonly string WoPayBody = (
        "{'event_type':'payment_status_changed','timestamp':'2026-01-01T00:00:00Z','sequence':1,'data':{" +
        "'payment_id':'01234567-89ab-cdef-0123-456789abcdef','order_id':'N-1','status':'completed','amount':'100.50','currency':'CNY'," +
        "'transaction_hash':'0xabc','confirmations':1,'chain':'bsc','token':'USDT','pay_amount':'15.67','received_amount':'15.67'," +
        "'confirmed_amount':'15.67','missing_amount':'0','excess_amount':'0','late':false,'transfers':1,'reorged':false," +
        "'refunded':false,'manually_marked':false,'method':null,'created_at':'2026-01-01T00:00:00Z','expires_at':'2026-01-01T00:00:00Z'," +
        "'completed_at':'2026-01-01T00:00:00Z'}}").Replace('\'', '"');

    public static readonly IReadOnlyDictionary<Face, ExpectedFormat> ByFace = new Dictionary<Face, ExpectedFormat>
    {
        [Face.Epay] = new()
        {
            Name = "epay",
            Form = CallbackForm.EpayParameters,
            ContentType = "application/x-www-form-urlencoded",
            Methods = "GET or POST",
            MethodsBySetting = ["POST GET", "GET POST", "GET", "POST"],
            Payload = EpaySigned,
            Renewed = EpayRenewed,
            Test = "pid=1001&trade_no=TEST-1767225600000&out_trade_no=TEST-1767225600000&type=test&name=callback%20test&money=0&trade_status=TEST&test=1" +
                "&sign=00000000000000000000000000000000&sign_type=MD5",
            ReturnQuery = EpaySigned,
            Errors = [null, "HTTP 200, and the body is neither success nor ok", "HTTP 204, and the body is neither success nor ok",
                "HTTP 503, and the body is neither success nor ok"],
        },
        [Face.Pay188] = new()
        {
            Name = "188pay",
            Form = CallbackForm.Json,
            ContentType = "application/json",
            Methods = "POST",
            MethodsBySetting = ["POST", "POST", "POST", "POST"],
            Payload = """{"trade_no":"0123456789abcdef0123456789abcdef","out_trade_no":"N-1","amount":100.5,"actual_amount":15.67""" +
                ""","coin_type":"alipay","status":"completed","tx_hash":"0xabc","sign":"e8c88370685dfe1d9e8e01ea7e09d40e","sign_type":"MD5"}""",
            Renewed = """{"trade_no":"0123456789abcdef0123456789abcdef","out_trade_no":"N-1","amount":100.5,"actual_amount":15.67""" +
                ""","coin_type":"alipay","status":"completed","tx_hash":"0xabc","sign":"0d5fbbe2e84e8d13546b76a362aa38ba","sign_type":"MD5"}""",
            Test = """{"trade_no":"TEST-1767225600000","out_trade_no":"TEST-1767225600000","amount":0,"actual_amount":0""" +
                ""","coin_type":"test","status":"TEST","test":true,"sign":"00000000000000000000000000000000","sign_type":"MD5"}""",
            ReturnQuery = EpaySigned,
            Errors = [null, "HTTP 200, and the body is neither success nor ok", "HTTP 204, and the body is neither success nor ok",
                "HTTP 503, and the body is neither success nor ok"],
        },
        [Face.WoPay] = WoPay("wopay"),
        [Face.Recharge] = WoPay("recharge"),
        [Face.CrazyMiner] = WoPay("crazyminer"),
    };

    /// <summary>A completed order of a face.</summary>
    public static Order Order(Face face, OrderStatus status = OrderStatus.Completed) => CompletedOrders.Of(
        new OrderTerms { Face = face, Type = "alipay", Subject = "VIP 会员", Param = "client_id=42", MoneyText = "100.50" }, status: status);

    /// <summary>WoPay's webhook, which faces without callbacks of their own have as well.</summary>
    private static ExpectedFormat WoPay(string name) => new()
    {
        Name = name,
        Form = CallbackForm.Json,
        ContentType = "application/json",
        Methods = "POST",
        MethodsBySetting = ["POST", "POST", "POST", "POST"],
        Payload = WoPayBody,
        Renewed = WoPayBody,
        Headers = WoPayHeaders("50a707651991cc44232de95ff449550000b9bfa108a9c116cbf8032403b5fb04",
            "nmVT6j2Mv8X4lSy4HJo6fEZd5OwT3Ri3OW2Z7xyWQoQ="),
        RenewedHeaders = WoPayHeaders("ec9c4b7739f35c7d273b875f304e3b7505e3eae55b683f997bb50fb577466c27",
            "xZzuOUD2Q4cK9Hz02VHa5c4rAIke6XhgUE51r7baBoE="),
        IsCompletedOnly = false,
        Test = """{"event_type":"TEST","timestamp":"2026-01-01T00:00:00Z","test":true,"data":""" +
            """{"order_id":"TEST-1767225600000","amount":"0"}}""",
        ReturnQuery = null,
        Errors = [null, null, null, "HTTP 503: expected a status from 200 to 299"],
    };

    private static Dictionary<string, string> WoPayHeaders(string hex, string base64) => new()
    {
        ["X-WoPay-Signature"] = "sha256=" + hex,
        ["X-WoPay-Webhook-Id"] = "996f8fa8-0430-7bc9-6dcc-78f57d2f721a",
        ["webhook-id"] = "996f8fa8-0430-7bc9-6dcc-78f57d2f721a",
        ["webhook-timestamp"] = "1767225600",
        ["webhook-signature"] = "v1," + base64,
    };
}
