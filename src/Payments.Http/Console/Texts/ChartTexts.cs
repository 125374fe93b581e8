namespace Payments.Http.Console.Texts;

/// <summary>Charts of a shop's home, and the monthly statement.</summary>
public sealed record ChartTexts
{
    public required string OrdersByDay { get; init; }

    /// <summary>Money of a currency, <c>{0}</c>.</summary>
    public required string MoneyByDay { get; init; }

    public required string Paid { get; init; }
    public required string Waiting { get; init; }
    public required string NotPaid { get; init; }
    public required string Day { get; init; }
    public required string Table { get; init; }

    /// <summary>The longest bar, <c>{0}</c>.</summary>
    public required string Most { get; init; }

    public required string Month { get; init; }
    public required string Show { get; init; }
    public required string Print { get; init; }

    /// <summary>How a statement is to be read.</summary>
    public required string StatementNote { get; init; }

    public required string Currency { get; init; }
    public required string Orders { get; init; }
    public required string PaidOrders { get; init; }
    public required string PaidMoney { get; init; }
    public required string Refunded { get; init; }
    public required string WayToPay { get; init; }
    public required string AtProvider { get; init; }
    public required string ByCurrency { get; init; }
    public required string ByWay { get; init; }
    public required string ByDay { get; init; }

    public static readonly ChartTexts English = new()
    {
        OrdersByDay = "Orders of the last 14 days",
        MoneyByDay = "Money paid in {0}, last 14 days",
        Paid = "Paid",
        Waiting = "Waiting",
        NotPaid = "Not paid",
        Day = "Day",
        Table = "Show as a table",
        Most = "highest {0}",
        Month = "Month",
        Show = "Show",
        Print = "For paper or PDF, print this page: only the statement is printed.",
        StatementNote = "Orders by the day in UTC on which they were made, as they stand now. Money is what was asked for by orders that " +
            "were paid, before refunds.",
        Currency = "Currency",
        Orders = "Orders",
        PaidOrders = "Paid orders",
        PaidMoney = "Money paid",
        Refunded = "With refunds",
        WayToPay = "Paid in",
        AtProvider = "At a provider, or by hand",
        ByCurrency = "By currency",
        ByWay = "By coin and network",
        ByDay = "By day",
    };

    public static readonly ChartTexts Chinese = new()
    {
        OrdersByDay = "近 14 天订单",
        MoneyByDay = "近 14 天已付金额（{0}）",
        Paid = "已支付",
        Waiting = "等待中",
        NotPaid = "未支付",
        Day = "日期",
        Table = "以表格显示",
        Most = "最高 {0}",
        Month = "月份",
        Show = "显示",
        Print = "如需纸质或 PDF 版本，请打印本页，仅会打印对账单内容。",
        StatementNote = "订单按创建日期（UTC）统计，状态为当前状态。金额为已支付订单的应付金额，未扣除退款。",
        Currency = "币种",
        Orders = "订单数",
        PaidOrders = "已支付订单",
        PaidMoney = "已付金额",
        Refunded = "含退款",
        WayToPay = "付款方式",
        AtProvider = "支付渠道或手动",
        ByCurrency = "按币种",
        ByWay = "按币与网络",
        ByDay = "按日",
    };
}
