using System.Text.Json.Nodes;
using Payments.Providers.Common;

namespace Payments.Providers.Alipay.Requests;

/// <summary>The own parameters of one of Alipay's methods, with the bounds of its manual.</summary>
public abstract record AlipayContent
{
    /// <summary>Where notices go; null where the method sends none.</summary>
    public string? NotifyUrl { get; init; }

    /// <summary>Where the payer's browser goes afterwards; null for nowhere.</summary>
    public string? ReturnUrl { get; init; }

    /// <summary>Notes the fields that Alipay would refuse, by its names for them.</summary>
    internal abstract void Check(FieldFaults faults);

    /// <summary><c>biz_content</c>.</summary>
    internal abstract JsonObject ToJson();

    /// <summary>Requires a number of ours, where there is one.</summary>
    private protected static void RequireNumber(FieldFaults faults, string? number, string field, int longest = 64) => faults.Require(
        number is null || number.Length >= 1 && number.Length <= longest && number.All(IsPlain), field,
        $"1 to {longest} letters, digits, _ and -");

    /// <summary>Whether a letter may stand in a number.</summary>
    private protected static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-';
}

/// <summary>Names a trade: by our number, or by Alipay's.</summary>
public sealed record AlipayTradeKey : AlipayContent
{
    /// <summary>Our number.</summary>
    public string? OutTradeNo { get; init; }

    /// <summary>Alipay's number.</summary>
    public string? TradeNo { get; init; }

    /// <inheritdoc />
    internal override void Check(FieldFaults faults) => CheckEither(faults, OutTradeNo, TradeNo);

    /// <inheritdoc />
    internal override JsonObject ToJson() => AlipayJson.Of(("out_trade_no", OutTradeNo), ("trade_no", TradeNo));

    internal static void CheckEither(FieldFaults faults, string? outTradeNo, string? tradeNo)
    {
        faults.Require(outTradeNo is not null || tradeNo is not null, "out_trade_no", "out_trade_no or trade_no");
        RequireNumber(faults, outTradeNo, "out_trade_no");
        faults.Require(outTradeNo?.Contains('-') != true, "out_trade_no", "letters, digits and _ alone");
        RequireNumber(faults, tradeNo, "trade_no");
    }
}
