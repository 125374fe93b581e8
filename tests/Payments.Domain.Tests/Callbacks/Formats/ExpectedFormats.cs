using Payments.Domain.Callbacks;
using Payments.Domain.Orders;

namespace Payments.Domain.Tests.Callbacks.Formats;

/// <summary>What each face's callback must be. A face is either here or among those that have no format yet.</summary>
public static class ExpectedFormats
{
    private const string EpaySigned =
        "pid=1001&trade_no=0123456789abcdef0123456789abcdef&out_trade_no=N-1&type=alipay&name=VIP%20%E4%BC%9A%E5%91%98&money=100.50" +
        "&trade_status=TRADE_SUCCESS&param=client_id%3D42&sign=2c37589c343ce7510712fa3c3fb0b348&sign_type=MD5";

    private const string EpayRenewed =
        "pid=1001&trade_no=0123456789abcdef0123456789abcdef&out_trade_no=N-1&type=alipay&name=VIP%20%E4%BC%9A%E5%91%98&money=100.50" +
        "&trade_status=TRADE_SUCCESS&param=client_id%3D42&sign=af5f5cd2fb9c3fda91024edc1235d1d7&sign_type=MD5";

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
        },
    };

    /// <summary>Faces whose format comes with their documents' orders.</summary>
    public static readonly IReadOnlyList<Face> None = [Face.WoPay];

    /// <summary>A completed order of a face.</summary>
    public static Order Order(Face face, OrderStatus status = OrderStatus.Completed) => CompletedOrders.Of(
        new OrderTerms { Face = face, Type = "alipay", Subject = "VIP 会员", Param = "client_id=42", MoneyText = "100.50" }, status: status);
}
