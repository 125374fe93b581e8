using Payments.Providers.Common;

namespace Payments.Providers.Alipay.Bills;

/// <summary>The columns of a bill, found by their headings: products and years have other ones.</summary>
internal sealed class AlipayBillColumns
{
    private const string Refund = "退款";

    private readonly int trade, order, kind, title, created, finished, amount, request, fee, count;

    private AlipayBillColumns(string[] headings)
    {
        int Of(string heading) => Array.FindIndex(headings, found => found == heading);
        count = headings.Length;
        (trade, order, kind, title) = (Of("支付宝交易号"), Of("商户订单号"), Of("业务类型"), Of("商品名称"));
        (created, finished) = (Of("创建时间"), Of("完成时间"));
        (amount, fee) = (Of("订单金额（元）"), Of("服务费（元）"));
        request = Array.FindIndex(headings, found => found.StartsWith("退款批次号", StringComparison.Ordinal));
    }

    /// <summary>Reads the headings.</summary>
    /// <exception cref="ProviderUnavailableException">A column that is needed is missing.</exception>
    public static AlipayBillColumns Of(string line)
    {
        var columns = new AlipayBillColumns([.. line.Split(',').Select(Clean)]);
        return columns is { trade: >= 0, order: >= 0, kind: >= 0, amount: >= 0, finished: >= 0 }
            ? columns
            : throw new ProviderUnavailableException("the bill has other columns than are known here");
    }

    /// <summary>
    /// Reads a row. A refund is a row of its own, with the number of the payment, a negative amount, and the refund's number where it has
    /// one. Fees are written from the merchant's side: a fee that was paid is negative.
    /// </summary>
    /// <exception cref="ProviderUnavailableException">
    /// It cannot be read: a list that is read in part would be compared as the whole.
    /// </exception>
    public StatementLine Read(string line)
    {
        var values = Joined(line.Split(','));
        string Value(int column) => column >= 0 && column < values.Length ? Clean(values[column]) : "";
        if (AlipayMoney.Find(Value(amount)) is not { } money ||
            (AlipayTime.Find(Value(finished)) ?? AlipayTime.Find(Value(created))) is not { } at)
            throw new ProviderUnavailableException("a row of the bill cannot be read");
        var word = Value(kind);
        var isRefund = money < 0 || word == Refund;
        var reference = isRefund && Value(request) is { Length: > 0 } number ? number : Value(order);
        decimal? paidFee = AlipayMoney.Find(Value(fee)) is { } signed ? -signed : null;
        return new StatementLine(
            reference, Value(trade), isRefund, Math.Abs(money), AlipayMoney.Currency, paidFee, IsPaid: true, at, word)
        {
            Payment = isRefund ? Value(order) : null,
        };
    }

    /// <summary>
    /// Titles may have commas, which nothing escapes: what is too much of a row before its first time belongs to the title, and what is too
    /// much behind it to the last column, the remark.
    /// </summary>
    private string[] Joined(string[] values)
    {
        var more = values.Length - count;
        if (more <= 0 || title < 0 || created != title + 1) return values;
        var shift = 0;
        while (shift < more && AlipayTime.Find(Clean(values[created + shift])) is null) shift++;
        return [.. values[..title], string.Join(',', values[title..(title + shift + 1)]), .. values[(created + shift)..]];
    }

    /// <summary>Values are padded with tabs and blanks.</summary>
    private static string Clean(string value) => value.Trim().Trim('"').Trim();
}
