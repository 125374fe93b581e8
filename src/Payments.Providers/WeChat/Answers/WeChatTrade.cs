using System.Text.Json;
using Payments.Providers.Common;

namespace Payments.Providers.WeChat.Answers;

/// <summary>Where an order stands at WeChat Pay.</summary>
public enum WeChatTradeState
{
    /// <summary>A word that is not known; what it means is not known either.</summary>
    Unknown = 0,

    /// <summary>Paid.</summary>
    Success,

    /// <summary>Paid, and something was returned of it.</summary>
    Refund,

    /// <summary>Not paid yet.</summary>
    NotPay,

    /// <summary>Closed without a payment.</summary>
    Closed,

    /// <summary>A payment by bar code that was taken back.</summary>
    Revoked,

    /// <summary>The payer is entering the password.</summary>
    UserPaying,

    /// <summary>The payment failed, and may be tried again while the order lives.</summary>
    PayError,

    /// <summary>Taken on, the money is being drawn.</summary>
    Accept,
}

/// <summary>An order, as a query answers it and as a notice says it.</summary>
/// <param name="Merchant">The merchant's number.</param>
/// <param name="AppId">The app.</param>
/// <param name="OutTradeNo">Our number.</param>
/// <param name="TransactionId">WeChat Pay's number; null until it was paid.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Word">The word for it.</param>
/// <param name="Total">The price in fen; null where it is not said.</param>
/// <param name="PayerTotal">What the payer paid, less than the price where a coupon paid the rest.</param>
/// <param name="Currency">The currency of the price.</param>
/// <param name="PayerCurrency">The currency of what the payer paid.</param>
/// <param name="SuccessTime">When it was paid.</param>
/// <param name="OpenId">The payer's id of the app.</param>
/// <param name="TradeType"><c>NATIVE</c>, <c>JSAPI</c>, <c>MWEB</c> (H5), <c>APP</c> …</param>
public sealed record WeChatTrade(
    string Merchant, string? AppId, string OutTradeNo, string? TransactionId, WeChatTradeState State, string Word, long? Total,
    long? PayerTotal, string? Currency, string? PayerCurrency, DateTimeOffset? SuccessTime, string? OpenId, string? TradeType)
{
    /// <summary>Whether the merchant has, or had, the money.</summary>
    public bool IsPaid => State is WeChatTradeState.Success or WeChatTradeState.Refund;

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">A field is missing or not what it should be.</exception>
    internal static WeChatTrade Read(JsonElement element)
    {
        var fields = new JsonFields(element);
        var (amount, word) = (fields.Object("amount"), fields.Required("trade_state"));
        var trade = new WeChatTrade(
            fields.Required("mchid"), fields.Text("appid"), fields.Required("out_trade_no"), fields.Text("transaction_id"), StateOf(word),
            word, amount?.Whole("total"), amount?.Whole("payer_total"), amount?.Text("currency"), amount?.Text("payer_currency"),
            fields.Time("success_time"), fields.Object("payer")?.Text("openid"), fields.Text("trade_type"));
        return trade.IsPaid && (trade.TransactionId is null || trade.Total is null)
            ? throw new FormatException("a paid order without its number or amount")
            : trade;
    }

    private static WeChatTradeState StateOf(string word) => word switch
    {
        "SUCCESS" => WeChatTradeState.Success,
        "REFUND" => WeChatTradeState.Refund,
        "NOTPAY" => WeChatTradeState.NotPay,
        "CLOSED" => WeChatTradeState.Closed,
        "REVOKED" => WeChatTradeState.Revoked,
        "USERPAYING" => WeChatTradeState.UserPaying,
        "PAYERROR" => WeChatTradeState.PayError,
        "ACCEPT" => WeChatTradeState.Accept,
        _ => WeChatTradeState.Unknown,
    };
}

/// <summary>What a front end needs of an order that was made.</summary>
/// <param name="CodeUrl">What a QR code holds; Native alone, for two hours.</param>
/// <param name="PrepayId">JSAPI and App, for two hours.</param>
/// <param name="H5Url">A page to open from the registered domain; H5 alone, for five minutes.</param>
public sealed record WeChatPrepaid(string? CodeUrl, string? PrepayId, string? H5Url)
{
    internal static WeChatPrepaid Read(JsonElement element)
    {
        var fields = new JsonFields(element);
        return new WeChatPrepaid(fields.Text("code_url"), fields.Text("prepay_id"), fields.Text("h5_url"));
    }
}
