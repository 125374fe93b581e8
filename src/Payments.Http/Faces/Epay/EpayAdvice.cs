using Microsoft.AspNetCore.Http;
using Payments.Http.Common;

namespace Payments.Http.Faces.Epay;

/// <summary>
/// What people are told of a refused EPay request beside its reason: one sentence for the payer, one for the shop's owner. The reason
/// itself is English, as in <c>mapi.php</c>.
/// </summary>
internal static class EpayAdvice
{
    private static readonly (string What, string Owner) Gateway = (
        "The payment service could not answer.",
        "the gateway's log has the cause; /health says whether its database and its chains answer.");

    private static readonly (string What, string Owner) GatewayChinese = (
        "支付服务暂时无法响应。",
        "原因见网关日志；/health 会说明数据库和各链节点是否正常。");

    /// <summary>The words for a refusal.</summary>
    /// <param name="failure">The refusal, or a failure of the gateway.</param>
    /// <param name="chinese">Whether in Chinese; else in English.</param>
    public static (string What, string Owner) On(Failure failure, bool chinese)
    {
        if (failure.Refusal is not { } refusal) return chinese ? GatewayChinese : Gateway;
        return chinese ? Chinese(refusal) : English(refusal);
    }

    private static (string What, string Owner) English(InputException refusal) => (refusal.Field, refusal.Status) switch
    {
        (_, _) when refusal.IsMissing => (
            "The shop's request is incomplete.",
            "the shop sends no such parameter, or an empty one. The page is opened by the shop's form, never by hand."),
        ("sign" or "sign_type", _) => (
            "The shop's signature does not fit.",
            "compare the merchant number and the key in the shop with those of the gateway, without blanks at their ends."),
        ("pid", StatusCodes.Status429TooManyRequests) => (
            "Too many orders of this shop wait for a payment.",
            "close orders that nobody pays; the gateway's operator can raise Orders:UnpaidLimit."),
        ("pid", _) => (
            "The payment service does not know this shop, or has suspended it.",
            "enter the pid that the registration gave you; a suspended merchant asks the gateway's operator."),
        ("money", StatusCodes.Status503ServiceUnavailable) => (
            "There is no amount to ask for at the moment.",
            "all amounts near this price are taken: add an address for the coin or an xpub; or there is no exchange rate: give the " +
            "wallet a rate."),
        ("money" or "out_trade_no", StatusCodes.Status409Conflict) => (
            "This order number was used before.",
            "give each order a number of its own, and send the same money when the same order is sent again."),
        ("type", StatusCodes.Status503ServiceUnavailable) => (
            "Payments in this coin cannot be seen at the moment.",
            "the gateway does not reach a node of that chain, see /health; other coins can be paid with."),
        ("type", _) => (
            "The shop takes no such coin.",
            "add a wallet for the coin to the merchant, or leave the type out: then the payer chooses."),
        ("notify_url", _) => (
            "The shop cannot be told of the payment.",
            "the notify_url must be an http or https address of the public internet, at a usual port; the line above names the " +
            "setting that allows others."),
        _ => (
            "The payment service cannot take the shop's request.",
            "the line above names the parameter and what was expected of it; docs/faces.md lists the rules."),
    };

    private static (string What, string Owner) Chinese(InputException refusal) => (refusal.Field, refusal.Status) switch
    {
        (_, _) when refusal.IsMissing => (
            "商家的请求不完整。",
            "缺少该参数或其值为空。此页面应由商家的表单打开，不能直接访问。"),
        ("sign" or "sign_type", _) => (
            "商家的签名不正确。",
            "请核对商家后台填写的商户号和密钥与网关一致，首尾没有空格。"),
        ("pid", StatusCodes.Status429TooManyRequests) => (
            "该商家待付款的订单过多。",
            "请关闭无人付款的订单；网关运营者可以调高 Orders:UnpaidLimit。"),
        ("pid", _) => (
            "支付服务不认识该商家，或商家已被停用。",
            "请填写注册时得到的 pid；被停用的商户请联系网关运营者。"),
        ("money", StatusCodes.Status503ServiceUnavailable) => (
            "目前没有可用的付款金额。",
            "该价格附近的金额都已被占用：请为该币种增加收款地址或 xpub；或者没有可用汇率：请为钱包设置 rate。"),
        ("money" or "out_trade_no", StatusCodes.Status409Conflict) => (
            "该订单号已被使用。",
            "每个订单请使用不同的订单号；重复提交同一订单时金额必须相同。"),
        ("type", StatusCodes.Status503ServiceUnavailable) => (
            "目前无法查看该币种的到账情况。",
            "网关连不上该链的节点，见 /health；其他币种可以支付。"),
        ("type", _) => (
            "商家不支持该币种。",
            "请为商户添加该币种的钱包，或不传 type，由付款人自己选择。"),
        ("notify_url", _) => (
            "支付结果无法通知商家。",
            "notify_url 须为公网上的 http 或 https 地址，并使用常用端口；上面一行写明了放行其他地址的设置项。"),
        _ => (
            "支付服务无法接受商家的请求。",
            "上面一行写明了参数名和要求；规则见 docs/faces.md。"),
    };
}
