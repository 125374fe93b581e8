namespace Payments.Domain.Notices;

public sealed partial record NoticeTexts
{
    /// <summary>In Chinese.</summary>
    public static NoticeTexts Chinese { get; } = new()
    {
        Names = new Dictionary<NoticeEvent, string>
        {
            [NoticeEvent.CallbacksGivenUp] = "回调已放弃",
            [NoticeEvent.EndpointOff] = "Webhook 端点已停用",
            [NoticeEvent.Unmatched] = "有款项未匹配订单",
            [NoticeEvent.Review] = "有订单等待审核",
            [NoticeEvent.RefundFailed] = "退款失败",
            [NoticeEvent.PayoutReview] = "有付款等待审核",
            [NoticeEvent.PayoutUnknown] = "付款结果未知",
            [NoticeEvent.PayoutFailed] = "付款失败",
            [NoticeEvent.Difference] = "对账有差异",
            [NoticeEvent.NearlyFull] = "待支付订单接近上限",
            [NoticeEvent.Guarded] = "店铺设置已更改",
            [NoticeEvent.Summary] = "昨日订单",
            [NoticeEvent.Test] = "通知测试",
            [NoticeEvent.Confirm] = "确认地址",
            [NoticeEvent.Password] = "设置新密码",
            [NoticeEvent.Invitation] = "邀请",
            [NoticeEvent.Several] = "多条通知",
            [NoticeEvent.SignIn] = "新浏览器登录",
        },
        Sentences = new Dictionary<NoticeEvent, string>
        {
            [NoticeEvent.CallbacksGivenUp] = "{0} 未按要求应答，发往该地址的回调已放弃：两天内共 {1} 条。可手动重发。",
            [NoticeEvent.EndpointOff] = "Webhook 端点 {0} 持续失败，已停用。其消息会保留到重新启用。",
            [NoticeEvent.Unmatched] = "收款地址收到 {0} {1}（{2}），未匹配任何订单。可手动归入订单。",
            [NoticeEvent.Review] = "订单 {0} 等待风控审核。",
            [NoticeEvent.RefundFailed] = "{0} {1} 的退款失败，订单 {2}。",
            [NoticeEvent.PayoutReview] = "付款 {0}（{1} {2}）等待风控审核。",
            [NoticeEvent.PayoutUnknown] = "付款 {0}（{1} {2}）结果未知，不再向服务商查询。请在服务商后台核实后确认结果。",
            [NoticeEvent.PayoutFailed] = "付款 {0}（{1} {2}）失败。",
            [NoticeEvent.Difference] = "与 {0} {1} 账单的对账有未处理的差异：{2}。",
            [NoticeEvent.NearlyFull] = "有 {0} 个订单待支付，上限为 {1}。达到上限后将拒绝新订单。",
            [NoticeEvent.Guarded] = "更改内容：{0}。操作者：{1}。来源：{2}。时间：{3}（UTC）。如非本店人员操作，请登录撤销，并更换密码和密钥。",
            [NoticeEvent.Summary] = "{0}（UTC）创建的订单：{1}。其中已支付：{2}。",
            [NoticeEvent.Test] = "这是一条测试。店铺的通知会发送到这里。",
        },
        Parts = new Dictionary<string, string>
        {
            ["wallets"] = "收款钱包",
            ["keys"] = "API 密钥",
            ["secret"] = "签名密钥",
            ["endpoints"] = "Webhook 端点",
            ["people"] = "店铺成员",
            ["notices"] = "通知对象",
            ["providers"] = "支付服务商账户",
            ["webhookUrl"] = "回调地址",
        },
        Shop = "店铺：{0}（{1}）",
        More = "详情：{0}",
        Unsubscribe = "店铺的所有者和开发者可在控制台的“通知”页选择通知对象和内容。",
        ConfirmSubject = "请确认接收 {0} 的通知",
        Confirm = "店铺 {0} 希望将通知发送到这里。如同意，请在一天内打开此链接：\n\n{1}\n\n如果您不认识该店铺，请忽略，您不会收到其他消息。",
        PasswordSubject = "设置新密码",
        Password = "有人为您的控制台账户申请了新密码。请在一小时内打开此链接设置，链接只能使用一次：\n\n{0}\n\n如非本人操作，请忽略，密码不会改变。",
        SignIn = "有人从一个新的浏览器登录了您的后台账户。\n\n浏览器：{0}\n来源：{1}\n时间：{2} UTC\n\n" +
            "如果是您本人，无需处理。如果不是，请在此结束该会话并更改密码：\n\n{3}",
        InvitationSubject = "邀请您加入店铺 {0}",
        Invitation = "邀请您加入店铺 {0}。链接只能使用一次，三天内有效：\n\n{1}\n\n如果您不认识该店铺，请忽略。",
    };
}
