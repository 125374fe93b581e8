namespace Payments.Http.Cashier;

internal sealed partial record CashierTexts
{
    /// <summary>Simplified Chinese.</summary>
    public static readonly CashierTexts Chinese = new()
    {
        Lang = "zh-CN",
        Code = "zh",
        Other = ("en", "English"),
        Title = "收银台",
        Stages = new Dictionary<CashierStage, (string, string)>
        {
            [CashierStage.Choose] = ("请选择支付方式", "请选择您的钱包或交易所支持的币种和网络。"),
            [CashierStage.Waiting] = ("等待付款", "付款后本页会自动更新，无需刷新。"),
            [CashierStage.Underpaid] = ("已收到部分款项", "还差 {0} {1}，请向同一地址转入该准确金额。"),
            [CashierStage.Confirming] = ("已检测到付款", "正在等待区块链确认，您无需再做任何操作。"),
            [CashierStage.Completed] = ("支付成功", "感谢您的付款，款项已最终确认。"),
            [CashierStage.Expired] = ("订单已超时", "请不要再向此地址发起新的付款。"),
            [CashierStage.Closed] = ("订单已关闭", "商家已关闭此订单，请勿付款。"),
            [CashierStage.Failed] = ("支付失败", "请返回商家，换一种方式支付。"),
            [CashierStage.Refunded] = ("已退款", "此笔付款已退回。"),
        },
        Amount = "付款金额",
        AmountMissing = "还需支付",
        Address = "收款地址",
        Network = "网络",
        Copy = "复制",
        Copied = "已复制",
        Exact = "请务必转入完全一致的金额，系统凭金额识别您的付款；交易所手续费需另付。",
        Only = "仅限在 {1} 网络转入 {0}。转错币种或网络，资产可能无法找回。",
        Scan = "用钱包扫码支付",
        ScanAddress = "扫码得到收款地址，金额请自行填写",
        Exchange = "从交易所提币时，网络请选择 {0}。",
        TimeLeft = "剩余时间",
        Received = "已收到 {0} / {1} {2}",
        Overpaid = "您多付了 {0} {1}，差额请联系商家处理。",
        Confirmations = "已确认 {0} / {1}",
        ConfirmationsFinal = "已确认 {0} 个区块，等待网络最终确认",
        ChooseCoin = "商家支持的币种",
        OtherCoin = "换一种币支付",
        Chosen = "当前",
        Return = "返回商家",
        Returning = "{0} 秒后自动返回。",
        Stay = "留在本页",
        Grace = "如果您已经付款，请耐心等待：{0} 之前到账仍然有效，本页会自动显示。如果还没有付款，请返回商家重新下单。",
        NoGrace = "如果您已经付款，请把订单号和交易哈希告诉商家。如果还没有付款，请返回商家重新下单。",
        Reference = "订单号",
        Transaction = "交易哈希",
        Problem = "该币种暂时不可用，请换一种或稍后再试。",
        Offline = "网络已断开，正在重试……",
        OpenWallet = "打开钱包支付",
        ErrorTitle = "收银台",
        NotFound = "找不到这笔付款。请返回商家，从那里重新打开。",
        Forbidden = "请求不是从本页发出的，请返回后重试。",
        Failed = "服务器出现问题，您的付款不受影响，请稍后刷新页面。",
    };
}
