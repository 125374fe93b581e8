using System.Globalization;
using Payments.Providers.Common;

namespace Payments.Providers.WeChat.Bills;

/// <summary>One line of a bill, its values by the headings that the bill itself has.</summary>
/// <param name="headings">The place of each heading.</param>
/// <param name="values">The values.</param>
public sealed class WeChatBillRow(IReadOnlyDictionary<string, int> headings, string[] values)
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>The text under a heading; null where the bill has no such heading or the value is empty.</summary>
    public string? Find(string heading) =>
        headings.TryGetValue(heading, out var place) && values[place] is { Length: > 0 } text ? text : null;

    /// <summary>The text under a heading that must be there.</summary>
    /// <exception cref="ProviderUnavailableException">It is not.</exception>
    public string Get(string heading) => Find(heading) ?? throw Unreadable(heading, "nothing");

    /// <summary>Yuan, exact; null where there is none.</summary>
    /// <exception cref="ProviderUnavailableException">It is no number.</exception>
    public decimal? Yuan(string heading)
    {
        if (Find(heading) is not { } text) return null;
        return ExactDecimal.TryParse(text, out var yuan) ? yuan : throw Unreadable(heading, text);
    }

    /// <summary>A time of China's clock, which the bill writes without saying so.</summary>
    /// <exception cref="ProviderUnavailableException">It is none.</exception>
    public DateTimeOffset Time(string heading)
    {
        var text = Get(heading);
        return DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new DateTimeOffset(time, China)
            : throw Unreadable(heading, text);
    }

    private static ProviderUnavailableException Unreadable(string heading, string text) =>
        new($"the bill says '{(text.Length > 40 ? text[..40] : text)}' under {heading}");
}

/// <summary>What a bill's last line says of the lines before it.</summary>
/// <param name="Count">The heading of their number.</param>
/// <param name="Sums">Headings of sums, each with the heading of what is summed.</param>
internal sealed record WeChatBillTotals(string Count, IReadOnlyDictionary<string, string> Sums)
{
    /// <summary>Of trade bills, and of those of refunds alone.</summary>
    public static WeChatBillTotals Trade { get; } = new("总交易单数", new Dictionary<string, string>
    {
        ["应结订单总金额"] = "应结订单金额",
        ["退款总金额"] = "退款金额",
        ["充值券退款总金额"] = "充值券退款金额",
        ["手续费总金额"] = "手续费",
        ["订单总金额"] = "订单金额",
        ["申请退款总金额"] = "申请退款金额",
    });

    /// <summary>Of fund flows.</summary>
    public static WeChatBillTotals FundFlow { get; } = new("资金流水总笔数", new Dictionary<string, string>());

    /// <summary>Of profit sharing, whose last line differs by kind of merchant: its lines stand for themselves.</summary>
    public static WeChatBillTotals Sharing { get; } = new("", new Dictionary<string, string>());
}
